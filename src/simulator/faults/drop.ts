import { makeFault, type Fault } from '../fault.ts';
import { losesAlike } from './alike.ts';
import type { FaultKind } from './fault-kind.ts';
import { armSending, exclusiveOn, forEachTaken, sendingMoment } from './message-faults.ts';
import { offerOn, parseMessage } from './references.ts';

/**
 * A message is lost.
 *
 * Touches when the step that takes the message is influential: otherwise the step it prevents is one that nobody sees.
 */
export const drop: FaultKind = {
  name: 'drop',
  form: 'drop:a:b:vote@2',
  precedence: 0,
  parse(body, token) {
    const message = parseMessage(body);
    return message && makeDrop(token, body, message.lane, message.number);
  },
  moment: sendingMoment,
  arm: armSending,
  atSending(fault, sending, simulation) {
    sending.lost = true;
    simulation.run.fired.add(fault);
  },
  prevents(fault, steps) {
    const taken = steps.named(fault.lane, fault.number);
    return (step) => taken.includes(step);
  },
  aimsAt: (fault, steps) => steps.named(fault.lane, fault.number),
  actsLike: losesAlike,
  offer(offer) {
    const { run, touch } = offer;
    forEachTaken(offer, (sent, step) => {
      if (touch !== null && !touch.step(step)) return;
      const lane = run.sentLane[sent]!;
      const number = run.sentNumber[sent]!;
      offerOn(offer, 'drop', lane, number, 0, 0, (name) => makeDrop(`drop:${lane.messageName(name)}`, lane.messageName(name), lane.name, name));
    });
  },
};

function makeDrop(token: string, message: string, lane: string, number: number): Fault {
  return makeFault({ kind: 'drop', token, lane, number, exclusive: exclusiveOn('drop', message), rivals: 'loss' });
}
