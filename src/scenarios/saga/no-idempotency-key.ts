/**
 * An order as a saga, after Garcia-Molina & Salem (1987): charge, then ship, and if that is refused, refund.
 *
 * Each step is asked for until there is a reply, by a shop that logs how far it is. A lost reply cannot be told from a
 * lost request, so the step is asked for again, and a service that does not know the request again takes it twice.
 * `saga/keyed` gives each request a key.
 */
import { type Component, eventually, type NodeContext, protocol } from 'clew';
import { atMostOnce } from 'clew/checkers';
import { keyedService, requestReply, type ServiceDisk } from 'clew/components';

type Order = { id: string; item: string };
type Step = 'charge' | 'ship' | 'refund';
type Messages = { [Type in Step | 'charged' | 'shipped' | 'refused' | 'refunded']: Order };
type Log = { steps: Map<string, { order: Order; step: Step | 'done' }> };
type Shop = NodeContext<Messages, object, object, Log>;

const { component, scenario } = protocol<Messages>();

const orders: readonly Order[] = [
  { id: 'o1', item: 'book' },
  { id: 'o2', item: 'vase' },
];

const asked = { charge: 'bank', ship: 'warehouse', refund: 'bank' };

// Log the step, then ask for it.
function go(node: Shop, order: Order, step: Step | 'done'): void {
  node.disk.steps.set(order.id, { order, step });
  if (step !== 'done') node.send(asked[step], step, order);
}

/** Takes each order through its steps. */
export const shopkeeper = component({
  disk: (): Log => ({ steps: new Map() }),
  start: (node) => orders.forEach((order) => go(node, order, 'charge')),
  restarted: (node) => orders.forEach((order) => go(node, order, node.disk.steps.get(order.id)?.step ?? 'charge')),
  on: {
    charged: (node, order) => go(node, order, 'ship'),
    shipped: (node, order) => go(node, order, 'done'),
    refused: (node, order) => go(node, order, 'refund'),
    refunded: (node, order) => go(node, order, 'done'),
  },
});

// A request is about one step of one order, whoever asks and how often.
const requests = requestReply({ requests: ['charge', 'ship', 'refund'], timeout: 3, keyOf: (type, { id }: Order) => `${type} ${id}` });

/** Asks until there is a reply. */
export const shop = requests.under(shopkeeper);

/** The books of a service, in which each line is the id of an order. */
type Books = { charged: string[]; refunded: string[]; shipped: string[] };
const empty = (): Books => ({ charged: [], refunded: [], shipped: [] });
const entered = (books: Books, column: keyof Books, order: Order) => ({ state: { ...books, [column]: [...books[column], order.id] }, reply: [column, order] as const });

/** A bank that charges and refunds, and a warehouse that has books only; by the key they know a request again, or do not. */
export const services = (keyed: boolean) => ({
  bank: keyedService({
    initial: empty,
    keyed,
    handle: {
      charge: (books, order: Order) => entered(books, 'charged', order),
      refund: (books, order: Order) => entered(books, 'refunded', order),
    },
  }),
  warehouse: keyedService({
    initial: empty,
    keyed,
    handle: { ship: (books, order: Order) => (order.item === 'book' ? entered(books, 'shipped', order) : { state: books, reply: ['refused', order] }) },
  }),
});

/** What the family is measured by. */
export function bookkeeping({ bank, warehouse }: { readonly [name in 'bank' | 'warehouse']: Component<object, ServiceDisk<Books>> }) {
  const count = (lines: readonly string[], { id }: Order) => lines.filter((line) => line === id).length;
  return {
    answered: requests.guarantees().answered,
    chargedOnce: atMostOnce({ title: 'no order is charged twice', effects: (world) => world.members(bank).flatMap(({ disk }) => disk.record.state.charged) }),
    settled: eventually('each order is charged as often as it is shipped or refunded', (world) => {
      const { charged, refunded } = world.members(bank)[0]!.disk.record.state;
      const { shipped } = world.members(warehouse)[0]!.disk.record.state;
      return orders.every((order) => count(charged, order) === count(shipped, order) + count(refunded, order));
    }),
  };
}

const unkeyed = services(false);

/** Services that take each request for a new one. */
export const noIdempotencyKey = scenario({
  name: 'saga/no-idempotency-key',
  summary: 'charge, ship or refund, by services that take each request for a new one',
  source: 'Garcia-Molina & Salem (1987)',
  nodes: { shop, ...unkeyed },
  bounds: { drops: 2 },
  outcomes: bookkeeping(unkeyed),
  known: [
    { outcome: 'answered', drops: 2, verdict: 'survives' },
    {
      outcome: 'chargedOnce',
      drops: 2,
      verdict: 'broken',
      faults: ['drop:bank:shop:charged@1', 'drop:bank:shop:charged@2'],
      sets: 2,
      because: 'the shop asks again for what was done, and cannot know it',
    },
    {
      outcome: 'settled',
      drops: 2,
      verdict: 'broken',
      faults: ['drop:bank:shop:charged@1', 'drop:bank:shop:charged@2', 'drop:bank:shop:refunded@1', 'drop:warehouse:shop:shipped@1'],
      sets: 4,
      because: 'whichever reply is lost, its step is taken twice, and the other steps once',
    },
  ],
});
