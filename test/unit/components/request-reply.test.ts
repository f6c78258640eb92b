import { describe, expect, it } from 'vitest';
import { always, type Component, eventually, protocol } from 'clew';
import { atMostOnce, effect } from 'clew/checkers';
import { keyedService, requestReply, type RequestReplyOptions } from 'clew/components';
import { surviving, verdicts } from './verdicts.ts';

type Order = { order: string; amount: number };
type Messages = { charge: Order; charged: string; timedOut: { type: string; body: Order }; hint: string };
const { component } = protocol<Messages>();

const shop = component({
  state: () => ({ paid: [] as string[], unsure: [] as string[] }),
  start: (node) => node.send('bank', 'charge', { order: 'o1', amount: 5 }),
  on: {
    charged: (node, order) => void node.state.paid.push(order),
    timedOut: (node, { body }) => void node.state.unsure.push(body.order),
  },
});

/** A bank that charges whatever it is asked to. */
const bank = component({
  on: {
    charge(node, { order }, from) {
      effect(node, order);
      node.send(from, 'charged', order);
    },
  },
});

const options: RequestReplyOptions<Order> = { requests: ['charge'], timeout: 3, keyOf: (_, { order }) => order };

function system(changed: Partial<RequestReplyOptions<Order>> = {}, { client = shop, server = bank }: { client?: Component; server?: Component } = {}) {
  const { under } = requestReply({ ...options, ...changed });
  return { shop: under(client), bank: under(server) };
}

const service = (keyed: boolean) =>
  keyedService({ initial: () => ({ charged: 0 }), keyed, handle: { charge: ({ charged }, { order, amount }: Order) => ({ state: { charged: charged + amount }, reply: ['charged', order] }) } });
const keyed = service(true);
const chargedOnce = always('charged at most once', (world) => world.nodes.bank.disk.record.state.charged <= 5);

const told = eventually('a shop that lives has been told', (world) => world.living(shop).every(({ paid }) => paid.length > 0));
const once = always('the shop is told once', (world) => world.members(shop).every(({ state }) => state.paid.length <= 1));

describe('requests and replies', () => {
  const outcomes = { ...requestReply(options).guarantees(), chargedOnce: atMostOnce(), told, once };

  it('survive all losses, delays and duplicates', () => {
    const bounds = { drops: 2, dups: 2, defers: 2, pauses: 1, isolations: 1, cuts: 1, skews: 1, depth: 2 };
    expect(verdicts(system(), outcomes, bounds)).toEqual(surviving(...Object.keys(outcomes)));
  });

  it('survive a restart of a client that names its requests', () => {
    expect(verdicts({ ...system(), bank: keyed }, { chargedOnce, told }, { restarts: 1, drops: 1, dups: 1, depth: 2 })).toEqual(surviving('chargedOnce', 'told'));
  });

  it('charge twice where the server restarts between the charge and the note that it was made', () => {
    const ledger = component({
      disk: () => ({ charged: 0 }),
      on: {
        charge(node, { order, amount }, from) {
          node.disk.charged += amount;
          node.send(from, 'charged', order);
        },
      },
    });
    const outcomes = { charged: always('charged at most once', (world) => world.members(ledger).every(({ disk }) => disk.charged <= 5)) };
    expect(verdicts(system({}, { server: ledger }), outcomes, { restarts: 1, durations: [2] }).charged).toEqual(['restart:bank/shop:charge@1.1~2']);
  });

  it('charge twice after a lost reply where keys are not looked at', () => {
    expect(verdicts(system({ keyed: false }), outcomes, { drops: 1 })).toMatchObject({ handledOnce: ['drop:bank:shop:charged@1'], chargedOnce: ['drop:bank:shop:charged@1'], once: 'survives' });
  });

  it('are given up after so many tries, and the client is told', () => {
    const unsure = eventually('the shop knows that it does not know', (world) => world.living(shop).every(({ paid, unsure }) => paid.length + unsure.length === 1));
    expect(verdicts(system({ tries: 2 }), { told, unsure }, { crashes: 1, atomicSteps: true })).toMatchObject({ told: ['crash:bank/shop:charge@1', 'crash:bank/start'], unsure: 'survives' });
  });
});

describe('a client without names for its requests', () => {
  it('asks for something new after a restart', () => {
    const { keyOf: _, ...nameless } = options;
    const { under } = requestReply(nameless);
    const nodes = { shop: under(shop), bank: under(bank) };
    const verdict = verdicts(nodes, { once: always('the bank charges once', (world) => world.observed('effect').length <= 1) }, { restarts: 1 });
    expect(verdict.once).toContain('restart:shop/bank:charged@1~2');
  });
});

describe('a server', () => {
  it('may answer later, in the order of the requests, and send what nobody asked for, which is not protected', () => {
    const slow = component({
      state: () => ({ asked: [] as string[] }),
      on: {
        charge(node, { order }, from) {
          node.state.asked.push(order);
          if (node.state.asked.length < 2) return;
          for (const one of node.state.asked) node.send(from, 'charged', one);
          node.send(from, 'hint', 'done');
        },
      },
    });
    const client = component({
      state: () => ({ heard: [] as string[] }),
      start: (node) => ['o1', 'o2'].forEach((order) => node.send('bank', 'charge', { order, amount: 1 })),
      on: {
        charged: (node, order) => void node.state.heard.push(order),
        hint: (node, word) => void node.state.heard.push(word),
      },
    });
    const heard = eventually('the client hears it all', (world) => world.members(client)[0]!.state.heard.join() === 'o1,o2,done');
    expect(verdicts(system({}, { client, server: slow }), { heard }, { dups: 1 })).toEqual({ heard: ['dup:bank:shop:hint@1'] });
  });
});

describe('a keyed service', () => {
  const nodes = (bank: Component) => ({ shop: requestReply(options).under(shop), bank });
  const outcomes = { chargedOnce, told, once };

  it('survives restarts too', () => {
    const bounds = { drops: 2, dups: 2, defers: 2, restarts: 2, pauses: 1, isolations: 1, cuts: 1, skews: 1, depth: 2 };
    expect(verdicts(nodes(keyed), outcomes, bounds)).toEqual(surviving(...Object.keys(outcomes)));
  });

  it('charges twice after a lost reply where it does not look at keys', () => {
    expect(verdicts(nodes(service(false)), outcomes, { drops: 1 })).toMatchObject({ chargedOnce: ['drop:bank:shop:charged@1'], told: 'survives' });
  });
});
