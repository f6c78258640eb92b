import type { Fault } from '../fault.ts';
import type { Lane } from '../lane.ts';
import type { PendingEvent } from '../event-queue.ts';
import type { Moments } from '../moments.ts';
import type { Simulation } from '../simulation.ts';
import type { Offer, Taking } from './fault-kind.ts';
import { armTaking, takingMoment } from './message-faults.ts';
import { parseStep, splitCount, type Reference } from './references.ts';

/** The moment at which a node stops: before a step, inside it, just after it, or after all that it did up to `until`. */
export interface StopPoint {
  /** Undefined for `until`. */
  readonly step: Reference | undefined;
  readonly node: string;
  /** After how many effects that leave the step, all of them for just after it; 0 for before it, -1 for `until`. */
  readonly inside: number;
}

/** Reads the moment of a stop, such as `b/a:vote@2`, `b/a:vote@2.1` or `b/until`. */
export function parseStopPoint(text: string): StopPoint | undefined {
  const quiet = /^([A-Za-z0-9_-]+)\/until$/.exec(text);
  if (quiet !== null) return { step: undefined, node: quiet[1]!, inside: -1 };
  const [name, inside] = splitCount(text, '.');
  const step = parseStep(name);
  return step && { step, node: step.node, inside: inside ?? 0 };
}

/** Arms a crash or a restart. */
export function armStop(fault: Fault, simulation: Simulation): void {
  if (fault.inside >= 0) armTaking(fault, simulation);
  else simulation.lives.stopAtUntil(fault);
}

/** A stop comes with the step it names, or when `until` is over. */
export function stopMoment(fault: Fault, moments: Moments): number {
  return fault.inside < 0 ? moments.until + 1 : takingMoment(fault, moments);
}

/** Stops the node before the step, or sees to it that it stops inside. */
export function stopAtTaking(fault: Fault, event: PendingEvent, simulation: Simulation): Taking {
  if (simulation.now > simulation.run.bounds.until) return 'taken';
  if (fault.inside > 0) {
    simulation.calls.stopInside(fault);
    return 'taken';
  }
  simulation.lives.stop(event.lane.node, fault, event.lane, event.number);
  return 'stopped';
}

/**
 * Calls `offered` for each moment at which a stop makes a difference: before each step, and between two effects of it
 * that leave it. A node that starts again may also stop after the last of them: it loses what it remembers, and
 * not what it is about to take. Where nothing leaves a step, that is to stop before it.
 *
 * A stop for good touches when an influential step of the node would be lost, or the outcome asks whether the node is up.
 */
export function forEachStopPoint(offer: Offer, startsAgain: boolean, offered: (lane: Lane, number: number, inside: number) => void): void {
  const { run, until } = offer;
  const touch = startsAgain ? null : offer.touch;
  for (let step = 0; step < run.stepCount; step++) {
    const lane = run.stepLane[step]!;
    if (run.stepTick[step]! > until || run.stepCopy[step] !== 0) continue;
    if (touch !== null && touch.lastOf(lane.node.index) < step) continue;
    offered(lane, run.stepNumber[step]!, 0);
    if (run.bounds.atomicSteps) continue;
    const last = startsAgain ? run.stepOutward[step]! : run.stepOutward[step]! - 1;
    for (let inside = 1; inside <= last; inside++) offered(lane, run.stepNumber[step]!, inside);
  }
}

/** Calls `offered` for each node that is up after `until` and whose stop then touches. */
export function forEachQuietStop(offer: Offer, startsAgain: boolean, offered: (lane: Lane) => void): void {
  const { run, until } = offer;
  const touch = startsAgain ? null : offer.touch;
  for (const node of run.upAfterUntil) {
    const last = touch === null ? Infinity : touch.lastOf(node.index);
    if (last === Infinity || (last >= 0 && run.stepTick[last]! > until)) offered(node.startLane);
  }
}
