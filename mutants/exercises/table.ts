/** The ready-made table at work: what a transaction sees of itself and of others, unique values, rollbacks, compaction, and copies. */
import { always, type Component, eventually, type Outcome, protocol } from 'clew';
import { type Entry, follower, type Request, type Rows, table, type TableMessages } from 'clew/components';
import { exercise } from './exercise.ts';

type Person = { name?: string; age: number };
type Messages = TableMessages<typeof procedures>;
type Step = Request<typeof procedures> | 'rollback' | 'wait';

const procedures = {
  read: (rows: Rows<Person>, key: string) => rows.get(key)?.age ?? 'nobody',
  older(rows: Rows<Person>, key: string) {
    const person = rows.get(key) ?? rows.abort('nobody there');
    rows.set(key, { ...person, age: person.age + 1 });
  },
  enter: (rows: Rows<Person>, { key, ...person }: { key: string; name?: string }) => rows.set(key, { ...person, age: 0 }),
  remove: (rows: Rows<Person>, key: string) => rows.delete(key),
  count: (rows: Rows<Person>) => [...rows.all().values()].filter(({ age }) => age >= 0).length,
  // Each does several things, of which the later see what the earlier have done.
  twice(rows: Rows<Person>, key: string) {
    procedures.older(rows, key);
    procedures.older(rows, key);
    return procedures.read(rows, key);
  },
  replace(rows: Rows<Person>, { from, to }: { from: string; to: string }) {
    const person = rows.get(from) ?? rows.abort('nobody there');
    rows.delete(from);
    rows.set(to, person);
    return procedures.count(rows);
  },
  swap(rows: Rows<Person>, { one, other }: { one: string; other: string }) {
    const [a, b] = [rows.get(one) ?? rows.abort('nobody there'), rows.get(other) ?? rows.abort('nobody there')];
    rows.set(one, { age: a.age });
    rows.set(other, { ...b, ...(a.name === undefined ? {} : { name: a.name }) });
    rows.set(one, { ...a, ...(b.name === undefined ? {} : { name: b.name }) });
  },
};

const { component } = protocol<Messages, { next: null }>();

/** Takes these steps, one a tick, and records the answers. */
function client(...steps: readonly Step[]): Component {
  return component({
    state: () => ({ taken: 0 }),
    start: (node) => node.after(1, 'next'),
    on: {
      ran: (node, { answer }) => node.record('answer', `ran ${String(answer)}`),
      committed: (node, { answer }) => node.record('answer', `committed ${String(answer)}`),
      aborted: (node, { reason }) => node.record('answer', reason),
    },
    timers: {
      next(node) {
        const step = steps[node.state.taken++];
        if (step === undefined) return;
        if (step === 'rollback') node.send('people', 'rollback', { transaction: 't' });
        else if (step !== 'wait') node.send('people', 'run', step);
        node.after(1, 'next');
      },
    },
  });
}

function answers(title: string, expected: { readonly [client: string]: readonly string[] }): Outcome {
  return eventually(title, (world) =>
    Object.entries(expected).every(([client, all]) => world.observed<string>('answer').filter(({ node }) => node === client).map(({ value }) => value).join() === all.join()),
  );
}

const definition = { procedures, rows: { a: { name: 'ann', age: 1 }, b: { name: 'bob', age: 2 } }, unique: { name: ({ name }: Person) => name } };
const step = <Name extends keyof typeof procedures>(procedure: Name, argument: Parameters<(typeof procedures)[Name]>[1], more: { hold?: boolean; step?: number; transaction?: string } = {}) =>
  ({ transaction: 't', procedure, argument, ...more }) as Step;

const people = table(definition);

/** What an entry of the log says of what its transaction has found: at least what was there of all that it has changed. */
const audited = always('an entry says what its transaction has found, and is there only if that has changed something', (world) =>
  (world.nodes.people.disk.log as readonly Entry<Person>[]).every(({ transaction, changes, found }) => changes.length > 0 && (transaction === 'first' || changes.every(({ key }) => key in found))),
);

/** One client, whose transactions do several things each. */
export const ownWork = exercise({
  name: 'table-own-work',
  nodes: {
    people,
    x: client(step('twice', 'a'), step('replace', { from: 'b', to: 'c' }), step('swap', { one: 'a', other: 'c' }), step('enter', { key: 'd' }), step('enter', { key: 'e' }), step('enter', { key: 'f', name: 'ann' }), step('enter', { key: 'a', name: 'bob' }), step('older', 'nobody')),
  },
  outcomes: {
    ...people.guarantees,
    answered: answers('each transaction sees what it has done, and only that', {
      x: ['committed 3', 'committed 2', 'committed undefined', 'committed undefined', 'committed undefined', 'unique', 'committed undefined', 'nobody there'],
    }),
    audited,
    counted: eventually('who has counted the rows before it changes them has found which there were', (world) => (world.nodes.people.disk.log as readonly Entry<Person>[]).some(({ found }) => JSON.stringify(found['*']) === '["a","b"]')),
  },
  bounds: { until: 12, horizon: 30, durations: [2] },
  survives: [{ pauses: 1 }, { outcomes: Object.keys(people.guarantees), restarts: 1, drops: 1, dups: 1, depth: 1 }],
});

