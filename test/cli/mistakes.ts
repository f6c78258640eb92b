/** Scenario files of users who made a mistake. */
interface Mistake {
  /** In place of the parts that are right. */
  readonly top?: string;
  readonly state?: string;
  readonly ping?: string;
  readonly outcome?: string;
}

/** A scenario file with a mistake in it. */
export function mistaken({ top = '', state = 'pings: 0', ping = '', outcome = `eventually('a ping is answered', ({ nodes }) => nodes.a.state.pongs > 0)` }: Mistake): string {
  return `import { always, eventually, protocol } from 'clew';

type Messages = { ping: number; pong: number };

const { component, scenario } = protocol<Messages>();
${top}

const a = component({
  state: () => ({ pongs: 0 }),
  start: (node) => node.send('b', 'ping', 1),
  on: { pong: (node) => void node.state.pongs++ },
});

const b = component({
  state: () => ({ ${state} }),
  on: {
    ping(node, value, from) {
      ${ping}
      node.state.pings++;
      node.send(from, 'pong', value);
    },
  },
});

export const mistake = scenario({ name: 'mistake/made', nodes: { a, b }, outcomes: { answered: ${outcome}, counted: always('pings are counted', ({ nodes }) => nodes.b.state.pings >= 0) } });
`;
}

/** A handler that throws where a message was lost, and only there. */
export const throwsUnderFaults = `import { always, protocol } from 'clew';

type Messages = { ping: null; pong: null };
type Timers = { late: null };

const { component, scenario } = protocol<Messages, Timers>();

const a = component({
  state: () => ({ pongs: 0 }),
  start(node) {
    node.send('b', 'ping');
    node.after(5, 'late');
  },
  on: { pong: (node) => void node.state.pongs++ },
  timers: {
    late(node) {
      if (node.state.pongs === 0) throw new Error('there is always an answer');
    },
  },
});

const b = component({ on: { ping: (node, _, from) => node.send(from, 'pong') } });

export const hasty = scenario({
  name: 'mistake/hasty',
  nodes: { a, b },
  outcomes: { few: always('at most one answer', ({ nodes }) => nodes.a.state.pongs <= 1) },
});
`;

/** Nothing wrong with it. */
export const shop = `import { eventually, protocol } from 'clew';

type Messages = { order: string; paid: string };

const { component, scenario } = protocol<Messages>();

const shop = component({
  state: () => ({ paid: false }),
  start: (node) => node.send('bank', 'order', 'book'),
  on: { paid: (node) => void (node.state.paid = true) },
});

const bank = component({
  state: () => ({ charged: 0 }),
  on: {
    order(node, item, from) {
      node.state.charged++;
      node.send(from, 'paid', item);
    },
  },
});

export const once = scenario({
  name: 'shop/once',
  nodes: { shop, bank },
  outcomes: {
    agreed: eventually('the shop knows of every charge', ({ nodes }) => nodes.shop.state.paid === nodes.bank.state.charged > 0),
  },
});
`;
