import { type Component, layer, type LayerContext, protocol, scenario } from 'clew';
import { type CommitPolicy, type LogMessages, partitionedLog } from 'clew/components';
import { expect, it } from 'vitest';
import { examine } from '../../../src/search/examine.ts';

const { component } = protocol<LogMessages<string>>();

const shop = component({
  start(node) {
    for (const value of ['x', 'y']) node.send('log', 'append', { key: 'orders', value });
  },
});

const biller = component({ on: { record: (node, { value }) => node.send('log', 'append', { key: 'bills', value }) } });

type Mistake = (node: LayerContext<{ done: boolean }, object>, type: string, payload: any, from: string) => void;

/** Lets a mistake into what a node takes. */
const mistaken = (inner: Component, receive: Mistake) =>
  layer<Component, { done: boolean }>(inner, { name: 'mistake', state: () => ({ done: false }), send: (node, to, type, payload) => node.send(to, type, payload), receive });

/** The verdict without any fault on a log whose broker, or whose members, make a mistake. */
function examineWith(commit: CommitPolicy, mistake: { readonly broker?: Mistake; readonly member?: Mistake }) {
  const log = partitionedLog({ partitions: ['orders', 'bills'], partitionOf: (key) => (key === 'orders' ? 'orders' : 'bills') });
  const billers = log.group('billers', { commit, partitions: ['orders'] });
  const member = billers.member(biller);
  const honest: Mistake = (node, type, payload, from) => node.deliver(type, payload, from);
  return examine(
    scenario({
      name: 'log/mistaken',
      nodes: {
        log: mistaken(log.broker, mistake.broker ?? honest),
        shop: log.producer(shop),
        b1: mistaken(commit === 'with-output' ? member : log.producer(member), mistake.member ?? honest),
        b2: mistaken(commit === 'with-output' ? member : log.producer(member), mistake.member ?? honest),
      },
      bounds: { drops: 0, depth: 0, until: 1, horizon: 24 },
      outcomes: { ...log.guarantees(), ...billers.guarantees() },
    }),
  );
}

it.each<CommitPolicy>(['before', 'after', 'with-output'])('without a mistake all guarantees hold: %s', (commit) => {
  expect(examineWith(commit, {}).outcomes.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 6 }, () => 'survives'));
});

const acknowledgeOnly: Mistake = (node, type, payload, from) => {
  if (type !== 'produce') return node.deliver(type, payload, from);
  node.send(from, 'produced', { origin: payload.origin, record: { ...payload, offset: 0 } });
};

const forgetful = (forgotten: string): Mistake => (node, type, payload, from) => {
  if (type !== forgotten) node.deliver(type, payload, from);
};

/** What was the first append of its source comes in as the second. */
const renumber: Mistake = (node, type, payload, from) => {
  if (type !== 'commit') return node.deliver(type, payload, from);
  const output = payload.output.map((append: { origin: object }) => ({ ...append, origin: { ...append.origin, sequence: 2 } }));
  node.deliver(type, { ...payload, output }, from);
};

/** Both members are told that all partitions are theirs. */
const assignAll: Mistake = (node, type, payload, from) => node.deliver(type, type === 'assigned' ? { ...payload, positions: { orders: 0 } } : payload, from);

/** The first fetch is taken for a commit as well. */
const commitEarly: Mistake = (node, type, payload, from) => {
  if (type === 'fetch' && 'orders' in payload.positions) node.deliver('commit', { ...payload, positions: { orders: 2 }, output: [] }, from);
  node.deliver(type, payload, from);
};

/** What has been handled is assigned once more, from the beginning. */
const assignAgain: Mistake = (node, type, payload, from) => {
  node.deliver(type, payload, from);
  if (type !== 'committed' || node.state.done) return;
  node.state.done = true;
  node.deliver('assigned', { generation: payload.generation, positions: { orders: 0 } }, from);
  node.deliver('assigned', { generation: payload.generation + 1, positions: { orders: 0 } }, from);
  node.deliver('fetched', { generation: payload.generation + 1, records: [{ partition: 'orders', offset: 0, key: 'orders', value: 'x' }] }, from);
  node.deliver('committed', { generation: payload.generation + 1, positions: { orders: 1 } }, from);
};

/** The output of a commit is appended, and the position of another partition is moved. */
const moveAnother: Mistake = (node, type, payload, from) => node.deliver(type, type === 'commit' ? { ...payload, positions: { bills: 1 } } : payload, from);

const loseOutput: Mistake = (node, type, payload, from) => node.deliver(type, type === 'commit' ? { ...payload, output: [] } : payload, from);

const appendTwice: Mistake = (node, type, payload, from) => {
  const again = (append: { origin: { sequence: number } }) => ({ ...append, origin: { ...append.origin, sequence: append.origin.sequence + 1 } });
  node.deliver(type, type === 'commit' ? { ...payload, output: [...payload.output, ...payload.output.map(again)] } : payload, from);
};

it.each<[string, string, CommitPolicy, Parameters<typeof examineWith>[1]]>([
  ['an acknowledgement without an append', 'kept', 'after', { broker: acknowledgeOnly }],
  ['an append that is never acknowledged', 'accepted', 'after', { broker: forgetful('produce') }],
  ['an append under the number of another', 'sequenced', 'with-output', { broker: renumber }],
  ['a partition with two members', 'shared', 'after', { member: assignAll }],
  ['a commit before the handling', 'delivered', 'after', { broker: commitEarly }],
  ['a record that is handed up again', 'delivered', 'before', { member: assignAgain }],
  ['output without a commit', 'delivered', 'with-output', { broker: moveAnother }],
  ['a commit whose output is lost', 'delivered', 'with-output', { broker: loseOutput }],
  ['output twice', 'delivered', 'with-output', { broker: appendTwice }],
  ['a commit that is forgotten', 'progress', 'after', { broker: forgetful('commit') }],
])('%s trips the guarantee that is called %s, committing %s', (_, outcome, commit, mistake) => {
  expect(() => examineWith(commit, mistake)).toThrow(`"${outcome}"`);
});
