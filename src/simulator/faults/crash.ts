import { makeFault, type Fault } from '../fault.ts';
import { stopsAlike } from './alike.ts';
import type { FaultKind } from './fault-kind.ts';
import { exclusiveOn } from './message-faults.ts';
import { offerOn } from './references.ts';
import { armStop, forEachQuietStop, forEachStopPoint, parseStopPoint, stopAtTaking } from './stopping.ts';

/**
 * A node stops for good: before a step, or inside it after so many effects that left it, or at `until`.
 *
 * Touches when an influential step of the node would be lost, or the outcome asks whether the node is up.
 */
export const crash: FaultKind = {
  name: 'crash',
  form: 'crash:b/a:vote@2, or inside the step crash:b/a:vote@2.1, or crash:b/until',
  precedence: 2,
  parse(body, token) {
    const point = parseStopPoint(body);
    return point && makeCrash(token, point.node, point.step?.lane ?? '', point.step?.number ?? 0, point.inside);
  },
  arm: armStop,
  atTaking: stopAtTaking,
  prevents(fault, run) {
    const from = run.stepLane.findIndex((lane, step) => step < run.stepCount && lane.name === fault.lane && run.stepNumber[step] === fault.number);
    const prevented = new Set<number>();
    for (let step = Math.max(0, from); step < run.stepCount; step++) {
      const lost = fault.inside < 0 ? run.stepTick[step]! > run.bounds.until : step > from || (step === from && fault.inside === 0);
      if (lost && run.stepLane[step]!.node.id === fault.node) prevented.add(step);
    }
    return (step) => prevented.has(step);
  },
  aimsAt: (fault, run, step) => fault.inside === 0 && run.stepNumber[step] === fault.number && run.stepLane[step]!.name === fault.lane,
  actsLike: stopsAlike,
  offer(offer) {
    forEachStopPoint(offer, false, (lane, number, inside) => {
      offerOn(offer, 'crash', lane, number, inside, 0, (name) => makeCrash(`crash:${lane.stepName(name)}${inside > 0 ? `.${inside}` : ''}`, lane.node.id, lane.name, name, inside));
    });
    forEachQuietStop(offer, false, (lane) => {
      offerOn(offer, 'crash', lane, 0, 0, 0, () => makeCrash(`crash:${lane.node.id}/until`, lane.node.id, '', 0, -1));
    });
  },
};

function makeCrash(token: string, node: string, lane: string, number: number, inside: number): Fault {
  return makeFault({ kind: 'crash', token, node, lane, number, inside, exclusive: exclusiveOn('crash', node), rivals: `crash ${node}` });
}
