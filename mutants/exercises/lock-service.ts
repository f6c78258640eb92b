/** The ready-made lock service: who keeps a lock, who loses it, who gives it back, and who starts again. */
import { always, compose, eventually, protocol, type World } from 'clew';
import { mutualExclusion } from 'clew/checkers';
import { fencing, fencingGuarantees, type LockMessages, lockService } from 'clew/components';
import { exercise } from './exercise.ts';

type Write = { token: number };
type Messages = LockMessages & { write: Write; look: null; kept: Write; seen: null; hello: string };
type Timers = { again: null; write: null };

const { component } = protocol<Messages, Timers>();
const file = { lock: 'file' };

/** What a client has been told, in order. */
type Told = { what: 'acquired' | 'lost' | 'started'; token: number };

function toldTo(world: World, client: string) {
  return world.observed<Told>('told').filter(({ node }) => node === client);
}

/** What two clients of a lock are told. */
const telling = {
  inTurn: always('who has the lock is not told again, and who is told that it has lost it has had it', (world) =>
    ['a', 'b'].every((client) => toldTo(world, client).every(({ value: { what, token } }, place, all) => {
      const before = all[place - 1]?.value;
      if (what === 'started') return true;
      return what === 'acquired' ? before?.what !== 'acquired' && token >= (before?.token ?? 0) : before?.what === 'acquired' && token === before.token;
    })),
  ),
  useful: always('no lock is lost at the tick at which it was acquired', (world) =>
    ['a', 'b'].every((client) => toldTo(world, client).every(({ value: { what }, tick }, place, all) => what !== 'lost' || all[place - 1]!.tick < tick)),
  ),
};

const keeping = lockService({ lease: 11, heartbeat: 2 });

/** Wants the lock, asks once more for what it has, and never gives it back. */
const keeper = component({
  start(node) {
    node.send('lock', 'acquire', file);
    node.after(3, 'again');
  },
  on: { acquired: (node, { token }) => node.record('told', { what: 'acquired', token }), lost: (node, { token }) => node.record('told', { what: 'lost', token }) },
  timers: { again: (node) => node.send('lock', 'acquire', file) },
});

/** A lock that one keeps and another waits for: heartbeats are lost, are late and come twice. */
export const keptLock = exercise({
  name: 'kept-lock',
  nodes: { lock: keeping.service, a: keeping.client(keeper), b: keeping.client(keeper) },
  bounds: { until: 8, horizon: 28, durations: [3], deferrals: [1] },
  outcomes: {
    ...keeping.guarantees(),
    ...telling,
    kept: always('who keeps up its lease does not lose the lock', (world) => world.observed<Told>('told').length <= 1),
    one: eventually('one of the two has it', (world) => world.observed<Told>('told').length === 1),
  },
  survives: [{ drops: 2, dups: 1, skews: 1, depth: 2 }, { defers: 1, isolations: 1, depth: 2 }],
});

const passing = lockService({ lease: 6, heartbeat: 2 });

/** Wants the lock for good, and writes as long as it has it; knows how often it has started. */
const holder = component({
  state: () => ({ token: undefined as number | undefined, kept: 0 }),
  disk: () => ({ starts: 0 }),
  start(node) {
    node.disk.starts++;
    node.record('told', { what: 'started', token: 0 });
    node.send('lock', 'acquire', file);
  },
  on: {
    acquired(node, { token }) {
      node.state.token = token;
      node.record('told', { what: 'acquired', token });
      node.record('acquired by', { token, start: `${node.id} ${node.disk.starts}` });
      node.after(1, 'write');
    },
    lost(node, { token }) {
      node.state.token = undefined;
      node.record('told', { what: 'lost', token });
    },
    kept: (node, { token }) => void (node.state.kept = token),
    seen: (node) => node.record('seen'),
  },
  timers: {
    write(node) {
      const { token } = node.state;
      if (token === undefined) return;
      node.send('storage', 'write', { token });
      node.send('storage', 'look');
      node.after(2, 'write');
    },
  },
});

/** Keeps what it is sent, and says so. */
const storage = component({
  on: {
    write: (node, { token }, from) => node.send(from, 'kept', { token }),
    look: (node, _, from) => node.send(from, 'seen'),
  },
});

