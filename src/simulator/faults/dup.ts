import { makeFault, type Fault } from '../fault.ts';
import type { FaultKind } from './fault-kind.ts';
import { armSending, exclusiveOn, forEachTaken, sendingMoment } from './message-faults.ts';
import { offerOn, parseMessage } from './references.ts';

/**
 * A message is delivered twice, one copy right after the other; if it is deferred as well, the second copy is.
 *
 * Always touches: the second taking of it is a step that the run has never seen, and may do anything.
 */
export const dup: FaultKind = {
  name: 'dup',
  form: 'dup:a:b:vote@2',
  precedence: 0,
  parse(body, token) {
    const message = parseMessage(body);
    return message && makeDup(token, body, message.lane, message.number);
  },
  moment: sendingMoment,
  arm: armSending,
  atSending(fault, sending, simulation) {
    if (sending.lost) return;
    sending.copies = 2;
    simulation.run.fired.add(fault);
  },
  offer(offer) {
    const { run } = offer;
    forEachTaken(offer, (sent) => {
      const lane = run.sentLane[sent]!;
      const number = run.sentNumber[sent]!;
      offerOn(offer, 'dup', lane, number, 0, 0, (name) => makeDup(`dup:${lane.messageName(name)}`, lane.messageName(name), lane.name, name));
    });
  },
};

function makeDup(token: string, message: string, lane: string, number: number): Fault {
  return makeFault({ kind: 'dup', token, lane, number, exclusive: exclusiveOn('dup', message) });
}
