import { describe, expect, it } from 'vitest';
import { protocol } from 'clew';
import { agreement, conserved, converged, decide, mutualExclusion } from 'clew/checkers';
import { searched } from './searched.ts';

type Messages = { say: string; heard: null; take: number; request: null; grant: null; release: null };
const { component } = protocol<Messages, { repeat: null; leave: null; revoke: null }>();

describe('convergence', () => {
  const listener = component({
    state: () => ({ words: new Set<string>() }),
    on: {
      say(node, word, from) {
        node.state.words.add(word);
        node.send(from, 'heard');
      },
    },
  });
  const speaker = (repeats: boolean) =>
    component({
      state: () => ({ words: new Set(['x']), heard: false }),
      start(node) {
        node.send('b', 'say', 'x');
        if (repeats) node.after(3, 'repeat');
      },
      on: { heard: (node) => void (node.state.heard = true) },
      timers: {
        repeat(node) {
          if (node.state.heard) return;
          node.send('b', 'say', 'x');
          node.after(3, 'repeat');
        },
      },
    });
  const alike = converged({ copies: ({ nodes }) => [nodes.a.state.words, nodes.b.state.words] });

  it('survives losses where the speaker repeats', () => expect(searched({ a: speaker(true), b: listener }, alike, { drops: 2 }).verdict).toBe('survives'));

  it('is broken by one where it does not', () => {
    const { sets, compared } = searched({ a: speaker(false), b: listener }, alike, { drops: 1 });
    expect(sets).toEqual(['drop:a:b:say@1']);
    expect(compared).toEqual({ expected: [new Set(['x']), new Set(['x'])], actual: [new Set(['x']), new Set()] });
  });
});

describe('agreement', () => {
  /** Decides on the first word it hears, or on its own when none comes in time. */
  const follower = (own: string | undefined) =>
    component({
      state: () => ({ decided: false }),
      start: (node) => own !== undefined && node.after(3, 'repeat'),
      on: {
        say(node, word) {
          if (!node.state.decided) decide(node, word);
          node.state.decided = true;
        },
      },
      timers: {
        repeat(node) {
          if (!node.state.decided) decide(node, own);
          node.state.decided = true;
        },
      },
    });
  const leader = component({ start: (node) => node.broadcast('say', 'x') });

  it('survives losses where those who have not heard do not decide', () => {
    expect(searched({ leader, a: follower(undefined), b: follower(undefined) }, agreement(), { drops: 2 }).verdict).toBe('survives');
  });

  it('is broken by one where they decide on their own', () => {
    const { sets, compared } = searched({ leader, a: follower(undefined), b: follower('y') }, agreement(), { drops: 1 });
    expect(sets).toEqual(['drop:leader:b:say@1']);
    expect(compared).toEqual({ expected: ['x'], actual: ['x', 'y'] });
  });

  it('leaves out whoever has not decided', () => {
    const decisions = agreement({ decisions: (world) => ['a', 'b'].map((id): unknown => world.nodes[id].state.word) });
    const hearer = component({ state: () => ({ word: undefined as string | undefined }), on: { say: (node, word) => void (node.state.word = word) } });
    expect(searched({ leader, a: hearer, b: hearer }, decisions, { drops: 1 }).verdict).toBe('survives');
  });
});

describe('mutual exclusion', () => {
  /** Gives the lock to one after the other; one that is impatient takes it back on its own after a while. */
  const lock = (impatient: boolean) =>
    component({
      state: () => ({ waiting: [] as string[], held: false }),
      on: {
        request(node, _, from) {
          if (node.state.held) return void node.state.waiting.push(from);
          node.state.held = true;
          node.send(from, 'grant');
          if (impatient) node.after(6, 'revoke');
        },
        release: (node) => passOn(node),
      },
      timers: { revoke: (node) => passOn(node) },
    });
  function passOn(node: { readonly state: { waiting: string[]; held: boolean }; readonly send: (to: string, type: 'grant') => void; readonly cancel: (timer: 'revoke') => void }) {
    node.cancel('revoke');
    const next = node.state.waiting.shift();
    node.state.held = next !== undefined;
    if (next !== undefined) node.send(next, 'grant');
  }
  const worker = component({
    state: () => ({ holds: false }),
    start: (node) => node.send('lock', 'request'),
    on: {
      grant(node) {
        node.state.holds = true;
        node.after(2, 'leave');
      },
    },
    timers: {
      leave(node) {
        node.state.holds = false;
        node.send('lock', 'release');
      },
    },
  });
  const one = mutualExclusion({ holders: (world) => ['a', 'b'].filter((id) => world.alive(id) && Boolean(world.nodes[id].state.holds)) });

  it('survives losses where the lock waits for the release', () => expect(searched({ lock: lock(false), a: worker, b: worker }, one, { pauses: 1, drops: 1, depth: 2, durations: [7] }).verdict).toBe('survives'));

  it('is broken by a pause where it does not', () => {
    const { sets, compared } = searched({ lock: lock(true), a: worker, b: worker }, one, { pauses: 1, durations: [7] });
    expect(sets).toEqual(['pause:a/leave@1~7', 'pause:a/lock:grant@1~7']);
    expect(compared).toEqual({ expected: ['a'], actual: ['a', 'b'] });
  });
});

describe('conservation', () => {
  const account = (opening: number, payee?: string) =>
    component({
      state: () => ({ balance: opening }),
      start(node) {
        if (payee === undefined) return;
        node.state.balance -= 40;
        node.send(payee, 'take', 40);
      },
      on: { take: (node, amount) => void (node.state.balance += amount) },
    });
  const amounts = (world: { readonly nodes: any }): number[] => [world.nodes.a.state.balance, world.nodes.b.state.balance];

  it('is broken by a transfer that is lost, and one that comes twice', () => {
    const { sets, compared } = searched({ a: account(100, 'b'), b: account(0) }, conserved({ amounts, total: 100 }), { drops: 1, dups: 1, depth: 1 });
    expect(sets).toEqual(['drop:a:b:take@1', 'dup:a:b:take@1']);
    expect(compared).toEqual({ expected: 100, actual: 60 });
  });

  it('survives where nothing travels', () => expect(searched({ a: account(60), b: account(40) }, conserved({ amounts, total: 100, when: 'always' }), { crashes: 2 }).verdict).toBe('survives'));

  it('does not hold at every moment while something travels', () => {
    expect(() => searched({ a: account(100, 'b'), b: account(0) }, conserved({ amounts, total: 100, when: 'always' }), { drops: 1 })).toThrow('is broken without any fault');
  });
});