const fenced = fencing(storage, { tokenOf: (type, body: Write) => (type === 'write' ? body.token : undefined) });

/** What nobody says who has started only now belongs to the one that it was before. */
function isOfOneStart(world: World): boolean {
  const all = world.observed<{ token: number; start: string }>('acquired by').map(({ value }) => value);
  return all.every(({ token, start }) => all.every((other) => other.token !== token || other.start === start));
}

const lives = (world: World): boolean => world.alive('lock') && world.alive('storage') && world.living(holder).length > 0;

const passed = { lock: passing.service, a: passing.client(holder), b: passing.client(holder), storage: fenced };
const { oneHolder, ...ofService } = passing.guarantees();

/** What holds of a lock that passes on, whatever fails. */
const passingOn = {
  ...ofService,
  ...fencingGuarantees(),
  ...telling,
  ofOneStart: always('each token is told to one start of one client', isOfOneStart),
  works: eventually('one that lives has the lock, and its writes are kept', (world) => world.living(holder).some(({ token, kept }) => token !== undefined && kept === token), { given: lives }),
  seen: eventually('who asks without a token is answered as well', (world) => world.observed('seen').length > 0, { given: lives }),
};

/** What holds of it unless somebody pauses, and does not notice that it has lost the lock. */
const noticed = {
  oneHolder,
  believers: mutualExclusion({ title: 'no two are told that they have the lock', holders: (world) => (world.living(holder).filter(({ token }) => token !== undefined).length > 1 ? ['file', 'file'] : []) }),
};

/** A lock that passes from one to the other when its holder is cut off, stops or starts again. */
export const passedLock = exercise({
  name: 'passed-lock',
  nodes: passed,
  outcomes: { ...passingOn, ...noticed },
  bounds: { until: 9, horizon: 40, durations: [8] },
  survives: [{ isolations: 1, skews: 1, depth: 2 }, { crashes: 1, drops: 1, depth: 2 }],
});

/** The same where all may start again, before and after a lease has ended. */
export const restartedHolder = exercise({
  name: 'restarted-holder',
  nodes: passed,
  outcomes: { ...passingOn, ...noticed },
  bounds: { until: 9, horizon: 40, durations: [2, 8] },
  survives: [{ restarts: 1 }],
});

/** The same with a holder that pauses. */
export const pausedHolder = exercise({
  name: 'paused-holder',
  nodes: passed,
  outcomes: passingOn,
  bounds: { until: 9, horizon: 40, durations: [4, 8] },
  survives: [{ pauses: 1 }],
});

const waiting = lockService({ lease: 6, heartbeat: 1 });

/** A lock whose holder stops, and for which another asks at every tick. */
export const awaitedLock = exercise({
  name: 'awaited-lock',
  nodes: { lock: waiting.service, a: waiting.client(keeper), b: waiting.client(keeper) },
  bounds: { until: 9, horizon: 30 },
  outcomes: {
    ...waiting.guarantees(),
    soon: always('the next holder has the lock as soon as the lease has ended', (world) => {
      const events = world.observed<{ holder: string }>('lock');
      return events.every(({ tick, value }, place) => place === 0 || value.holder === events[place - 1]!.value.holder || tick <= events[place - 1]!.tick + 6);
    }),
    passes: eventually('one that lives has the lock', (world) => ['a', 'b'].some((client) => world.alive(client) && toldTo(world, client).length === 1), { given: (world) => world.alive('lock') }),
  },
  survives: [{ crashes: 1 }],
});

const giving = lockService({ lease: 20, heartbeat: 4 });

/** Takes the lock, and gives it back before it can have it. */
const fickle = component({
  start(node) {
    node.send('lock', 'hello', 'lock');
    node.send('shop', 'hello', 'shop');
    node.send('shop', 'acquire', file);
    node.send('shop', 'release', file);
    node.send('lock', 'acquire', file);
    node.send('lock', 'release', file);
  },
  on: { acquired: (node, { token }) => node.record('had', token), lost: () => {}, hello: (node, word) => node.record('heard', word) },
});

