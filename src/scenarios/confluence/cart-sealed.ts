/**
 * A shopping cart that is sealed, after Alvaro, Conway, Hellerstein & Marczak (2011), section 5, and Alvaro, Conway,
 * Hellerstein & Maier (2014).
 *
 * The checkout brings a manifest of all actions. The cart gathers actions, which is a matter of a set that grows, and
 * asks its question about all of them only when it has all of them.
 */
import { confluent, type NodeContext, protocol } from 'clew';
import { type Action, actions, expected, type Receipt, receiptFor } from './cart-eager.ts';

type Messages = { action: Action; checkout: readonly string[] };
type State = { actions: Map<string, Action>; manifest: readonly string[] | undefined; receipt: Receipt | undefined };

const { component, scenario } = protocol<Messages>();

const shopper = component({
  start(node) {
    for (const action of actions) node.send('cart', 'action', action);
    node.send('cart', 'checkout', actions.map(({ name }) => name));
  },
});

// Check out once all that the manifest names is there.
function checkOut({ state }: NodeContext<Messages, {}, State, object>): void {
  if (state.manifest?.every((name) => state.actions.has(name))) state.receipt = receiptFor([...state.actions.values()]);
}

const cart = component<State>({
  state: () => ({ actions: new Map(), manifest: undefined, receipt: undefined }),
  on: {
    action(node, action) {
      node.state.actions.set(action.name, action);
      checkOut(node);
    },
    checkout(node, manifest) {
      node.state.manifest = manifest;
      checkOut(node);
    },
  },
});

/** Checks out when everything is there. */
export const cartSealed = scenario({
  name: 'confluence/cart-sealed',
  summary: 'a shopping cart that is sealed by a manifest',
  source: 'Alvaro, Conway, Hellerstein & Maier (2014)',
  nodes: { shopper, cart },
  bounds: { defers: 2, dups: 2, depth: 2 },
  outcomes: { confluence: confluent('every order of the actions gives the same receipt', (world) => world.members(cart)[0]!.state.receipt, expected) },
  known: [
    { outcome: 'confluence', defers: 2, dups: 2, depth: 2, verdict: 'survives' },
  ],
});
