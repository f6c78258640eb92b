import { examination, type ScenarioReport } from '../src/search/examine.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { brokenMessage, survivedMessage, undecidedMessage } from './messages.ts';

/** What a scenario has to survive; the scenario's own bounds, or the default ones, where nothing is said. */
export interface SurvivalOptions extends BoundsOptions {
  /** The outcomes that have to hold; all by default, and that no handler throws. */
  readonly outcomes?: readonly string[];
  /** The most runs that may be made. */
  readonly runsMax?: number;
  /** The longest that the search may take. A test runner cannot interrupt it. */
  readonly millisecondsMax?: number;
}

/** The outcome of an expectation, before anybody decides whether that was wanted. */
export interface Expectation {
  readonly pass: boolean;
  /** Why, in words: for the case that the opposite was expected. */
  readonly message: () => string;
}

/** Thrown where an expectation is neither met nor missed: the search did not come to its end. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError';
}

/**
 * Whether the scenario survives every failure set within the bounds.
 *
 * @throws UndecidedError if the search ran out of runs or time
 */
export function survival(scenario: Scenario, options: SurvivalOptions = {}): Expectation {
  const report = searched(scenario, options);
  if (report.outcomes.some(({ verdict }) => verdict === 'broken')) return { pass: false, message: () => brokenMessage(scenario, report, options) };
  if (report.outcomes.some(({ verdict }) => verdict === 'undecided')) throw new UndecidedError(undecidedMessage(report));
  return { pass: true, message: () => survivedMessage(report) };
}

function searched(scenario: Scenario, { millisecondsMax = Infinity, ...options }: SurvivalOptions): ScenarioReport {
  const deadline = performance.now() + millisecondsMax;
  const running = examination(scenario, { ...options, stopped: () => performance.now() > deadline });
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
  }
}