/** Takes the lock, gives it back, and wants it again at once: to keep it, or to give it back once more. */
const returner = (keeps: boolean) =>
  component({
    state: () => ({ times: 0 }),
    start: (node) => node.after(2, 'again'),
    on: {
      acquired(node, { token }) {
        node.record('had', token);
        node.state.times++;
        if (node.state.times === 1) node.after(1, 'again');
        if (node.state.times === 1 || !keeps) node.send('lock', 'release', file);
      },
      lost: () => {},
    },
    timers: { again: (node) => node.send('lock', 'acquire', file) },
  });

/** Notes what it is told: a node where `acquire` and `release` mean something else, or another part of the service's node. */
const shop = component({
  on: {
    acquire: (node, { lock }) => node.record('heard', `acquire ${lock}`),
    release: (node, { lock }) => node.record('heard', `release ${lock}`),
    hello(node, word, from) {
      node.record('heard', word);
      node.send(from, 'hello', `${word} answers`);
    },
  },
});

const bell = component({ on: { hello: (node, word) => node.record('heard', word) } });

const returned = { lock: compose({ service: giving.service, bell }), shop, a: giving.client(fickle), b: giving.client(returner(false)), c: giving.client(returner(false)) };
const said = ['lock', 'shop', 'shop answers', 'acquire file', 'release file'];

/** A lock that is given back before its lease ends, beside other things that are said. */
export const returnedLock = exercise({
  name: 'returned-lock',
  nodes: returned,
  outcomes: {
    ...giving.guarantees(),
    had: eventually('each that wants it has had it before a lease has passed', (world) => ['b', 'c'].every((id) => world.observed('had').some(({ node, tick }) => node === id && tick < 20))),
    heard: eventually('what is not for the service is heard by whom it is for', (world) => said.every((word) => world.observed('heard').some(({ value }) => value === word))),
  },
  bounds: { until: 12, horizon: 60 },
  survives: [{ dups: 1, skews: 1, depth: 2 }],
});

/** The same where what is said may be lost, and all may start again. */
export const returnedInVain = exercise({
  name: 'returned-in-vain',
  nodes: returned,
  outcomes: { ...giving.guarantees() },
  bounds: { until: 12, horizon: 60, durations: [2] },
  survives: [{ drops: 1, restarts: 1, depth: 2 }],
});

/** Whoever has wanted a lock before asks for it no more often than others. */
export const calmReturner = exercise({
  name: 'calm-returner',
  nodes: { lock: giving.service, a: giving.client(returner(true)) },
  outcomes: {
    calm: always('a lease is not kept up more often than once a heartbeat', (world) => {
      const events = world.observed<{ token: number; event: string }>('lock').filter(({ value }) => value.event === 'granted');
      return events.every(({ tick, value }, place) => place === 0 || value.token !== events[place - 1]!.value.token || tick >= events[place - 1]!.tick + 4);
    }),
  },
  bounds: { until: 12, horizon: 60, durations: [2] },
  survives: [{ skews: 1, restarts: 1 }],
});

const hasty = lockService({ lease: 12, heartbeat: 1 });

/** A lock that is given back and wanted again while answers to earlier attempts are still under way. */
export const overtakenAnswers = exercise({
  name: 'overtaken-answers',
  nodes: { lock: hasty.service, a: hasty.client(returner(true)), b: hasty.client(returner(true)) },
  outcomes: {
    ...hasty.guarantees(),
    rising: always('whoever is told that it has the lock has a higher token than all before', (world) => world.observed<number>('had').every(({ value }, place, all) => place === 0 || value > all[place - 1]!.value)),
  },
  bounds: { until: 10, horizon: 24, deferrals: [1, 2] },
  survives: [{ defers: 1, dups: 1, depth: 1 }],
});

/** The same for one client, whose earlier attempts may be late as well. */
export const lateAttempts = exercise({
  name: 'late-attempts',
  nodes: { lock: hasty.service, a: hasty.client(returner(true)) },
  outcomes: {
    ...hasty.guarantees(),
    once: always('it is told once for each time that it wants the lock', (world) => world.observed('had').length <= 2),
  },
  bounds: { until: 10, horizon: 24, deferrals: [1, 2, 3] },
  survives: [{ defers: 1 }],
});
