import { explainReport } from '../src/explanation/explain.ts';
import type { LeftOut, Way } from '../src/explanation/explanation.ts';
import type { ScenarioReport } from '../src/search/examine.ts';
import { ClewError } from '../src/simulator/errors.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { type CoverRow, coverRows } from './cover-rows.ts';
import { inShort } from './text/in-short.ts';
import { counted } from './text/words.ts';

/** Why an outcome holds, and how it breaks, in words. */
export interface Explained {
  /** For those who have a minute; empty for an outcome that nothing breaks. */
  readonly inShort: string;
  /** The distinct ways to break it, the simplest first. */
  readonly ways: readonly ExplainedWay[];
  /** What covers each link of its lineage, and then each node. */
  readonly cover: readonly CoverRow[];
  /** What is not in the above, because runs are long. */
  readonly leftOut: LeftOut;
}

/** One distinct way to break an outcome. */
export interface ExplainedWay extends Pick<Way, 'sentence' | 'sets'> {
  /** From the faults to the broken outcome, in order. */
  readonly cause: readonly { readonly tick: number; readonly text: string; readonly likewise: readonly string[] }[];
}

/** How many steps all runs may take that a report makes to explain one scenario: about a second. */
const stepsMax = 150_000;

/** What was found out about a scenario, explained by name of the outcome; empty where the scenario is unusable. */
export function explainedBy(scenario: Scenario, report: ScenarioReport): ReadonlyMap<string, Explained> {
  try {
    const { good, outcomes } = explainReport(scenario, report, { stepsMax });
    const roleOf = (node: string) => good.nodes.find(({ id }) => id === node)?.component ?? node;
    return new Map(outcomes.map(({ name, report: found, ways, links, nodes, leftOut }) => [found?.name ?? name, { inShort: inShort({ ways, links, nodes }).join(' '), ways: ways.map(({ sentence, sets, example }) => ({ sentence, sets, cause: example.cause })), cover: coverRows({ links, nodes }, roleOf), leftOut }]));
  } catch (error) {
    if (error instanceof ClewError) return new Map();
    throw error;
  }
}

/** That some failure sets are in none of the ways, and why; empty where all are. */
export function setsLeftOutWords({ sets }: LeftOut): string {
  return sets === 0 ? '' : `${counted(sets, 'failure set')} more ${sets === 1 ? 'was' : 'were'} not told apart: each takes a run, and runs are long`;
}
