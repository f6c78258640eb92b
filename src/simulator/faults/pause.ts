import { makeFault, type Fault } from '../fault.ts';
import type { FaultKind } from './fault-kind.ts';
import { armTaking, exclusiveOn, takingMoment } from './message-faults.ts';
import { offerOn, parseStep, splitCount } from './references.ts';
import { forEachStepMoment } from './windows.ts';

/**
 * From a step on, a node takes no step for so many ticks; what arrives waits, and its timers fire late.
 *
 * Touches unless the steps that it moves only touch what their node remembers, in the same order. What a stop in force
 * keeps from being taken can still be moved, and so moves the stop.
 */
export const pause: FaultKind = {
  name: 'pause',
  form: 'pause:b/a:vote@2~5',
  precedence: 0,
  parse(body, token) {
    const [name, ticks] = splitCount(body, '~');
    const step = parseStep(name);
    return step && ticks !== undefined ? makePause(token, step.node, step.lane, step.number, ticks) : undefined;
  },
  moment: takingMoment,
  arm: armTaking,
  atTaking(fault, event, simulation) {
    if (event.paused || simulation.now > simulation.run.bounds.until) return 'taken';
    event.paused = true;
    simulation.run.fired.add(fault);
    simulation.lives.pause(event, simulation.now + fault.ticks);
    return 'moved';
  },
  offer(offer) {
    forEachStepMoment(offer, (lane, number, _tick, step) => {
      for (const ticks of offer.run.bounds.durations) {
        if (step !== undefined && offer.touch?.harmless.pause(step, ticks) === true) continue;
        offerOn(offer, 'pause', lane, number, 0, ticks, (name) => makePause(`pause:${lane.stepName(name)}~${ticks}`, lane.node.id, lane.name, name, ticks));
      }
    });
  },
};

function makePause(token: string, node: string, lane: string, number: number, ticks: number): Fault {
  return makeFault({ kind: 'pause', token, node, lane, number, ticks, exclusive: exclusiveOn('pause', `${lane}@${number}`) });
}