const shared = table({ ...definition, patience: 6 });

/** Two who read and keep what they have read, one who writes it meanwhile, and one who rolls back what another waits for. */
export const sharedLocks = exercise({
  name: 'table-shared-locks',
  nodes: {
    people: shared,
    x: client(step('read', 'a', { hold: true }), 'wait', step('read', 'b', { step: 2 })),
    y: client('wait', step('read', 'a', { hold: true }), 'wait', 'wait', 'wait', 'wait', step('enter', { key: 'e' }, { step: 2 })),
    z: client('wait', 'wait', step('older', 'a')),
    w: client('rollback', step('older', 'b', { hold: true }), 'rollback', 'rollback', step('older', 'b', { step: 2, hold: true })),
  },
  outcomes: {
    ...shared.guarantees,
    answered: answers('readers share, a writer waits for both, and what is rolled back is gone', {
      x: ['ran 1', 'committed 2'],
      y: ['ran 1', 'committed undefined'],
      z: ['committed undefined'],
      w: ['ran undefined', 'rollback', 'unknown'],
    }),
    waiting: eventually('who waits says so once, and nobody else does', (world) => world.observed<{ transaction: string; row: string }>('waiting').map(({ value: { transaction, row } }) => `${transaction} ${row}`).join() === 'x t b,z t a'),
  },
  bounds: { until: 9, horizon: 30, durations: [2] },
  survives: [{ skews: 1 }, { outcomes: Object.keys(shared.guarantees), restarts: 1, drops: 1, depth: 2 }, { outcomes: Object.keys(shared.guarantees), defers: 1, pauses: 1, depth: 1 }],
});

const unshared = table(definition);

/** One who writes a row, and reads it again: its lock does not become one that others share. */
export const unsharedLock = exercise({
  name: 'table-unshared-lock',
  nodes: {
    people: unshared,
    x: client(step('older', 'a', { hold: true }), step('read', 'a', { hold: true, step: 2 }), 'wait', 'wait', step('read', 'b', { step: 3 })),
    y: client('wait', 'wait', step('read', 'a', { hold: true }), 'wait', 'wait', step('enter', { key: 'e' }, { step: 2 })),
  },
  outcomes: {
    ...unshared.guarantees,
    answered: answers('who reads what another writes waits for it', { x: ['ran undefined', 'ran 2', 'committed 2'], y: ['ran 2', 'committed undefined'] }),
  },
  bounds: { until: 9, horizon: 30 },
  survives: [{ skews: 1 }, { outcomes: Object.keys(unshared.guarantees), drops: 1, defers: 1, depth: 1 }],
});

const impatient = table({ ...definition, patience: 6 });

/** One who waits for a second reader, after it has waited for a first. */
export const patience = exercise({
  name: 'table-patience',
  nodes: {
    people: impatient,
    x: client(step('read', 'a', { hold: true })),
    y: client('wait', 'wait', 'wait', 'wait', step('read', 'a', { hold: true })),
    z: client('wait', step('older', 'a')),
  },
  outcomes: {
    ...impatient.guarantees,
    answered: answers('who waits too long, for whomever, comes to nothing', { x: ['ran 1', 'timeout'], y: ['ran 1', 'timeout'], z: ['timeout'] }),
  },
  bounds: { until: 9, horizon: 30 },
  survives: [{ skews: 1 }, { outcomes: Object.keys(impatient.guarantees), drops: 1, defers: 1, depth: 1 }],
});

const growing = table(definition);

/** Who counts all rows, while another enters one and removes one. */
export const phantoms = exercise({
  name: 'table-phantoms',
  nodes: {
    people: growing,
    x: client(step('count', undefined as never, { hold: true }), 'wait', 'wait', step('count', undefined as never, { step: 2 })),
    y: client('wait', step('enter', { key: 'c', name: 'cat' })),
    z: client('wait', 'wait', step('remove', 'b')),
  },
  outcomes: {
    ...growing.guarantees,
    audited,
    answered: answers('who has counted the rows counts as many again', { x: ['ran 2', 'committed 2'], y: ['committed undefined'], z: ['committed undefined'] }),
  },
  bounds: { until: 9, horizon: 30, durations: [2] },
  survives: [{ skews: 1 }, { outcomes: Object.keys(growing.guarantees), restarts: 1, drops: 1, depth: 2 }],
});

