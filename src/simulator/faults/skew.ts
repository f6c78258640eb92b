import { makeFault, type Fault } from '../fault.ts';
import type { FaultKind } from './fault-kind.ts';
import { exclusiveOn } from './message-faults.ts';
import { splitCount } from './references.ts';

/**
 * A node's clock reads so many ticks ahead.
 *
 * Exists, and touches, where a step of the node read its clock: no other step can tell the difference.
 */
export const skew: FaultKind = {
  name: 'skew',
  form: 'skew:b~5',
  precedence: 0,
  parse(body) {
    const [node, ticks] = splitCount(body, '~');
    return ticks !== undefined && /^[A-Za-z0-9_-]+$/.test(node) ? makeSkew(node, ticks) : undefined;
  },
  moment: () => 0,
  arm(fault, simulation) {
    simulation.nodeNamed(fault.node).skewedBy = fault;
  },
  offer(offer) {
    const { run } = offer;
    for (const node of run.clockReaders) for (const ticks of run.bounds.durations) offer.add(run.internByToken(makeSkew(node.id, ticks)));
  },
};

function makeSkew(node: string, ticks: number): Fault {
  return makeFault({ kind: 'skew', token: `skew:${node}~${ticks}`, node, ticks, exclusive: exclusiveOn('skew', node) });
}
