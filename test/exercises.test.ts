import { describe, expect, it } from 'vitest';
import type { BoundsOptions } from 'clew';
import { exercises } from '../mutants/exercises/catalog.ts';
import { searchesOf } from '../mutants/trial.ts';
import { examine } from '../src/search/examine.ts';
import { prepare } from '../src/simulator/preparation.ts';

it('names are unique, and tell exercises from the library', () => {
  const names = exercises.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^exercises\/[a-z0-9-]+$/);
});

describe.each(exercises.map((scenario) => ({ name: scenario.name, scenario })))('$name', ({ scenario }) => {
  it('promises what it is good for', () => {
    const { simulation, bounds } = prepare(scenario);
    const { judgements, breakdowns } = simulation.play([], bounds);
    expect(judgements.map(({ good, given }) => good && given)).toEqual(Object.keys(scenario.outcomes).map(() => true));
    expect(breakdowns).toEqual([]);
  });

  it('every outcome is known to survive somewhere, and none is known to be broken', () => {
    expect(new Set(scenario.known.map(({ outcome }) => outcome))).toEqual(new Set(Object.keys(scenario.outcomes)));
    expect(scenario.known.filter(({ verdict }) => verdict !== 'survives')).toEqual([]);
  });

  it.each(searchesOf(scenario).map(({ outcomes, bounds }) => [faultsIn(bounds), outcomes, bounds] as const))('survives at %s', (_, outcomes, bounds) => {
    const report = examine(scenario, { ...bounds, outcomes });
    const broken = report.outcomes.filter(({ failureSets }) => failureSets.length > 0).map(({ name, failureSets }) => [name, failureSets.map(({ faults }) => faults)]);
    expect(broken).toEqual([]);
    expect(report.outcomes.map(({ certificate }) => certificate.complete)).toEqual(outcomes.map(() => true));
  });
});

function faultsIn({ horizon: _horizon, until: _until, durations: _durations, deferrals: _deferrals, ...bounds }: BoundsOptions): string {
  return Object.entries(bounds).map(([name, value]) => `${name} ${String(value)}`).join(', ');
}
