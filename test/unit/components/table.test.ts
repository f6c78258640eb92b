import { describe, expect, it } from 'vitest';
import { always, type Component, protocol, scenario } from 'clew';
import { follower, type Request, type Rows, table, type TableMessages } from 'clew/components';
import { play, type Played } from '../simulator/play.ts';

type Person = { name: string; age: number };
type Messages = TableMessages<typeof procedures>;

const procedures = {
  read: (rows: Rows<Person>, key: string) => rows.get(key)?.age,
  age(rows: Rows<Person>, key: string) {
    const person = rows.get(key);
    if (person === undefined) return rows.abort('nobody there');
    return rows.set(key, { ...person, age: person.age + 1 });
  },
  name: (rows: Rows<Person>, { key, name }: { key: string; name: string }) => rows.set(key, { name, age: 0 }),
  remove: (rows: Rows<Person>, key: string) => rows.delete(key),
  count: (rows: Rows<Person>) => rows.all().size,
};

const { component } = protocol<Messages, { next: null }>();
type Step = Request<typeof procedures> | 'rollback' | 'wait';

/** Takes these steps, one a tick, and records the answers. */
function client(...steps: readonly Step[]): Component {
  return component({
    state: () => ({ taken: 0 }),
    start: (node) => node.after(1, 'next'),
    on: {
      ran: (node, { answer }) => node.record(node.id, { ran: answer }),
      committed: (node, { answer }) => node.record(node.id, { committed: answer }),
      aborted: (node, { reason }) => node.record(node.id, { aborted: reason }),
    },
    timers: {
      next(node) {
        const step = steps[node.state.taken++];
        if (step === 'rollback') node.send('people', 'rollback', { transaction: 't' });
        else if (step !== 'wait' && step !== undefined) node.send('people', 'run', step);
        if (node.state.taken < steps.length) node.after(1, 'next');
      },
    },
  });
}

const people = table({ procedures, rows: { a: { name: 'ann', age: 1 }, b: { name: 'bob', age: 2 } }, unique: { name: ({ name }) => name }, patience: 6 });

function played(clients: { readonly [id: string]: Component }, faults?: string): Played {
  return play(scenario({ name: 'table/test', nodes: { people, ...clients }, outcomes: { any: always('anything', () => true) } }), faults);
}

const transaction = 't';
const age = (key: string, more: object = {}): Step => ({ transaction, procedure: 'age', argument: key, ...more });
const name = (key: string, to: string, more: object = {}): Step => ({ transaction, procedure: 'name', argument: { key, name: to }, ...more });

describe('a transaction', () => {
  it('commits with its last step, and shows nothing before', () => {
    const { recorded } = played({ x: client(age('a', { hold: true }), age('b', { step: 2 })), y: client('wait', 'wait', 'wait', { transaction, procedure: 'read', argument: 'a' }) });
    expect(recorded('x')).toEqual([{ ran: undefined }, { committed: undefined }]);
    expect(recorded('y')).toEqual([{ committed: 2 }]);
  });

  it('waits for who holds the lock, says for whom, and goes on when that one ends', () => {
    const { recorded } = played({ x: client(age('a', { hold: true }), 'wait', 'rollback'), y: client('wait', age('a')) });
    expect(recorded('waiting')).toEqual([{ transaction: 'y t', row: 'a', holders: ['x t'] }]);
    expect(recorded('x')).toEqual([{ ran: undefined }, { aborted: 'rollback' }]);
    expect(recorded('y')).toEqual([{ committed: undefined }]);
  });

  it('shares what it only reads', () => {
    const reading = { transaction, procedure: 'read', argument: 'a', hold: true } as const;
    const { recorded } = played({ x: client(reading), y: client(reading), z: client('wait', age('a')) });
    expect(recorded('waiting')).toEqual([{ transaction: 'z t', row: 'a', holders: ['x t', 'y t'] }]);
  });

  it('is aborted when it would wait for itself round a corner', () => {
    const { recorded } = played({ x: client(age('a', { hold: true }), age('b', { step: 2 })), y: client(age('b', { hold: true }), age('a', { step: 2 })) });
    expect([recorded('x'), recorded('y')]).toEqual([[{ ran: undefined }, { committed: undefined }], [{ ran: undefined }, { aborted: 'deadlock' }]]);
  });

  it('is aborted when nothing more is heard of it', () => {
    expect(played({ x: client(age('a', { hold: true })) }).recorded('x')).toEqual([{ ran: undefined }, { aborted: 'timeout' }]);
  });

  it('is gone after a restart, and its next step is refused', () => {
    const { recorded } = played({ x: client(age('a', { hold: true }), age('b', { hold: true, step: 2 }), 'wait', 'wait', 'wait', age('b', { step: 3 })) }, 'restart:people/x:run@2~2');
    expect(recorded('x')).toEqual([{ ran: undefined }, { aborted: 'unknown' }]);
  });

  it('gives up for a reason of its own', () => {
    expect(played({ x: client(age('nobody')) }).recorded('x')).toEqual([{ aborted: 'nobody there' }]);
  });
});

describe('a unique constraint', () => {
  it('refuses a value that another row has', () => {
    expect(played({ x: client(name('c', 'ann')) }).recorded('x')).toEqual([{ aborted: 'unique' }]);
  });

  it('waits for who may be about to take a value, or to give it up', () => {
    const taking = played({ x: client(name('c', 'cat', { hold: true }), 'wait', 'rollback'), y: client('wait', name('d', 'cat')) });
    expect(taking.recorded('y')).toEqual([{ committed: undefined }]);
    expect(taking.recorded('waiting')).toEqual([{ transaction: 'y t', row: 'name=cat', holders: ['x t'] }]);
    const giving = played({ x: client({ transaction, procedure: 'remove', argument: 'a', hold: true }, 'wait', { transaction, procedure: 'count', argument: null, step: 2 }), y: client('wait', name('d', 'ann')) });
    expect([giving.recorded('x'), giving.recorded('y')]).toEqual([[{ ran: undefined }, { committed: 1 }], [{ committed: undefined }]]);
  });
});

describe('the log', () => {
  const copier = (begin: 'log' | 'snapshot') => follower({ table: people, at: 'people', begin, empty: new Map<string, number>(), apply: (ages, { key, row }) => (row === null ? new Map([...ages].filter(([other]) => other !== key)) : new Map(ages).set(key, row.age)) });

  it.each(['log', 'snapshot'] as const)('is followed from the %s on', (begin) => {
    const { memory } = played({ x: client(age('a'), { transaction: 'u', procedure: 'remove', argument: 'b' }), copy: copier(begin) });
    expect(memory('copy', 'disk')).toEqual({ copy: { view: new Map([['a', 2]]), position: 3 } });
  });
});
