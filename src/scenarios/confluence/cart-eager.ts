/**
 * A shopping cart that checks out at once, after Alvaro, Conway, Hellerstein & Marczak (2011), section 5.
 *
 * What is on the receipt depends on what arrives before the checkout and what after: a question about all actions is
 * answered before they are known to be all. `confluence/cart-sealed` waits until they are.
 */
import { confluent, protocol } from 'clew';

/** What a shopper does to the cart. */
export type Action = { name: string; item: string; amount: number };

/** What shopper and cart say to each other. */
export type Messages = { action: Action; checkout: null };

/** A receipt: how much of each item. */
export type Receipt = ReadonlyMap<string, number>;

const { component, scenario } = protocol<Messages>();

/** All that the shopper does. */
export const actions: readonly Action[] = [
  { name: 's1', item: 'milk', amount: 1 },
  { name: 's2', item: 'eggs', amount: 6 },
  { name: 's3', item: 'milk', amount: 1 },
  { name: 's4', item: 'eggs', amount: -6 },
];

/** What the receipt has to be, whatever the order. */
export const expected: Receipt = new Map([['milk', 2]]);

/** The receipt for some actions. */
export function receiptFor(some: readonly Action[]): Receipt {
  const totals = new Map<string, number>();
  for (const { item, amount } of some) totals.set(item, (totals.get(item) ?? 0) + amount);
  return new Map([...totals].filter(([, amount]) => amount > 0));
}

const shopper = component({
  start(node) {
    for (const action of actions) node.send('cart', 'action', action);
    node.send('cart', 'checkout');
  },
});

const cart = component({
  state: () => ({ actions: [] as Action[], receipt: undefined as Receipt | undefined }),
  on: {
    action: (node, action) => void node.state.actions.push(action),
    checkout: (node) => void (node.state.receipt = receiptFor(node.state.actions)),
  },
});

/** Checks out at once. */
export const cartEager = scenario({
  name: 'confluence/cart-eager',
  summary: 'a shopping cart that checks out at once',
  source: 'Alvaro, Conway, Hellerstein & Marczak (2011), section 5',
  nodes: { shopper, cart },
  bounds: { defers: 2, depth: 2 },
  outcomes: { confluence: confluent('every order of the actions gives the same receipt', (world) => world.members(cart)[0]!.state.receipt, expected) },
  known: [
    {
      outcome: 'confluence',
      defers: 1,
      verdict: 'broken',
      faults: ['defer:shopper:cart:action@3~2'],
      sets: 5,
      because: 'an action arrives after the checkout',
    },
  ],
});
