/**
 * Consumer groups at work: several partitions, more than one record of output for each that comes in, members that
 * say other things as well, one that is slow, and one that comes late.
 */
import { always, type Component, eventually, protocol, type World } from 'clew';
import { atLeastOnce, atMostOnce } from 'clew/checkers';
import { type CommitPolicy, type LogMessages, partitionedLog, type PartitionedLog } from 'clew/components';
import { exercise } from './exercise.ts';

type Messages = LogMessages<string> & { hello: null; welcome: null; billed: string };

const { component } = protocol<Messages, { later: null; last: null; news: null }>();

type Partition = 'north' | 'south' | 'bills' | 'news';

const partitions: readonly Partition[] = ['north', 'south', 'bills', 'news'];

/** Appends orders to two partitions, one after the other, and has to do with those who bill them. */
const shop = component({
  state: () => ({ billed: new Set<string>() }),
  disk: () => ({ isOpen: false }),
  start(node) {
    // Started again, it is another producer: it would have all orders billed once more.
    if (node.disk.isOpen) return;
    node.disk.isOpen = true;
    node.send('log', 'append', { key: 'north', value: 'n1' });
    node.send('log', 'append', { key: 'south', value: 's1' });
    node.after(5, 'later');
  },
  on: {
    hello: (node, _, from) => node.send(from, 'welcome'),
    billed: (node, order) => void node.state.billed.add(order),
  },
  timers: {
    later(node) {
      node.send('log', 'append', { key: 'north', value: 'n2' });
      node.send('log', 'append', { key: 'north', value: 'n3' });
      node.after(6, 'last');
    },
    last: (node) => node.send('log', 'append', { key: 'south', value: 's2' }),
  },
});

const orders = ['n1', 's1', 'n2', 'n3', 's2'];

/** Writes two bills and a piece of news for each order, and has some news of its own. */
const biller = component({
  state: () => ({ welcome: false }),
  start(node) {
    node.send('shop', 'hello');
    node.send('log', 'append', { key: 'news', value: `${node.id} is here` });
    node.after(11, 'news');
  },
  on: {
    welcome: (node) => void (node.state.welcome = true),
    record(node, { value }) {
      node.send('shop', 'billed', value);
      node.send('log', 'append', { key: 'bills', value: `${value} first` });
      node.send('log', 'append', { key: 'news', value: `${value} is billed` });
      node.send('log', 'append', { key: 'bills', value: `${value} second` });
    },
  },
  timers: { news: (node) => node.send('log', 'append', { key: 'news', value: `${node.id} is still here` }) },
});

const valuesIn = (log: PartitionedLog<Partition>, partition: Partition) => (world: World) => log.records<string>(world, partition).map(({ value }) => value);

const billsOf = (of: readonly string[]) => of.flatMap((order) => [`${order} first`, `${order} second`]);

type Partitioned = PartitionedLog<Partition>;

/** What the broker has on its disk of the group. */
const groupsOf = (log: Partitioned) => (world: World) => world.members(log.broker).flatMap(({ disk: { store } }) => store.groups['billers'] ?? []);

/** That a group comes to rest after so many divisions, as long as all its members are heard. */
const settledAfter = (log: Partitioned, divisions: number) =>
  always(`the group is divided ${divisions} times, and no more`, (world) => groupsOf(log)(world).every(({ generation }) => generation <= divisions));

/** What follows for those who use a group: what each promises as long as nothing stops, and what is true at any time. */
function outcomesOf({ log, member }: { log: Partitioned; member: Component }, members: readonly string[]) {
  const news = () => members.flatMap((id) => [`${id} is here`, `${id} is still here`]);
  return {
    billed: atLeastOnce({ title: 'each order has its bills', requests: () => billsOf(orders), effects: valuesIn(log, 'bills') }),
    reported: atLeastOnce({ title: 'what members say besides is in the log', requests: news, effects: valuesIn(log, 'news') }),
    told: eventually('members are welcome, and the shop hears of each order', (world) => world.members(biller).every(({ state }) => state.welcome) && world.members(shop).every(({ state }) => orders.every((order) => state.billed.has(order)))),
    ordered: always('the bills of an order are in the log in their order', (world) => {
      const bills = valuesIn(log, 'bills')(world);
      return bills.every((bill, place) => !bill.endsWith('second') || bills.slice(0, place).includes(bill.replace('second', 'first')));
    }),
    committed: always('an order that is committed has its bills', (world) => {
      const done = groupsOf(log)(world).flatMap(({ positions }) => (['north', 'south'] as const).flatMap((partition) => valuesIn(log, partition)(world).slice(0, positions[partition] ?? 0)));
      return billsOf(done).every((bill) => valuesIn(log, 'bills')(world).includes(bill));
    }),
    once: atMostOnce({ title: 'no bill is written twice', effects: valuesIn(log, 'bills') }),
    settled: settledAfter(log, 1),
    joined: eventually('who lives is a member in the end', (world) => groupsOf(log)(world).every(({ generation }) => world.living<Component<{ member: { generation: number; joining: boolean } }>>(member).every((state) => state.member.generation === generation && !state.member.joining))),
  };
}

