import { makeFault, type Fault } from '../fault.ts';
import { stopsAlike } from './alike.ts';
import type { FaultKind } from './fault-kind.ts';
import { exclusiveOn } from './message-faults.ts';
import { offerOn } from './references.ts';
import { armStop, forEachQuietStop, forEachStopPoint, parseStopPoint, stopAtTaking, stopMoment } from './stopping.ts';

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
  moment: stopMoment,
  arm: armStop,
  atTaking: stopAtTaking,
  prevents(fault, steps) {
    const { nodes, ticks, until } = steps;
    const from = steps.named(fault.lane, fault.number)[0] ?? -1;
    const isLost = (step: number): boolean => (fault.inside < 0 ? ticks[step]! > until : step > from || (step === from && fault.inside === 0));
    return (step) => nodes[step] === fault.node && isLost(step);
  },
  aimsAt: (fault, steps) => (fault.inside === 0 ? steps.named(fault.lane, fault.number) : []),
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
