import { makeFault, type Fault } from '../fault.ts';
import type { Lane } from '../lane.ts';
import type { FaultKind, Offer } from './fault-kind.ts';
import { armSending, exclusiveOn, forEachTaken, sendingMoment } from './message-faults.ts';
import { offerOn, parseMessage, splitCount } from './references.ts';

/**
 * A message is handed over only after further steps of its receiver; never lost: at the latest when nothing else is left to happen.
 *
 * Touches unless the step that takes it can change places with those that come before the hand-over: at another moment it
 * may read other values and do other things.
 * What a stop in force keeps from being taken can still be moved, and so moves the stop.
 */
export const defer: FaultKind = {
  name: 'defer',
  form: 'defer:a:b:vote@2~3',
  precedence: 1,
  parse(body, token) {
    const [name, steps] = splitCount(body, '~');
    const message = parseMessage(name);
    return message && steps !== undefined ? makeDefer(token, name, message.lane, message.number, steps) : undefined;
  },
  moment: sendingMoment,
  arm: armSending,
  atSending(fault, sending, simulation) {
    if (sending.lost) return;
    sending.deferral = fault.steps;
    simulation.run.fired.add(fault);
  },
  /** It was never handed over because so many steps had been taken: then it would not have been for any larger number either. */
  actsLike(fault, other, { run }) {
    const sent = run.sentNamed(fault.lane, fault.number);
    if (sent < 0 || run.faults.some(({ kind, lane, number }) => kind === 'dup' && lane === fault.lane && number === fault.number)) return false;
    return run.sentWaitedEnough[sent] === 0 && other.steps > run.sentWaited[sent]!;
  },
  offer(offer) {
    const { run } = offer;
    forEachTaken(offer, (sent) => offerAll(offer, run.sentLane[sent]!, run.sentNumber[sent]!, (steps) => offer.touch?.harmless.deferral(sent, steps) === true));
    for (const [index, lane] of run.stoppedAtLane.entries()) {
      if (lane.kind === 'message' && !lane.local && run.stoppedAtTick[index]! <= offer.until) offerAll(offer, lane, run.stoppedAtNumber[index]!, () => false);
    }
  },
};

function offerAll(offer: Offer, lane: Lane, number: number, harmless: (steps: number) => boolean): void {
  for (const steps of offer.run.bounds.deferrals) {
    if (harmless(steps)) continue;
    offerOn(offer, 'defer', lane, number, 0, steps, (name) => makeDefer(`defer:${lane.messageName(name)}~${steps}`, lane.messageName(name), lane.name, name, steps));
  }
}

function makeDefer(token: string, message: string, lane: string, number: number, steps: number): Fault {
  return makeFault({ kind: 'defer', token, lane, number, steps, exclusive: exclusiveOn('defer', message), rivals: `defer ${message}` });
}
