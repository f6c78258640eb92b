/** Requests and replies at work: several at once, answers that come late, clients and servers that start again, servers that do not answer. */
import { always, eventually, protocol } from 'clew';
import { atMostOnce, effect } from 'clew/checkers';
import { requestReply } from 'clew/components';
import { exercise } from './exercise.ts';

type Order = { order: string; amount: number };
type Messages = { charge: Order; charged: Order; timedOut: { type: string; body: Order }; hint: string; bell: null };

const { component } = protocol<Messages, { answer: string }>();
const keyOf = (_: string, { order }: Order): string => order;

/** Asks for two things at once, and says two things to which there is no answer. */
const shop = component({
  state: () => ({ charged: [] as Order[] }),
  start(node) {
    node.send('bank', 'charge', { order: 'o1', amount: 5 });
    node.send('bank', 'charge', { order: 'o2', amount: 7 });
    node.send('bank', 'hint', 'shop');
    node.send('bank', 'bell', null);
  },
  on: {
    charged: (node, reply) => void node.state.charged.push(reply),
    hint: (node, word) => node.record('heard', word),
    bell: (node) => node.record('heard', 'bell at the shop'),
  },
});

/** Waits for the second order before it answers the first; the answers are as unlike as the orders. */
const slowBank = component({
  state: () => ({ asked: [] as Order[] }),
  on: {
    charge(node, order, from) {
      node.state.asked.push(order);
      effect(node, order.order);
      if (node.state.asked.length < 2) return;
      for (const one of node.state.asked) node.send(from, 'charged', one);
      node.send(from, 'hint', 'bank');
      node.send(from, 'bell', null);
    },
    hint: (node, word) => node.record('heard', word),
    bell: (node) => node.record('heard', 'bell at the bank'),
  },
});

const toldOnce = always('each reply is heard once, and is what was asked for', (world) =>
  world.members(shop).every(({ state: { charged } }) => new Set(charged.map(({ order }) => order)).size === charged.length && charged.every(({ order, amount }) => amount === (order === 'o1' ? 5 : 7))),
);
const told = eventually('a shop that lives hears of both orders', (world) => world.living(shop).every(({ charged }) => charged.length === 2));

const asking = requestReply<Order>({ requests: ['charge'], timeout: 3, keyOf });

/** Two requests of one client, which are answered later, in their order, and words that need no answer. */
export const answeredLater = exercise({
  name: 'request-answered-later',
  nodes: { shop: asking.under(shop), bank: asking.under(slowBank) },
  outcomes: {
    ...asking.guarantees(),
    chargedOnce: atMostOnce(),
    toldOnce,
    told,
    heard: eventually('what is neither a request nor a reply is heard as it was said', (world) => ['shop', 'bank', 'bell at the shop', 'bell at the bank'].every((word) => world.observed('heard').some(({ value }) => value === word))),
  },
  bounds: { until: 10, horizon: 30, deferrals: [1, 2], durations: [4] },
  survives: [
    { outcomes: ['answered', 'handledOnce', 'chargedOnce', 'told', 'toldOnce'], drops: 2, depth: 2 },
    { dups: 1, pauses: 1, depth: 2 },
  ],
});

/** Charges what it is asked to, at once. */
const bank = component({
  on: {
    charge(node, order, from) {
      effect(node, order.order);
      node.send(from, 'charged', order);
    },
    hint: () => {},
    bell: () => {},
  },
});

const noting = requestReply<Order>({ requests: ['charge'], timeout: 3, keyOf });

/** A server that starts again, before or after it has noted its answer. */
export const restartedServer = exercise({
  name: 'request-restarted-server',
  nodes: { shop: noting.under(shop), bank: noting.under(bank) },
  outcomes: { ...noting.guarantees(), chargedOnce: atMostOnce(), toldOnce, told },
  bounds: { until: 10, horizon: 40, durations: [2] },
  survives: [{ outcomes: ['handledOnce', 'chargedOnce', 'told', 'toldOnce', 'answered'], restarts: 1, drops: 1, dups: 1, depth: 2 }],
});

const nameless = requestReply<Order>({ requests: ['charge'], timeout: 3 });

/** Asks for something else whenever it starts, and twice. */
const dated = component({
  state: () => ({ asked: [] as string[], charged: [] as string[] }),
  start(node) {
    for (const amount of [1, 2]) {
      const order = `${amount} at ${node.now}`;
      node.state.asked.push(order);
      node.send('bank', 'charge', { order, amount });
    }
  },
  on: { charged: (node, { order }) => void node.state.charged.push(order) },
});

/** A client without names for its requests, which asks for something new when it starts again. */
export const namelessRequests = exercise({
  name: 'request-nameless',
  nodes: { dated: nameless.under(dated), bank: nameless.under(bank) },
  outcomes: {
    ...nameless.guarantees(),
    own: always('a client is told only what it has asked for since it has started', (world) => world.members(dated).every(({ state: { asked, charged } }) => charged.every((order) => asked.includes(order)))),
    told: eventually('a client that lives is told all that it has asked for', (world) => world.living(dated).every(({ asked, charged }) => asked.every((order) => charged.includes(order)))),
    chargedOnce: atMostOnce(),
  },
  bounds: { until: 10, horizon: 40, durations: [2] },
  survives: [{ outcomes: ['own', 'told', 'handledOnce', 'chargedOnce'], restarts: 1, drops: 1, dups: 1, depth: 2 }, { drops: 2, depth: 2 }],
});

const impatient = requestReply<Order>({ requests: ['charge'], timeout: 3, tries: 2, keyed: false });

/** Wants to know what became of its one order. */
const asker = component({
  state: () => ({ ended: [] as string[] }),
  start: (node) => node.send('bank', 'charge', { order: 'o1', amount: 5 }),
  on: {
    charged: (node, { order }) => void node.state.ended.push(`charged ${order}`),
    timedOut: (node, { type, body }) => void node.state.ended.push(`${type} ${body.order}?`),
  },
});

/** Says something else, and then answers when nobody waits for it any more. */
const lateBank = component({
  on: {
    charge(node, { order }, from) {
      node.record('asked', from);
      node.after(9, 'answer', order);
    },
  },
  timers: { answer: (node, order) => node.send('asker', 'charged', { order, amount: 5 }) },
});

/** A server that answers too late, after two tries. */
export const givenUp = exercise({
  name: 'request-given-up',
  nodes: { asker: impatient.under(asker), bank: impatient.under(lateBank) },
  outcomes: {
    ends: eventually('a client that lives knows that it does not know, and hears no more', (world) => world.living(asker).every(({ ended }) => ended.join() === 'charge o1?')),
    tries: always('nothing is asked more often than it should', (world) => world.observed('asked').length <= 2),
    tried: eventually('it is asked twice', (world) => world.observed('asked').length === 2),
  },
  bounds: { until: 10, horizon: 30, durations: [2] },
  survives: [{ outcomes: ['ends', 'tries'], drops: 2, crashes: 1, depth: 2 }, { pauses: 1 }],
});

const once = requestReply<Order>({ requests: ['charge'], timeout: 3, tries: 1 });

/** A server that is asked once, and answers as soon as it is. */
export const askedOnce = exercise({
  name: 'request-asked-once',
  nodes: { dated: once.under(dated), bank: once.under(bank) },
  outcomes: { ...once.guarantees() },
  bounds: { until: 10, horizon: 30 },
  survives: [{ dups: 2, skews: 1, depth: 2 }],
});
