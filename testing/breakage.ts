import { safeText } from '../src/simulator/display-value.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';
import { type FailureSet, parseFailureSet } from '../src/simulator/failure-set.ts';
import { printFailureSet } from '../src/simulator/fault.ts';
import { guarded, prepare } from '../src/simulator/preparation.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import type { Simulation } from '../src/simulator/simulation.ts';
import { runDrawn } from './messages.ts';
import type { Expectation } from './survival.ts';

/** What is meant by broken. */
export interface BreakageOptions extends Pick<BoundsOptions, 'until' | 'horizon'> {
  /** The outcome that it breaks; any of them by default. `exception`: that no handler throws. */
  readonly outcome?: string;
  /** Whether no part of the failure set may break it as well. */
  readonly minimal?: boolean;
}

/** A failure set as text, its faults joined by `+` or one by one. */
export type Faults = string | readonly string[];

/** Whether every fault of the set happens, and the outcome then breaks. */
export function breakage(scenario: Scenario, faults: Faults, options: BreakageOptions = {}): Expectation {
  const set = parseFailureSet(typeof faults === 'string' ? faults : faults.join('+'));
  const { outcome, minimal = false, ...moments } = options;
  checkOutcome(scenario, outcome);
  const { simulation, bounds } = prepare(scenario, moments);
  const play = (played: FailureSet) => guarded(simulation, () => simulation.play(played, bounds));
  const { fired } = play(set);
  const missing = set.filter((fault) => !fired.has(fault)).map(({ token }) => token);
  const broken = brokenOutcomes(simulation);
  const word = printFailureSet(set);
  const name = safeText(scenario.name);
  const what = outcome === undefined ? name : `the outcome "${outcome}" of ${name}`;
  if (missing.length > 0) return { pass: false, message: () => `expected ${what} to be broken by ${word}, in which ${missing.join(' and ')} never happens\n  Usually the message or step that it names is no longer there.` };
  const pass = outcome === undefined ? broken.length > 0 : broken.includes(outcome);
  const drawn = () => ['', ...runDrawn(scenario, word, bounds, moments)].join('\n');
  if (!pass) {
    const instead = broken.length === 0 ? 'and every outcome holds' : `and only ${broken.join(', ')} breaks`;
    return { pass, message: () => `expected ${what} to be broken by ${word}, ${instead}\n${drawn()}` };
  }
  const smaller = minimal ? properSubsets(set).find((subset) => (play(subset), brokenOutcomes(simulation).some((other) => outcome === undefined || other === outcome))) : undefined;
  if (smaller !== undefined) return { pass: false, message: () => `expected ${word} to be minimal for ${what}, and ${printFailureSet(smaller)} is enough` };
  return { pass, message: () => `expected ${what} not to be broken by ${word}, and ${broken.join(', ')} breaks\n${drawn()}` };
}

function checkOutcome(scenario: Scenario, outcome: string | undefined): void {
  const known = [...Object.keys(scenario.outcomes), 'exception'];
  if (outcome === undefined || known.includes(outcome)) return;
  throw new ClewError('CLEW_UNKNOWN_OUTCOME', `${scenario.name} has no outcome "${outcome}"`, { values: [suggestion(outcome, known)] });
}

/** The outcomes that the last run broke. */
function brokenOutcomes({ run, scenario }: Simulation): string[] {
  const names = Object.keys(scenario.outcomes);
  const broken = run.aborted ? [] : names.filter((_, place) => run.judgements[place]?.good === false);
  return run.breakdowns.length > 0 ? [...broken, 'exception'] : broken;
}

function properSubsets(set: FailureSet): FailureSet[] {
  return Array.from({ length: 2 ** set.length - 1 }, (_, mask) => set.filter((__, index) => (mask >> index) & 1));
}
