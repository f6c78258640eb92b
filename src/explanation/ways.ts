import { type FailureSet, parseFailureSet } from '../simulator/failure-set.ts';
import type { Fault } from '../simulator/fault.ts';
import { firstDifference } from '../simulator/first-difference.ts';
import { causeOf } from './cause.ts';
import type { Example, Lineage, Way } from './explanation.ts';
import { sentenceOf, type Told } from './fault-words.ts';
import { messagesOf } from './lineage-of.ts';
import type { Background } from './moment.ts';
import type { Played, Player } from './player.ts';
import { keyOfStep, type RunIndex } from './run-index.ts';
import { signatureOf } from './signature.ts';

/** The good run that broken ones are seen against. */
export interface Yardstick {
  readonly player: Player;
  /** The outcome's place; -1 for the one that no handler throws. */
  readonly outcome: number;
  readonly good: Played;
  readonly lineage: Lineage;
}

/** Distinct ways to break an outcome, and how many failure sets are in none of them because the runs that it would have taken to tell were not made. */
export interface Ways {
  readonly ways: Way[];
  readonly leftOut: number;
}

/** The distinct ways to break an outcome: every set is in exactly one of them, or left out once that many runs were made. Smallest sets first, in ways as within each. */
export function waysOf(sets: readonly string[], yardstick: Yardstick, runsMax = Infinity): Ways {
  const { player, good } = yardstick;
  const background = backgroundOf(yardstick);
  const ways = new Map<string, Way & { readonly sets: string[] }>();
  const begun = player.runs;
  const isSpent = () => ways.size > 0 && player.runs - begun >= runsMax;
  let leftOut = 0;
  for (const word of sets) {
    const faults = parseFailureSet(word);
    // Faults of messages name roles and types; only the moment of other faults has to be looked up in their run.
    const isPlain = faults.every(({ kind }) => kind === 'drop' || kind === 'dup' || kind === 'defer');
    const key = isPlain ? signatureOf(faults, good.index, background) : isSpent() ? '' : signatureOf(faults, player.play(faults).index, background);
    const known = ways.get(key);
    if (known !== undefined) known.sets.push(word);
    else if (isSpent()) leftOut++;
    else ways.set(key, { key, sentence: sentenceOf(faults, toldOf(faults, yardstick)), sets: [word], example: exampleOf(faults, yardstick) });
  }
  return { ways: [...ways.values()], leftOut };
}

/** One broken run in full. */
function exampleOf(faults: FailureSet, yardstick: Yardstick): Example {
  const { player, good, lineage, outcome } = yardstick;
  const { run, index } = player.play(faults);
  const cut = lineage.steps.filter(({ step }) => !index.steps.has(keyOfStep(good.run.steps[step]!))).map(({ step }) => step);
  const instead = run.steps.filter((step) => !good.index.steps.has(keyOfStep(step))).map((step) => step.index);
  return { faults: run.faults, run, difference: firstDifference(good.run, run), cut, instead, cause: causeOf(faults, outcome, toldOf(faults, yardstick)) };
}

function toldOf(faults: FailureSet, yardstick: Yardstick): Told {
  const others = (fault: Fault): RunIndex => yardstick.player.play(faults.filter(({ token }) => token !== fault.token)).index;
  return { bad: yardstick.player.play(faults).index, background: backgroundOf(yardstick), without: others };
}

function backgroundOf({ good, lineage }: Yardstick): Background {
  return { good: good.index, messages: new Set(messagesOf(lineage)) };
}
