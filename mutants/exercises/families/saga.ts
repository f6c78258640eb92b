/** The order as a saga, at work: what is shipped, what is refunded, and what the shop's log says of it. */
import { always, eventually, type World } from 'clew';
import { keyed, keyedServices } from '../../../src/scenarios/saga/keyed.ts';
import { shopkeeper } from '../../../src/scenarios/saga/no-idempotency-key.ts';
import { exercise } from '../exercise.ts';

const books = (world: World) => ({ bank: world.members(keyedServices.bank)[0]!.disk.record.state, warehouse: world.members(keyedServices.warehouse)[0]!.disk.record.state });
const stepsIn = (world: World) => world.members(shopkeeper)[0]!.disk.steps;

/** A book can be shipped, and a vase cannot. */
export const oneShippedOneRefunded = exercise({
  name: 'saga-one-shipped-one-refunded',
  nodes: keyed.nodes,
  outcomes: {
    ends: eventually('the book is shipped, and the vase refunded', (world) => books(world).warehouse.shipped.join() === 'o1' && books(world).bank.refunded.join() === 'o2'),
    noted: eventually('the shop has noted that both orders are done', (world) => ['o1', 'o2'].every((id) => stepsIn(world).get(id)?.step === 'done')),
    notBehind: always('what a service has done, the shop has noted that it asked for', (world) => {
      const { bank, warehouse } = books(world);
      const isNoted = (ids: readonly string[], ...steps: readonly string[]) => ids.every((id) => steps.includes(stepsIn(world).get(id)?.step ?? ''));
      return isNoted(bank.charged, 'charge', 'ship', 'refund', 'done') && isNoted(warehouse.shipped, 'ship', 'done') && isNoted(bank.refunded, 'refund', 'done');
    }),
  },
  bounds: { until: 12, horizon: 60, durations: [4] },
  survives: [{ drops: 1, restarts: 1, depth: 1 }],
});
