import { afterAll, describe, expect, it } from 'vitest';
import type { KnownVerdict, Scenario } from 'clew';
import { catalog } from '../src/scenarios/catalog.ts';
import { examine, type ExamineOptions, type OutcomeReport, type ScenarioReport } from '../src/search/examine.ts';
import { SimulatedSystem } from '../src/search/simulated-system.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { parseFailureSet } from '../src/simulator/failure-set.ts';
import type { Fault } from '../src/simulator/fault.ts';
import { prepare } from '../src/simulator/preparation.ts';

/** Every library scenario is compared with exhaustive search at these bounds. */
const compared: BoundsOptions = { crashes: 1, drops: 2, depth: 2 };

/** With more single faults than these, only at depth 1: `npm run bench` compares all, at the bounds of each scenario. */
const singleFaultsMax = 40;

/** What a known verdict says besides how far to search. */
const claims = new Set(['outcome', 'verdict', 'faults', 'sets', 'because']);

const reports = new Map<string, ScenarioReport>();
const comparisons: string[] = [];

afterAll(() => console.log(['', 'runs of cover, of those of exhaustive search', ...comparisons].join('\n')));

it('names are unique, of the form family/variant', () => {
  const names = catalog.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
});

describe.each(catalog.map((scenario) => ({ name: scenario.name, scenario })))('$name', ({ scenario }) => {
  it('says what it is, and where it comes from', () => {
    expect(scenario.summary).not.toBe('');
    expect(scenario.source).toMatch(/\(\d{4}\)/);
  });

  it('every outcome has a known verdict', () => {
    expect(Object.keys(scenario.outcomes).filter((name) => !scenario.known.some(({ outcome }) => outcome === name))).toEqual([]);
  });

  it('the fault-free run is good', () => {
    const { simulation, bounds } = prepare(scenario);
    const { judgements, breakdowns } = simulation.play([], bounds);
    expect(judgements.map(({ good, given }) => good && given)).toEqual(Object.keys(scenario.outcomes).map(() => true));
    expect(breakdowns).toEqual([]);
  });

  it.each(scenario.known.map((known) => [titleOf(known), known] as const))('%s', (_, known) => {
    const { verdict, certificate, failureSets } = outcomeOf(scenario, boundsOf(known), known.outcome);
    expect(verdict).toBe(known.verdict);
    expect(certificate).toMatchObject({ method: 'cover', complete: true });
    expect(failureSets.map(({ faults }) => faults)).toEqual(expect.arrayContaining([...(known.faults ?? [])]));
    expect(failureSets).toHaveLength(known.sets ?? failureSets.length);
  });

  it('cover finds what exhaustive search finds, set for set', () => {
    const bounds = comparedBounds(scenario);
    const cover = reportOf(scenario, bounds);
    const exhaustive = reportOf(scenario, { ...bounds, search: 'exhaustive' });
    expect(cover.outcomes.map(setsOf)).toEqual(exhaustive.outcomes.map(setsOf));
    expect([...cover.outcomes, ...exhaustive.outcomes].every(({ certificate }) => certificate.complete)).toBe(true);
    for (const [place, { name, certificate }] of cover.outcomes.entries()) {
      const [runs, runsOfAll] = [certificate.runs, exhaustive.outcomes[place]!.certificate.runs];
      comparisons.push(`  ${scenario.name.padEnd(20)} ${name.padEnd(14)} ${String(runs).padStart(5)} of ${String(runsOfAll).padStart(5)}`);
      expect(runs).toBeLessThanOrEqual(runsOfAll);
    }
  });

  it('every failure set replays, and is minimal', () => {
    for (const options of [comparedBounds(scenario), ...scenario.known.map(boundsOf)]) {
      const { simulation, bounds } = prepare(scenario, options);
      const system = new SimulatedSystem(simulation, bounds);
      for (const { name, failureSets } of reportOf(scenario, options).outcomes) {
        const place = system.outcomes.indexOf(name);
        for (const { faults } of failureSets) expect({ faults, ...replayed(system, parseFailureSet(faults), place) }).toEqual({ faults, ...minimal });
      }
    }
  });
});

const minimal = { breaks: true, allFired: true, brokenBySubset: [] };

/** Whether the set breaks the outcome, whether all of it fired, and which of its proper subsets break it as well. */
function replayed(system: SimulatedSystem, faults: readonly Fault[], place: number): typeof minimal {
  const breaks = system.run(faults).goodness(place) === 'bad';
  const allFired = faults.every((fault) => system.fired(fault));
  const subsets = Array.from({ length: 2 ** faults.length - 1 }, (_none, bits) => faults.filter((_fault, index) => (bits >> index) % 2 === 1));
  return { breaks, allFired, brokenBySubset: subsets.filter((subset) => system.run(subset).goodness(place) !== 'good') as never[] };
}

function comparedBounds(scenario: Scenario): BoundsOptions {
  const single = { ...compared, depth: 1 };
  return Math.max(...reportOf(scenario, single).outcomes.map(({ certificate }) => certificate.covered)) > singleFaultsMax ? single : compared;
}

/** The report of that search, made once for all tests. */
function reportOf(scenario: Scenario, options: ExamineOptions): ScenarioReport {
  const key = `${scenario.name} ${JSON.stringify(options)}`;
  const report = reports.get(key) ?? examine(scenario, options);
  reports.set(key, report);
  return report;
}

function outcomeOf(scenario: Scenario, options: ExamineOptions, name: string): OutcomeReport {
  return reportOf(scenario, options).outcomes.find((outcome) => outcome.name === name)!;
}

function setsOf({ name, verdict, failureSets }: OutcomeReport): object {
  return { name, verdict, failureSets: failureSets.map(({ faults }) => faults) };
}

function boundsOf(known: KnownVerdict): BoundsOptions {
  return Object.fromEntries(Object.entries(known).filter(([name]) => !claims.has(name)));
}

function titleOf(known: KnownVerdict): string {
  const bounds = Object.entries(boundsOf(known)).map(([name, value]) => `${name} ${String(value)}`);
  const because = known.because === undefined ? '' : `: ${known.because}`;
  return `${known.outcome} ${known.verdict === 'broken' ? 'is broken' : 'survives'} at ${bounds.join(', ')}${because}`;
}