function groupOf(commit: CommitPolicy, sessionTicks = 7) {
  const log = partitionedLog({ partitions, partitionOf: (key) => key as Partition });
  const group = log.group('billers', { commit, sessionTicks, partitions: ['north', 'south'] });
  const member: Component = group.member(biller);
  const node = log.producer(member);
  const guarantees = { ...log.guarantees(), ...group.guarantees() };
  return { log, member, guarantees, nodes: { log: log.broker, shop: log.producer(shop), b1: node, b2: node } };
}

const bounds = { until: 12, horizon: 44, durations: [15], deferrals: [4] };

function handleThenCommit() {
  const group = groupOf('after');
  const { guarantees, nodes } = group;
  const outcomes = outcomesOf(group, ['b1', 'b2']);
  return exercise({
    name: 'group-that-commits-after',
    nodes,
    outcomes: { ...guarantees, ...outcomes },
    bounds,
    survives: [
      { dups: 1 },
      { outcomes: [...Object.keys(guarantees), 'billed', 'reported', 'ordered', 'committed', 'joined'], drops: 1 },
      { outcomes: [...Object.keys(guarantees), 'committed', 'joined'], restarts: 1, pauses: 1, defers: 1, depth: 1 },
    ],
  });
}

/** Handle, then commit. */
export const commitsAfter = handleThenCommit();

function commitThenHandle() {
  const group = groupOf('before');
  const { guarantees, nodes } = group;
  const { billed, reported, told, ordered, once, settled, joined } = outcomesOf(group, ['b1', 'b2']);
  return exercise({
    name: 'group-that-commits-before',
    nodes,
    outcomes: { ...guarantees, billed, reported, told, ordered, once, settled, joined },
    bounds,
    survives: [
      { dups: 1 },
      { outcomes: [...Object.keys(guarantees), 'billed', 'reported', 'ordered', 'once', 'joined'], drops: 1 },
      { outcomes: [...Object.keys(guarantees), 'once', 'joined'], restarts: 1, pauses: 1, defers: 1, depth: 1 },
    ],
  });
}

/** Commit, then handle. */
export const commitsBefore = commitThenHandle();

function commitWithOutput() {
  const group = groupOf('with-output');
  const { guarantees, nodes } = group;
  const outcomes = outcomesOf(group, ['b1', 'b2']);
  return exercise({
    name: 'group-that-commits-with-output',
    nodes,
    outcomes: { ...guarantees, ...outcomes },
    bounds,
    survives: [
      { dups: 1 },
      { outcomes: [...Object.keys(guarantees), 'billed', 'reported', 'ordered', 'once', 'joined'], drops: 1 },
      { outcomes: [...Object.keys(guarantees), 'ordered', 'committed', 'once', 'joined'], restarts: 1, pauses: 1, defers: 1, depth: 1 },
    ],
  });
}

/** Handle, and commit with what came of it. */
export const commitsWithOutput = commitWithOutput();

function lateMembers() {
  // A message of the last takes longer than a session usually lasts.
  const group = groupOf('after', 20);
  const { guarantees, nodes } = group;
  const { billed, committed, joined } = outcomesOf(group, ['b1', 'b2', 'b3']);
  return exercise({
    name: 'group-whose-members-come-late',
    nodes: { ...nodes, b3: nodes.b1 },
    links: [{ from: 'b2', to: 'log', latency: 3 }, { from: 'b3', to: 'log', latency: 9 }],
    outcomes: { ...guarantees, billed, committed, joined, settled: settledAfter(group.log, 3) },
    bounds: { ...bounds, horizon: 60 },
    survives: [{ drops: 0 }, { outcomes: ['committed', 'shared', 'delivered'], drops: 1 }],
  });
}

/** Members that come one after the other: whoever is there already is told, and the group waits for it. */
export const membersThatComeLate = lateMembers();

function slowMembers(commit: CommitPolicy, isAlone = false) {
  const group = groupOf(commit);
  const { guarantees, nodes: { b1, ...nodes } } = group;
  const { billed, reported, told, ordered, committed, once, joined } = outcomesOf(group, isAlone ? ['b2'] : ['b1', 'b2']);
  return exercise({
    name: `group-with-a-slow-member-that-commits-${commit}`,
    nodes: isAlone ? nodes : { ...nodes, b1 },
    links: [{ from: 'b2', to: 'log', latency: 3 }, { from: 'log', to: 'b2', latency: 2 }],
    outcomes: { ...guarantees, billed, reported, told, ordered, joined, ...(commit === 'after' ? { committed } : { once }) },
    bounds,
    survives: [{ dups: 1 }, { outcomes: [...Object.keys(guarantees), 'ordered', 'joined'], defers: 1, drops: 1, depth: 1 }, { outcomes: ['kept', 'sequenced', 'shared', 'delivered', 'ordered'], pauses: 1 }],
  });
}

/** A member to which every message takes its time. */
export const slowAfter = slowMembers('after');

/** The same, where positions are committed first, by one member that has all partitions. */
export const slowBefore = slowMembers('before', true);

/** The same, where positions are committed with the output. */
export const slowWithOutput = slowMembers('with-output');