const compacting = table({ ...definition, compactAfter: 2 });
type Copied = { readonly ages: ReadonlyMap<string, number>; readonly changes: number };
const nobody: Copied = { ages: new Map(), changes: 0 };

function copied({ ages, changes }: Copied, { key, row }: { key: string; row: Person | null }): Copied {
  const others = [...ages].filter(([other]) => other !== key);
  return { ages: new Map(row === null ? others : [...others, [key, row.age] as const]), changes: changes + 1 };
}

const fromSnapshot = follower<Person, Copied>({ table: compacting, at: 'people', begin: 'snapshot', keep: 'memory', empty: nobody, apply: copied });
const onDisk = follower<Person, Copied>({ table: compacting, at: 'people', empty: nobody, apply: copied });

/** Where a newcomer would begin who wants nothing of what was. */
const newcomer = component({
  start: (node) => node.send('people', 'follow', { from: 'end' }),
  on: { changes: (node, { from, entries, end }) => node.record('from the end', from === end && entries.length === 0) },
});

const sameAges = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean => one.size === other.size && [...one].every(([key, age]) => other.get(key) === age);

/** A log that is compacted, and the copies that are made of it. */
export const compaction = exercise({
  name: 'table-compaction',
  nodes: { people: compacting, x: client(step('older', 'a'), step('enter', { key: 'c' }), step('older', 'a'), step('remove', 'b'), step('older', 'c')), snapshot: fromSnapshot, disk: onDisk, newcomer },
  outcomes: {
    ...compacting.guarantees,
    caughtUp: fromSnapshot.guarantees.caughtUp,
    caughtUpOnDisk: onDisk.guarantees.caughtUp,
    copies: eventually('both copies are what the table is', (world) =>
      world.members(compacting).every(({ state: { rows } }) => {
        const ages = new Map([...rows].map(([key, { age }]) => [key, age]));
        return world.members(fromSnapshot).every((node) => sameAges(fromSnapshot.copyOf(node).view.ages, ages)) && world.members(onDisk).every((node) => sameAges(onDisk.copyOf(node).view.ages, ages));
      }),
    ),
    compact: eventually('in the end the log has each row once, and no entry without a row', (world) =>
      world.members(compacting).every(({ disk: { log } }) => {
        const keys = log.flatMap(({ changes }) => changes.map(({ key }) => key));
        return new Set(keys).size === keys.length && log.every(({ changes }) => changes.length > 0);
      }),
    ),
    newcomer: always('who wants nothing of what was is told where the log ends', (world) => world.observed<boolean>('from the end').every(({ value }) => value), { given: (world) => world.observed('from the end').length > 0 }),
  },
  bounds: { until: 10, horizon: 34, durations: [2], deferrals: [1, 2] },
  survives: [{ drops: 1, defers: 1, depth: 1 }, { outcomes: ['caughtUp', 'caughtUpOnDisk', 'copies', 'newcomer', ...Object.keys(compacting.guarantees)], restarts: 1 }],
});

const restless = table(definition);
const eager = follower<Person, Copied>({ table: restless, at: 'people', begin: 'snapshot', keep: 'memory', every: 1, empty: nobody, apply: copied });

/** A copy in memory that starts again while answers are still under way. */
export const lateAnswers = exercise({
  name: 'table-late-answers',
  nodes: { people: restless, x: client(step('older', 'a'), step('enter', { key: 'c' })), eager },
  outcomes: {
    caughtUp: eager.guarantees.caughtUp,
    copies: eventually('the copy is what the table is', (world) =>
      world.members(restless).every(({ state: { rows } }) => world.members(eager).every((node) => sameAges(eager.copyOf(node).view.ages, new Map([...rows].map(([key, { age }]) => [key, age]))))),
    ),
  },
  bounds: { until: 6, horizon: 14, durations: [1, 2], deferrals: [1, 2] },
  survives: [{ restarts: 1, defers: 1, depth: 1 }],
});

const kept = table(definition);
const counting = follower<Person, number>({ table: kept, at: 'people', empty: 0, apply: (changes) => changes + 1 });

/** A copy that counts changes: it must have had each once. */
export const everyChange = exercise({
  name: 'table-every-change',
  nodes: { people: kept, x: client(step('older', 'a'), step('older', 'a'), step('remove', 'b'), step('replace', { from: 'a', to: 'c' })), counting },
  outcomes: {
    ...kept.guarantees,
    ...counting.guarantees,
    counted: eventually('each change in the log has been counted once', (world) =>
      world.members(kept).every(({ disk: { log } }) => world.members(counting).every((node) => counting.copyOf(node).view === log.flatMap(({ changes }) => changes).length)),
    ),
  },
  bounds: { until: 10, horizon: 34, durations: [2], deferrals: [1, 2] },
  survives: [{ drops: 1, defers: 1, dups: 1, depth: 1 }, { restarts: 1 }],
});
