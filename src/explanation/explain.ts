import { type ExamineOptions, examine, type OutcomeReport, type ScenarioReport } from '../search/examine.ts';
import { exceptionOutcome } from '../search/simulated-system.ts';
import type { Bounds } from '../simulator/bounds.ts';
import { ClewError, suggestion } from '../simulator/errors.ts';
import { parseFailureSet } from '../simulator/failure-set.ts';
import type { Fault } from '../simulator/fault.ts';
import { prepare } from '../simulator/preparation.ts';
import type { RecordedRun } from '../simulator/recorded-run.ts';
import type { Scenario } from '../simulator/scenario.ts';
import { type Allowance, allowanceOf, stepsByDefault } from './allowance.ts';
import type { Explanation, Held, LeftOut, OutcomeExplanation } from './explanation.ts';
import { lineageOf } from './lineage-of.ts';
import { type Played, Player } from './player.ts';
import { linkRedundancy, nodeRedundancy, type Question } from './redundancy.ts';
import { type Ways, waysOf } from './ways.ts';
import { cellWords, listed } from './words.ts';

/** What to explain. */
export interface ExplainOptions extends ExamineOptions {
  /** Explains one run under this failure set instead of all that a search finds. */
  readonly faults?: string;
}

/**
 * Explains a scenario: why its outcomes hold in the fault-free run, what covers each link of that, and each distinct way
 * to break them.
 *
 * @throws ClewError if the scenario is unusable, or has no such outcome or fault
 */
export function explain(scenario: Scenario, options: ExplainOptions = {}): Explanation {
  return options.faults === undefined ? explainReport(scenario, examine(scenario, options)) : explainRun(scenario, options.faults, options);
}

/** How much work an explanation of what a search has found may be. */
export interface ExplainReportOptions {
  /** How many steps all its runs may take together, a few runs of each kind aside; 300,000 by default. What is left out for it is counted. */
  readonly stepsMax?: number;
}

/** Explains what a search has found. */
export function explainReport(scenario: Scenario, report: ScenarioReport, { stepsMax = stepsByDefault }: ExplainReportOptions = {}): Explanation {
  const player = new Player(scenario, report.bounds);
  const good = player.play([]);
  const allowance = allowanceOf(stepsMax, report.outcomes.length, good.run.steps.length);
  const outcomes = report.outcomes.map((outcome) => explainOutcome(player, good, outcome, allowance));
  return { scenario: good.run.scenario, bounds: report.bounds, faults: null, good: good.run, outcomes, runs: player.runs };
}

/** Only the distinct ways to break an outcome, of what {@link explainReport} finds out, at half the price. */
export function explainWays(scenario: Scenario, bounds: Bounds, report: OutcomeReport, { stepsMax = stepsByDefault }: ExplainReportOptions = {}): Ways {
  const player = new Player(scenario, bounds);
  const good = player.play([]);
  const outcome = Object.keys(scenario.outcomes).indexOf(report.name);
  const lineage = outcome < 0 ? { roots: [], steps: [] } : lineageOf(good, outcome);
  return waysOf(report.failureSets.map(({ faults }) => faults), { player, outcome, good, lineage }, allowanceOf(stepsMax, 1, good.run.steps.length).sets);
}

/** Explains one run. Outcomes that hold in it are explained as well. */
export function explainRun(scenario: Scenario, word: string, options: ExamineOptions = {}): Explanation {
  const faults = parseFailureSet(word);
  const { bounds } = prepare(scenario, options);
  const player = new Player(scenario, bounds);
  const good = player.play([]);
  checkNodes(faults, good.run);
  const { run } = player.play(faults);
  const places = placesOf(options.outcomes, run.outcomes.map(({ name }) => name));
  const outcomes = places.map((place): OutcomeExplanation => {
    const { name, kind, title, goodness } = run.outcomes[place]!;
    const lineage = lineageOf(good, place);
    const ways = goodness === 'bad' ? waysOf([word], { player, outcome: place, good, lineage }).ways : [];
    return { name, kind, title, report: null, lineage, links: [], nodes: [], leftOut: nothing, ways, held: goodness === 'good' ? heldIn(player.play(faults), good, place) : null };
  });
  if (run.breakdowns.length > 0) outcomes.push(thrown(null, waysOf([word], { player, outcome: -1, good, lineage: { roots: [], steps: [] } })));
  return { scenario: good.run.scenario, bounds, faults: run.faults, good: good.run, outcomes, runs: player.runs };
}

