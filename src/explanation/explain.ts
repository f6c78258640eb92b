import { type ExamineOptions, examine, type OutcomeReport, type ScenarioReport } from '../search/examine.ts';
import { exceptionOutcome } from '../search/simulated-system.ts';
import { ClewError, suggestion } from '../simulator/errors.ts';
import { parseFailureSet } from '../simulator/failure-set.ts';
import type { Fault } from '../simulator/fault.ts';
import { prepare } from '../simulator/preparation.ts';
import type { RecordedRun } from '../simulator/recorded-run.ts';
import type { Scenario } from '../simulator/scenario.ts';
import type { Explanation, Held, OutcomeExplanation } from './explanation.ts';
import { lineageOf } from './lineage-of.ts';
import { type Played, Player } from './player.ts';
import { linkRedundancy, nodeRedundancy, type Question } from './redundancy.ts';
import { waysOf } from './ways.ts';
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

/** Explains what a search has found. */
export function explainReport(scenario: Scenario, report: ScenarioReport): Explanation {
  const player = new Player(scenario, report.bounds);
  const good = player.play([]);
  const outcomes = report.outcomes.map((outcome) => explainOutcome(player, good, outcome));
  return { scenario: good.run.scenario, bounds: report.bounds, faults: null, good: good.run, outcomes, runs: player.runs };
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
    const ways = goodness === 'bad' ? waysOf([word], { player, outcome: place, good, lineage }) : [];
    return { name, kind, title, report: null, lineage, links: [], nodes: [], linksLeftOut: 0, ways, held: goodness === 'good' ? heldIn(player.play(faults), good, place) : null };
  });
  if (run.breakdowns.length > 0) outcomes.push(thrown(null, waysOf([word], { player, outcome: -1, good, lineage: { roots: [], steps: [] } })));
  return { scenario: good.run.scenario, bounds, faults: run.faults, good: good.run, outcomes, runs: player.runs };
}

function explainOutcome(player: Player, good: Played, report: OutcomeReport): OutcomeExplanation {
  const sets = report.failureSets.map(({ faults }) => faults);
  const outcome = Object.keys(player.simulation.scenario.outcomes).indexOf(report.name);
  if (outcome < 0) return thrown(report, waysOf(sets, { player, outcome, good, lineage: { roots: [], steps: [] } }));
  const lineage = lineageOf(good, outcome);
  const question: Question = { player, outcome, good, lineage, failureSets: report.failureSets };
  const { links, leftOut } = linkRedundancy(question);
  const ways = waysOf(sets, { player, outcome, good, lineage });
  const { name, kind, title } = good.run.outcomes[outcome]!;
  return { name, kind, title, report, lineage, links, nodes: nodeRedundancy(question), linksLeftOut: leftOut, ways, held: null };
}

/** The outcome that nobody asked for: that no handler throws. */
function thrown(report: OutcomeReport | null, ways: OutcomeExplanation['ways']): OutcomeExplanation {
  return { name: exceptionOutcome, kind: 'always', title: 'no handler throws, and every run comes to an end', report, lineage: { roots: [], steps: [] }, links: [], nodes: [], linksLeftOut: 0, ways, held: null };
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
