import { makeFault, type Fault } from '../fault.ts';
import { stopsAlike } from './alike.ts';
import type { FaultKind } from './fault-kind.ts';
import { exclusiveOn } from './message-faults.ts';
import { offerOn, splitCount } from './references.ts';
import { armStop, forEachQuietStop, forEachStopPoint, parseStopPoint, stopAtTaking, stopMoment } from './stopping.ts';

/**
 * A node stops like in a crash, or just after a step, and starts again so many ticks later with its disk and a fresh state.
 *
 * Always touches: the start adds a step, and all later steps of the node read a state that the run has never seen.
 */
export const restart: FaultKind = {
  name: 'restart',
  form: 'restart:b/a:vote@2~5, or inside the step restart:b/a:vote@2.1~5',
  precedence: 2,
  parse(body, token) {
    const [name, ticks] = splitCount(body, '~');
    const point = parseStopPoint(name);
    return point && ticks !== undefined ? makeRestart(token, point.node, point.step?.lane ?? '', point.step?.number ?? 0, point.inside, ticks) : undefined;
  },
  moment: stopMoment,
  arm: armStop,
  atTaking: stopAtTaking,
  /**
   * Like a crash; and it starts again at the same tick, as if nothing had been, if the two moments lie within one. No other
   * node may act in between: what it sends then could be due in the very tick of the start, before or after it.
   */
  actsLike(fault, other, situation) {
    const { run } = situation;
    const moment = run.stepNamed(other.lane, other.number);
    const stop = run.stops.get(fault);
    if (moment < 0 || stop === undefined || run.stepTick[moment] !== stop.tick) return false;
    const between = run.stepLane.slice(moment, stop.steps);
    return between.every(({ node }) => node.id === fault.node) && stopsAlike(fault, other, situation);
  },
  offer(offer) {
    for (const ticks of offer.run.bounds.durations) {
      forEachStopPoint(offer, true, (lane, number, inside) => {
        offerOn(offer, 'restart', lane, number, inside, ticks, (name) => makeRestart(`restart:${lane.stepName(name)}${inside > 0 ? `.${inside}` : ''}~${ticks}`, lane.node.id, lane.name, name, inside, ticks));
      });
      forEachQuietStop(offer, true, (lane) => {
        offerOn(offer, 'restart', lane, 0, 0, ticks, () => makeRestart(`restart:${lane.node.id}/until~${ticks}`, lane.node.id, '', 0, -1, ticks));
      });
    }
  },
};

function makeRestart(token: string, node: string, lane: string, number: number, inside: number, ticks: number): Fault {
  const subject = inside < 0 ? `${node}/until` : `${lane}@${number}`;
  return makeFault({ kind: 'restart', token, node, lane, number, inside, ticks, exclusive: exclusiveOn('restart', subject), rivals: `restart ${node}~${ticks}` });
}
