import type { Explanation } from '../src/explanation/explanation.ts';
import type { Selected } from './run-results.ts';

/** All that `clew explain` found out. */
export interface ExplainResults extends Selected {
  readonly explanation: Explanation;
  /** The options that a replay needs in order to play the same runs, as typed. */
  readonly replayOptions: string;
}

/** The worst that is said of any outcome. */
export function worstExplained({ explanation }: ExplainResults): 'broken' | 'undecided' | 'survives' {
  const { outcomes } = explanation;
  if (outcomes.some(({ ways }) => ways.length > 0)) return 'broken';
  return outcomes.some(({ report, held }) => (report === null ? held === null : report.verdict === 'undecided')) ? 'undecided' : 'survives';
}
