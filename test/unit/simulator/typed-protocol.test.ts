import { always, type Component, compose, confluent, eventually, protocol, type World } from 'clew';
import { expect, expectTypeOf, it } from 'vitest';

type Messages = { order: { item: string; count: number }; paid: null };
type Timers = { again: null; remind: number };

const { component, scenario } = protocol<Messages, Timers>();

// `npm run typecheck` is what can fail here: an expected error that is none is one. Nothing below is annotated.

it('a handler is typed by its protocol and its state', () => {
  const shop = component({
    state: () => ({ paid: false, orders: new Map<string, number>() }),
    disk: () => ({ log: [] as string[] }),
    start(node) {
      expectTypeOf(node.state.paid).toEqualTypeOf<boolean>();
      expectTypeOf(node.disk.log).toEqualTypeOf<string[]>();
      node.send('bank', 'order', { item: 'book', count: 1 });
      node.send('bank', 'paid');
      node.broadcast('paid');
      node.after(3, 'again');
      node.after(3, 'remind', 2);
      node.cancel('again');
      // @ts-expect-error no message is called that
      node.send('bank', 'oder', { item: 'book', count: 1 });
      // @ts-expect-error no message is called that
      node.broadcast('oder');
      // @ts-expect-error a payload that is not the message's
      node.send('bank', 'order', { item: 'book', count: 'one' });
      // @ts-expect-error a payload with a field too few
      node.send('bank', 'order', { item: 'book' });
      // @ts-expect-error a message that has a payload
      node.send('bank', 'order');
      // @ts-expect-error a message that has none
      node.send('bank', 'paid', 5);
      // @ts-expect-error no timer is called that
      node.after(3, 'agin');
      // @ts-expect-error a payload that is not the timer's
      node.after(3, 'remind', 'two');
      // @ts-expect-error no timer is called that
      node.cancel('agin');
      // @ts-expect-error a field that the state has not
      node.state.payed = true;
      // @ts-expect-error a value that is not the field's
      node.state.paid = 'yes';
      // @ts-expect-error a field that the disk has not
      node.disk.lock.push('x');
      // @ts-expect-error nothing of the context can be replaced
      node.now = 5;
    },
    on: {
      order(node, order, from) {
        expectTypeOf(order).toEqualTypeOf<{ item: string; count: number }>();
        expectTypeOf(from).toEqualTypeOf<string>();
        node.state.orders.set(order.item, order.count);
        // @ts-expect-error a field that the payload has not
        void order.price;
      },
      paid: (node) => void (node.state.paid = true),
    },
    timers: {
      remind(node, times) {
        expectTypeOf(times).toEqualTypeOf<number>();
        node.state.orders.clear();
      },
    },
  });
  expectTypeOf(shop).toEqualTypeOf<Component<{ paid: boolean; orders: Map<string, number> }, { log: string[] }>>();

  // @ts-expect-error no message is called that
  component({ on: { oder: () => undefined } });
  // @ts-expect-error no timer is called that
  component({ timers: { agin: () => undefined } });
  expect(shop.messages.size).toBe(2);
});

const shop = component({ state: () => ({ paid: false }) });
const bank = component({ state: () => ({ charged: 0 }), disk: () => ({ ledger: ['first'] }) });

const nodes = { shop, bank };

it('an outcome is typed by the nodes that it names', () => {
  const typed = scenario({
    name: 'shop/typed',
    nodes,
    links: [{ from: 'shop', to: 'bank', latency: 2 }],
    outcomes: {
      agreed: eventually('the shop knows', (world: World<typeof nodes>) => {
        expectTypeOf(world.nodes.shop.state.paid).toEqualTypeOf<boolean>();
        expectTypeOf(world.nodes.bank.disk.ledger).toEqualTypeOf<string[]>();
        return world.alive('shop') && world.nodes.shop.state.paid;
      }),
      misspelt: always('nothing is misspelt', (world: World<typeof nodes>) => {
        // @ts-expect-error no node is called that
        void world.nodes.bnak;
        // @ts-expect-error no node is called that
        world.alive('bnak');
        // @ts-expect-error a field that the state has not
        void world.nodes.bank.state.paid;
        // @ts-expect-error a field that the disk has not
        void world.nodes.shop.disk.ledger;
        return true;
      }),
      // @ts-expect-error a field that the state has not
      given: always('where it is given', () => true, { given: (world: World<typeof nodes>) => world.nodes.bank.state.charge > 0 }),
      // @ts-expect-error a field that the state has not
      output: confluent('the output', (world: World<typeof nodes>) => world.nodes.bank.state.charge, 1),
      // What a component's nodes keep is known without an annotation.
      inferred: always('members and living are typed', (world) => {
        expectTypeOf(world.living(bank)).toEqualTypeOf<readonly { charged: number }[]>();
        // @ts-expect-error a field that the state has not
        return world.members(bank).every((node) => node.state.paid);
      }),
    },
    known: [{ outcome: 'agreed', verdict: 'broken', drops: 1 }],
  });
  expect(Object.keys(typed.outcomes)).toHaveLength(5);

  scenario({
    name: 'shop/misnamed',
    nodes,
    // @ts-expect-error no node is called that
    links: [{ from: 'shop', to: 'bnak', latency: 2 }],
    outcomes: { agreed: eventually('…', () => true) },
    // @ts-expect-error no outcome is called that
    known: [{ outcome: 'agred', verdict: 'broken' }],
  });
  // @ts-expect-error a fault is counted, and its kind is a plural
  scenario({ name: 'shop/bounds', nodes, bounds: { drop: 1 }, outcomes: {} });
});

it('what is composed has the state of its parts', () => {
  const both = compose({ front: shop, back: bank });
  const composed = scenario({ name: 'shop/composed', nodes: { both }, outcomes: { agreed: eventually('…', (world) => world.members(both).every(({ state }) => state.front.paid === state.back.charged > 0)) } });
  expect(composed.name).toBe('shop/composed');
});

it('a protocol that names its nodes knows no others', () => {
  const named = protocol<Messages, Timers, 'shop' | 'bank'>();
  const told = named.component({
    start(node) {
      expectTypeOf(node.id).toEqualTypeOf<'shop' | 'bank'>();
      expectTypeOf(node.others).toEqualTypeOf<readonly ('shop' | 'bank')[]>();
      node.send('bank', 'paid');
      // @ts-expect-error no node is called that
      node.send('bnak', 'paid');
    },
    on: { paid: (node, _, from) => node.send(from, 'paid') },
  });
  expect(named.scenario({ name: 'shop/named', nodes: { shop: told, bank: told }, outcomes: {} }).name).toBe('shop/named');
  // @ts-expect-error the bank is missing
  named.scenario({ name: 'shop/short', nodes: { shop: told, bnak: told }, outcomes: {} });
});
