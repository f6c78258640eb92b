import type { Encoding } from '../lineage/encoding.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { Simulation } from './simulation.ts';

/**
 * Writes the state of the world between two ticks: what all nodes remember and have on disk, what is under way, what was
 * observed, which promises are broken. From there on two runs of which the same is written do the same, if no fault
 * is left that could strike, no message waits for steps, and nobody draws random numbers, as these hang on names.
 *
 * False where it cannot be written: a symbol is somewhere, one thing is both on disk and in memory, or a message that is under way will wait.
 */
export function encodeWorld({ topology, queue, observations, judge, world }: Simulation, tick: number, encoding: Encoding): boolean {
  // First the nodes that have changed, as each is written apart.
  for (const node of topology.nodes) if (node.encoded === null && !encodeNode(node, encoding)) return false;
  encoding.clear();
  encoding.put(tick);
  encoding.put(judge.watching);
  encoding.put(world.tickWatchers);
  for (const node of topology.nodes) {
    encoding.put(node.alive ? 1 : 0);
    encoding.put(Math.max(0, node.pausedUntil - tick));
    encoding.put(node.skewedBy?.ticks ?? 0);
    encoding.put(node.encoded!.length);
    encoding.putAll(node.encoded!);
  }
  for (const [due, events] of queue.from(tick)) {
    for (const { cancelled, deferral, lane, life, number, payload } of events) {
      if (cancelled || (lane.kind !== 'message' && life !== lane.node.life)) continue;
      if (deferral > 0) return false;
      encoding.put(due);
      encoding.put(lane.id);
      encoding.put(lane.kind === 'start' && number > 1 ? 1 : 0);
      encoding.begin();
      encoding.add(payload);
    }
  }
  encoding.put(-1);
  for (const observation of observations.list) {
    encoding.put(observation.tick);
    encoding.begin();
    encoding.add(observation.node);
    encoding.add(observation.kind);
    encoding.add(observation.value);
  }
  return !encoding.failed;
}

function encodeNode(node: SimulatedNode, encoding: Encoding): boolean {
  encoding.clear();
  encoding.add(node.disk);
  const onDisk = new Set(encoding.met.keys());
  encoding.begin();
  encoding.add(node.state);
  if (encoding.failed) return false;
  for (const container of onDisk) if (encoding.met.has(container)) return false;
  node.encoded = encoding.integers.slice();
  return true;
}
