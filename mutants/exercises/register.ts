/** The ready-made registers: who writes at once, who reads what is half written, who starts again, and who is heard besides. */
import { type Component, eventually, protocol } from 'clew';
import { linearizable, register } from 'clew/checkers';
import { type KeyValueRegister, linearizableRegister, type RegisterMessages, tunableRegister } from 'clew/components';
import { exercise } from './exercise.ts';

type Messages = RegisterMessages<string> & { hello: string };
type Timers = { go: string };

const { component } = protocol<Messages, Timers>();
const key = 'x';
const replicas = ['r1', 'r2', 'r3'];

function nodesOf<Guarantees>(kept: KeyValueRegister<Guarantees>, clients: { readonly [id: string]: Component }, at: readonly string[] = replicas): { [id: string]: Component } {
  const made = Object.entries(clients).map(([id, client]) => [id, kept.client(client)] as const);
  return Object.fromEntries([...made, ...at.map((id) => [id, kept.replica] as const)]);
}

/** Writes its name, then reads. */
const writer = component({
  start: (node) => node.send('register', 'write', { id: 'w', key, value: node.id }),
  on: { written: (node) => node.send('register', 'read', { id: 'r', key }), value: () => {} },
});

/** Reads twice, one after the other. */
const reader = component({
  start: (node) => node.after(3, 'go', 'first'),
  on: { value: (node, { id }) => id === 'first' && node.after(1, 'go', 'second') },
  timers: { go: (node, id) => node.send('register', 'read', { id, key }) },
});

const contended = linearizableRegister({ replicas });

/** Two who write at once, and then read. */
export const twoWriters = exercise({
  name: 'register-two-writers',
  nodes: nodesOf(contended, { a: writer, b: writer }),
  outcomes: { ...contended.guarantees() },
  bounds: { until: 5, horizon: 30, deferrals: [1, 3] },
  survives: [{ drops: 2, depth: 2 }, { defers: 1, crashes: 1, depth: 2 }],
});

const halfWritten = linearizableRegister({ replicas });
const afterwards = component({ start: (node) => node.send('register', 'write', { id: 'w', key, value: 'new' }), on: { written: () => {} } });

/** One who writes, and one who reads twice meanwhile. */
export const halfWrittenValue = exercise({
  name: 'register-half-written',
  nodes: nodesOf(halfWritten, { writer: afterwards, reader }),
  outcomes: { ...halfWritten.guarantees() },
  bounds: { until: 9, horizon: 30 },
  survives: [{ crashes: 1, drops: 2, depth: 2 }],
});

const distant = linearizableRegister({ replicas });
const successor = component({
  start: (node) => node.after(6, 'go', 'w'),
  on: { written: (node) => node.after(1, 'go', 'r'), value: () => {} },
  timers: { go: (node, id) => (id === 'w' ? node.send('register', 'write', { id, key, value: 'newer' }) : node.send('register', 'read', { id, key })) },
});

/** One who writes after another whose name is greater, and one for whom the first replica is far away. */
export const distantReader = exercise({
  name: 'register-distant-reader',
  nodes: nodesOf(distant, { writer: afterwards, successor, reader }),
  links: [{ from: 'reader', to: 'r1', latency: 3 }],
  outcomes: { ...distant.guarantees() },
  bounds: { until: 10, horizon: 34 },
  survives: [{ drops: 2, depth: 2 }],
});

const single = linearizableRegister({ replicas: ['s'] });

/** One replica, which may start again. */
export const oneServer = exercise({
  name: 'register-one-server',
  nodes: nodesOf(single, { a: writer, b: writer }, ['s']),
  outcomes: { ...single.guarantees() },
  bounds: { until: 8, horizon: 40, durations: [2] },
  survives: [{ restarts: 1, drops: 1, depth: 2 }, { defers: 1, dups: 1, depth: 2 }],
});

const renewed = linearizableRegister({ replicas });

/** Writes the time at which it starts. */
const dated = component({ start: (node) => node.send('register', 'write', { id: 'w', key, value: `at ${node.now}` }), on: { written: () => {} } });
const later = component({ start: (node) => node.after(14, 'go', 'late'), on: { value: () => {} }, timers: { go: (node, id) => node.send('register', 'read', { id, key }) } });

/** A writer that starts again, and writes something else under the same name. */
export const restartedWriter = exercise({
  name: 'register-restarted-writer',
  nodes: nodesOf(renewed, { dated, later }),
  outcomes: { ...renewed.guarantees() },
  bounds: { until: 8, horizon: 40, durations: [2, 4] },
  survives: [{ restarts: 1, drops: 1, depth: 2 }],
});

const loose = tunableRegister({ replicas, reads: 1, writes: 3 });
const greeter = component({ start: (node) => node.send('listener', 'hello', 'hi'), on: { value: () => {}, written: () => {} } });
const listener = component({ on: { hello: (node, word) => node.record('heard', word), value: () => {}, written: () => {} } });
const answered = component({ start: (node) => node.after(8, 'go', 'r'), on: { value: (node) => node.record('answered') }, timers: { go: (node, id) => node.send('register', 'read', { id, key }) } });

/** A register that is read at one replica and written at all, beside other things that are said. */
export const readOne = exercise({
  name: 'register-read-one',
  nodes: nodesOf(loose, { a: afterwards, reader: answered, greeter, listener }),
  outcomes: {
    ...loose.guarantees(),
    linearizable: linearizable(register()),
    read: eventually('who reads is answered as long as one replica lives', (world) => !world.alive('reader') || world.observed('answered').length > 0, { given: (world) => world.living(loose.replica).length > 0 }),
    heard: eventually('what is not for the register is heard by whom it is for', (world) => !world.alive('greeter') || !world.alive('listener') || world.observed('heard').length > 0),
  },
  bounds: { until: 9, horizon: 40 },
  survives: [{ crashes: 2, depth: 2 }],
});
