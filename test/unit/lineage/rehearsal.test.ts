import { describe, expect, it } from 'vitest';
import { EffectFlag } from '../../../src/lineage/effects.ts';
import { TrackedState } from './tracked-state.ts';

const make = () => ({ n: 0, list: [] as number[], map: new Map<string, number>(), set: new Set<string>(), votes: {} as Record<string, string> });

type State = ReturnType<typeof make>;

/** Takes the steps, then rehearses; returns whether the rehearsal was silent, and whose writes it counts as having read. */
function rehearsed(steps: readonly ((state: State) => unknown)[], rehearse: (state: State) => unknown, tracked = new TrackedState(make())) {
  for (const step of steps) tracked.step(step);
  const { trace } = tracked;
  trace.beginRehearsal();
  let silent = true;
  try {
    rehearse(tracked.state);
  } catch {
    silent = false;
  }
  silent &&= !trace.refusedWrite;
  trace.endRehearsal(silent);
  const read = new Set<number>();
  for (let effect = 0; effect < trace.effectCount; effect++) if ((trace.effectFlags[effect]! & (EffectFlag.read | EffectFlag.listRead)) !== 0) read.add(trace.effectStep[effect]!);
  return { silent, read: [...read] };
}

const before = [(state: State) => (state.n = 1), ({ map }: State) => map.set('k', 1), ({ set }: State) => set.add('m'), ({ votes }: State) => (votes.b = 'yes'), ({ votes }: State) => delete votes.b];

describe('a rehearsed handler', () => {
  it.each<readonly [string, (state: State) => unknown, number[]]>([
    ['a value that is there', (state) => (state.n = 1), [0]],
    ['an entry that is there', ({ map }) => map.set('k', 1), [1]],
    ['a member that is there', ({ set }) => set.add('m'), [2]],
    ['the end of what is gone', ({ votes }) => delete votes.b, [4]],
    ['the end of an entry that never was', ({ map }) => map.delete('z'), []],
    ['the end of a member that never was', ({ set }) => set.delete('z'), []],
    ['the length that there is', ({ list }) => (list.length = 0), []],
  ])('is silent if it writes %s, and has read why', (_, rehearse, read) => {
    expect(rehearsed(before, rehearse)).toEqual({ silent: true, read });
  });

  it.each<readonly [string, (state: State) => unknown]>([
    ['another value', (state) => (state.n = 2)],
    ['another entry', ({ map }) => map.set('k', 2)],
    ['a new member', ({ set }) => set.add('z')],
    ['an end to what is there', ({ map }) => map.clear()],
    ['to a list', ({ list }) => list.push(1)],
  ])('is not silent if it writes %s, and nothing has changed', (_, rehearse) => {
    const tracked = new TrackedState(make());
    for (const step of before) tracked.step(step);
    const drawing = tracked.drawing();
    expect(rehearsed([], rehearse, tracked)).toEqual({ silent: false, read: [] });
    expect(tracked.drawing()).toBe(drawing);
  });

  it('is not silent if it catches the refusal', () => {
    expect(rehearsed(before, (state) => {
      try {
        state.n = 2;
      } catch {}
    }).silent).toBe(false);
  });

  it('has read what another that was not silent has read before it', () => {
    const tracked = new TrackedState(make());
    expect(rehearsed(before, (state) => (state.list.length = state.n), tracked)).toEqual({ silent: false, read: [] });
    expect(rehearsed([], (state) => state.n, tracked)).toEqual({ silent: true, read: [0] });
  });

  it('that empties what is empty has read who emptied it', () => {
    expect(rehearsed([({ map }) => map.set('k', 1), ({ map }) => map.clear()], ({ map }) => map.clear())).toEqual({ silent: true, read: [0, 1] });
    expect(rehearsed([({ list }) => list.push(1), ({ list }) => list.pop()], ({ list }) => (list.length = 0)).silent).toBe(true);
  });
});
