import { makeFault, type Fault } from '../fault.ts';
import { losesAlike } from './alike.ts';
import type { FaultKind } from './fault-kind.ts';
import { armTaking, exclusiveOn, takingMoment } from './message-faults.ts';
import { offerOn, parseStep, splitCount } from './references.ts';
import { forEachStepMoment, lossOf } from './windows.ts';

/**
 * From a step on and for so many ticks, all links of a node lose what is sent.
 *
 * Touches when a message that it loses leads to an influential step.
 */
export const isolate: FaultKind = {
  name: 'isolate',
  form: 'isolate:b/a:vote@2~5',
  precedence: 1,
  parse(body, token) {
    const [name, ticks] = splitCount(body, '~');
    const step = parseStep(name);
    return step && ticks !== undefined ? makeIsolate(token, step.node, step.lane, step.number, ticks) : undefined;
  },
  moment: takingMoment,
  arm: armTaking,
  actsLike: losesAlike,
  atTaking(fault, event, simulation) {
    const { now } = simulation;
    if (now > simulation.run.bounds.until) return 'taken';
    const { node } = event.lane;
    simulation.addLossWindow({ fault, from: now, to: now + fault.ticks, loses: (lane) => lane.sender === node || lane.node === node });
    return 'taken';
  },
  offer(offer) {
    const { run } = offer;
    forEachStepMoment(offer, (lane, number, tick) => {
      for (const ticks of run.bounds.durations) {
        const loss = lossOf(run, offer, tick, tick + ticks, (sent) => sent.sender === lane.node || sent.node === lane.node);
        if (loss !== 'influential') continue;
        offerOn(offer, 'isolate', lane, number, 0, ticks, (name) => makeIsolate(`isolate:${lane.stepName(name)}~${ticks}`, lane.node.id, lane.name, name, ticks));
      }
    });
  },
};

function makeIsolate(token: string, node: string, lane: string, number: number, ticks: number): Fault {
  return makeFault({ kind: 'isolate', token, node, lane, number, ticks, exclusive: exclusiveOn('isolate', `${lane}@${number}`), rivals: 'loss' });
}
