import { receiversOf } from './composition.ts';
import type { Simulation } from './simulation.ts';
import type { SimulatedNode } from './simulated-node.ts';

/**
 * What the handlers of a node are given; made once for all runs. See `NodeContext` for the meaning of each.
 *
 * Functions and no methods, so that a handler may take them out: `({ send, state }) => …`.
 */
export function contextOf(node: SimulatedNode, simulation: Simulation): object {
  const { calls, network } = simulation;
  return {
    id: node.id,
    others: node.others,
    get now() {
      return calls.clockOf(node);
    },
    get state() {
      return node.state;
    },
    get disk() {
      return node.disk;
    },
    random: () => calls.draw(),
    send: (to: string, type: string, payload?: unknown) => network.send(node, to, type, payload),
    broadcast: (type: string, payload?: unknown) => network.broadcast(node, type, payload),
    after: (ticks: number, timer: string, payload?: unknown) => network.setTimer(node, ticks, timer, payload),
    cancel: (timer: string) => network.cancelTimer(node, timer),
    [receiversOf]: (type: string) => simulation.topology.broadcastLanes(node, type).map((lane) => lane.node.id),
    record: (kind: string, value?: unknown) => simulation.record(node, kind, value),
  };
}