const nothing: LeftOut = { links: 0, nodes: 0, sets: 0 };

function explainOutcome(player: Player, good: Played, report: OutcomeReport, allowance: Allowance): OutcomeExplanation {
  const sets = report.failureSets.map(({ faults }) => faults);
  const outcome = Object.keys(player.simulation.scenario.outcomes).indexOf(report.name);
  if (outcome < 0) return thrown(report, waysOf(sets, { player, outcome, good, lineage: { roots: [], steps: [] } }, allowance.sets));
  const lineage = lineageOf(good, outcome);
  const question: Question = { player, outcome, good, lineage, failureSets: report.failureSets, allowance };
  const links = linkRedundancy(question);
  const nodes = nodeRedundancy(question);
  const { ways, leftOut } = waysOf(sets, { player, outcome, good, lineage }, allowance.sets);
  const { name, kind, title } = good.run.outcomes[outcome]!;
  return { name, kind, title, report, lineage, links: links.found, nodes: nodes.found, leftOut: { links: links.leftOut, nodes: nodes.leftOut, sets: leftOut }, ways, held: null };
}

/** The outcome that nobody asked for: that no handler throws. */
function thrown(report: OutcomeReport | null, { ways, leftOut }: Ways): OutcomeExplanation {
  return { name: exceptionOutcome, kind: 'always', title: 'no handler throws, and every run comes to an end', report, lineage: { roots: [], steps: [] }, links: [], nodes: [], leftOut: { ...nothing, sets: leftOut }, ways, held: null };
}

function heldIn(played: Played, good: Played, outcome: number): Held {
  const { run } = played;
  const before = new Map(good.run.outcomes[outcome]!.reads.map(({ cell, value }) => [cell, value]));
  const changed = run.outcomes[outcome]!.reads.filter(({ cell, value }) => before.get(cell) !== value).slice(0, 3);
  const text = changed.length === 0 ? 'it holds, and sees the same as without faults' : `it holds, with ${listed(changed.map(({ cell, value }) => cellWords(cell, value)))}`;
  return { faults: run.faults, run, lineage: lineageOf(played, outcome), text };
}

/** @throws ClewError CLEW_UNKNOWN_NODE if a fault names a node that is not there */
function checkNodes(faults: readonly Fault[], { nodes, scenario }: RecordedRun): void {
  const known = nodes.map(({ id }) => id);
  for (const { token, lane, node, groups } of faults) {
    const ends = lane.includes(':') ? lane.split(':').slice(0, 2) : lane === '' ? [] : [lane.slice(0, lane.indexOf('/'))];
    const unknown = [...ends, ...(node === '' ? [] : [node]), ...(groups?.flat() ?? [])].find((id) => !known.includes(id));
    if (unknown !== undefined) throw new ClewError('CLEW_UNKNOWN_NODE', `the fault "${token}" names a node "${unknown}" that is not in ${scenario}`, { values: [suggestion(unknown, known)] });
  }
}

function placesOf(names: readonly string[] | undefined, known: readonly string[]): number[] {
  if (names === undefined) return known.map((_, place) => place);
  return names.map((name) => {
    const place = known.indexOf(name);
    if (place < 0) throw new ClewError('CLEW_UNKNOWN_OUTCOME', `there is no outcome "${name}"`, { values: [suggestion(name, known)] });
    return place;
  });
}
