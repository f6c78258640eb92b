import { faultKinds, type FaultKindName } from '../bounds.ts';
import type { Fault } from '../fault.ts';
import type { Lane } from '../lane.ts';
import type { Offer } from './fault-kind.ts';

const name = '[A-Za-z0-9_-]+';
const messagePattern = new RegExp(`^(${name}):(${name}):(${name})@([1-9]\\d*)$`);
const messageStepPattern = new RegExp(`^(${name})/(${name}):(${name})@([1-9]\\d*)$`);
const timerStepPattern = new RegExp(`^(${name})/(${name})(?:@([1-9]\\d*))?$`);

/** What a token names: a lane, a number in it, and the node that takes it. */
export interface Reference {
  readonly lane: string;
  readonly number: number;
  readonly node: string;
}

/** Reads the name of a message, such as `a:b:vote@2`. */
export function parseMessage(text: string): Reference | undefined {
  const match = messagePattern.exec(text);
  if (match === null) return undefined;
  return { lane: `${match[1]}:${match[2]}:${match[3]}`, number: Number(match[4]), node: match[2]! };
}

/** Reads the name of a step, such as `b/a:vote@2`, `b/retry@1` or `b/start`. */
export function parseStep(text: string): Reference | undefined {
  const message = messageStepPattern.exec(text);
  if (message !== null) return { lane: `${message[2]}:${message[1]}:${message[3]}`, number: Number(message[4]), node: message[1]! };
  const timer = timerStepPattern.exec(text);
  if (timer === null || (timer[3] === undefined && timer[2] !== 'start')) return undefined;
  if ((timer[2] === 'start' && timer[3] === '1') || timer[2] === 'until') return undefined;
  return { lane: `${timer[1]}/${timer[2]}`, number: Number(timer[3] ?? 1), node: timer[1]! };
}

/** Splits a count off the end of a token: `text~5`. */
export function splitCount(text: string, mark: '~' | '.'): readonly [string, number | undefined] {
  const at = text.lastIndexOf(mark);
  if (at < 0 || !/^[1-9]\d*$/.test(text.slice(at + 1))) return [text, undefined];
  return [text.slice(0, at), Number(text.slice(at + 1))];
}

/** Offers the fault of that kind on that lane, under each number by which what it names may go. Made once, so that equal faults are identical. */
export function offerOn(offer: Offer, kind: FaultKindName, lane: Lane, number: number, inside: number, count: number, make: (number: number) => Fault): void {
  const least = offer.touch === null ? number : offer.touch.leastNumberOf(lane, number);
  for (let name = number; name >= least; name--) offer.add(faultOn(kind, lane, name, inside, count, make));
}

function faultOn(kind: FaultKindName, lane: Lane, number: number, inside: number, count: number, make: (number: number) => Fault): Fault {
  const key = ((faultKinds.indexOf(kind) * 4096 + inside) * 4096 + count) * 1048576 + number;
  let fault = lane.faults.get(key);
  if (fault === undefined) lane.faults.set(key, (fault = make(number)));
  return fault;
}
