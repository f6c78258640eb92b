// Every way of reading and writing that JavaScript has, also those that nobody should use.
/* oxlint-disable typescript/require-array-sort-compare, eslint/no-self-assign */
import { describe, expect, it } from 'vitest';
import { EffectKind } from '../../../src/lineage/effects.ts';
import { TrackedState } from './tracked-state.ts';

const make = () => ({
  count: 0,
  votes: {} as Record<string, string>,
  list: [] as number[],
  objects: [] as { n: number }[],
  map: new Map<unknown, unknown>(),
  set: new Set<unknown>(),
  deep: {} as Record<string, Record<string, number>>,
});

type State = ReturnType<typeof make>;

/** Takes the steps, then one more that looks; returns whose writes it has read. */
function readsAfter(steps: readonly ((state: State) => unknown)[], look: (state: State) => unknown): number[] {
  const tracked = new TrackedState(make(), 'state', 1);
  for (const step of steps) tracked.step(step);
  const reads = tracked.readBy(look);
  // An outcome that looks the same way reads the same.
  expect(tracked.seenBy(look)).toEqual(reads);
  return reads;
}

const vote = (who: string, what = 'yes') => (state: State) => (state.votes[who] = what);
const push = (item: number) => (state: State) => state.list.push(item);
const put = (key: unknown, value: unknown = 1) => (state: State) => state.map.set(key, value);
const add = (member: unknown) => (state: State) => state.set.add(member);

describe('a step reads', () => {
  it('what the last writer of the cell wrote', () => {
    expect(readsAfter([vote('b'), vote('c'), vote('b', 'no')], ({ votes }) => votes.b)).toEqual([2]);
  });

  it('nothing where the cell still has its initial value', () => {
    expect(readsAfter([vote('b')], ({ count }) => count)).toEqual([]);
  });

  it('the step that deleted, where a key is absent', () => {
    const steps = [vote('b'), ({ votes }: State) => delete votes.b];
    for (const look of [({ votes }: State) => votes.b, ({ votes }: State) => 'b' in votes, ({ votes }: State) => Object.hasOwn(votes, 'b')]) expect(readsAfter(steps, look)).toEqual([1]);
  });

  it('the step that deleted, where a Map or Set answers no', () => {
    expect(readsAfter([put('x'), ({ map }) => map.delete('x')], ({ map }) => map.has('x'))).toEqual([1]);
    expect(readsAfter([put('x'), ({ map }) => map.clear()], ({ map }) => map.get('x'))).toEqual([1]);
    expect(readsAfter([add('x'), ({ set }) => set.delete('x')], ({ set }) => set.has('x'))).toEqual([1]);
    expect(readsAfter([add('x'), ({ set }) => set.clear()], ({ set }) => set.has('x'))).toEqual([1]);
  });

  it('nobody, where nobody has ever touched the key', () => {
    expect(readsAfter([vote('c'), put('y'), add('y')], ({ votes, map, set }) => [votes.b, 'b' in votes, map.has('x'), set.has('x')])).toEqual([]);
  });

  it('the step that deleted, also where the prototype has a method of that name', () => {
    expect(readsAfter([vote('constructor'), ({ votes }) => delete (votes as { constructor?: unknown }).constructor], ({ votes }) => typeof votes.constructor)).toEqual([1]);
  });

  it('every change of a list, by asking for its size', () => {
    expect(readsAfter([push(1), push(2), push(3)], ({ list }) => list.length)).toEqual([0, 1, 2]);
    expect(readsAfter([put('x'), put('y'), put('x', 2), ({ map }) => map.delete('y')], ({ map }) => map.size)).toEqual([0, 1, 3]);
    expect(readsAfter([add('x'), add('y'), add('x'), ({ set }) => set.delete('y')], ({ set }) => set.size)).toEqual([0, 1, 3]);
    expect(readsAfter([vote('b'), vote('c'), ({ votes }) => delete votes.b], ({ votes }) => Reflect.ownKeys(votes))).toEqual([0, 1, 2]);
  });

  it('no values, by asking for keys alone', () => {
    expect(readsAfter([put('x'), put('y'), put('x', 2)], ({ map }) => [...map.keys()])).toEqual([0, 1]);
  });

  it('every change of the list and every value, by iterating', () => {
    const steps = [put('x'), put('y'), put('x', 2)];
    for (const look of [
      ({ map }: State) => [...map],
      ({ map }: State) => [...map.values()],
      ({ map }: State) => map.forEach(() => {}),
      ({ map }: State) => new Map(map),
      ({ map }: State) => Object.fromEntries(map as Map<string, unknown>),
      // Even of the first alone: that it is the first says that no other was before it.
      ({ map }: State) => map.entries().next(),
    ]) expect(readsAfter(steps, look)).toEqual([0, 1, 2]);
  });

  it('the whole of an object, by spreading or listing it', () => {
    const steps = [vote('b'), vote('c'), vote('b', 'no')];
    for (const look of [
      ({ votes }: State) => ({ ...votes }),
      ({ votes }: State) => Object.entries(votes),
      ({ votes }: State) => Object.values(votes),
      ({ votes }: State) => Object.assign({}, votes),
      ({ votes }: State) => JSON.stringify(votes),
      ({ votes: { b, ...rest } }: State) => [b, rest],
      ({ votes }: State) => { for (const key in votes) if (votes[key] === 'maybe') return key; return ''; },
    ]) expect(readsAfter(steps, look)).toEqual([0, 1, 2]);
  });

  it('only what it takes out, by destructuring', () => {
    expect(readsAfter([vote('b'), vote('c')], ({ votes: { c } }) => c)).toEqual([1]);
  });

  it('a whole list, by searching, sorting or copying it', () => {
    const steps = [push(1), push(2), ({ list }: State) => (list[0] = 5)];
    for (const look of [
      ({ list }: State) => list.includes(2),
      ({ list }: State) => list.indexOf(7),
      ({ list }: State) => list.lastIndexOf(5),
      ({ list }: State) => [...list],
      ({ list }: State) => list.toSorted(),
      ({ list }: State) => list.map((item) => item),
      ({ list }: State) => list.join(),
      ({ list }: State) => list.slice(),
      ({ list }: State) => structuredCloneOf(list),
    ]) expect(readsAfter(steps, look)).toEqual([0, 1, 2]);
  });

  it('the size and one item, by asking for the last', () => {
    expect(readsAfter([push(1), push(2), ({ list }) => (list[0] = 5)], ({ list }) => list.at(-1))).toEqual([0, 1]);
  });

  it('one item alone, by its index', () => {
    expect(readsAfter([push(1), push(2)], ({ list }) => list[1])).toEqual([1]);
  });

  it('the step that cut a list short, where an item is gone', () => {
    expect(readsAfter([push(1), push(2), ({ list }) => (list.length = 1)], ({ list }) => list[1])).toEqual([2]);
    expect(readsAfter([push(1), ({ list }) => list.pop()], ({ list }) => list[0])).toEqual([1]);
  });

  it('the step that put a container in its place, with everything in it', () => {
    expect(readsAfter([({ deep }) => (deep.b = { n: 1 }), ({ deep }) => (deep.b!.n = 2)], ({ deep }) => deep.b!.m)).toEqual([0]);
    expect(readsAfter([({ deep }) => (deep.b = { n: 1 }), ({ deep }) => (deep.b!.n = 2)], ({ deep }) => deep.b!.n)).toEqual([0, 1]);
  });

  it('who moved a container, and who filled it', () => {
    const steps = [put('x', { n: 1 }), ({ map }: State) => ((map.get('x') as { n: number }).n = 2), ({ map, deep }: State) => (deep.moved = map.get('x') as Record<string, number>)];
    expect(readsAfter(steps, ({ deep }) => deep.moved!.n)).toEqual([1, 2]);
  });

  it('what was written by another path', () => {
    const steps = [put('x', { n: 1 }), ({ map, deep }: State) => (deep.alias = map.get('x') as Record<string, number>), ({ deep }: State) => (deep.alias!.n = 5)];
    expect(readsAfter(steps, ({ map }) => (map.get('x') as { n: number }).n)).toEqual([0, 2]);
  });

  it('what a Map has under a container, whichever way the container is reached', () => {
    const steps = [({ objects }: State) => objects.push({ n: 1 }), ({ map, objects }: State) => map.set(objects[0], 'first'), ({ map, objects }: State) => map.delete(objects[0])];
    expect(readsAfter(steps, ({ map, objects }) => map.has(objects[0]))).toEqual([0, 2]);
  });
});

describe('a step does not read', () => {
  it('its own writes', () => {
    expect(new TrackedState(make()).readBy((state) => {
      state.votes.b = 'yes';
      state.list.push(1, 2);
      state.map.set('x', { n: 1 });
      state.set.add('u');
      return [state.votes.b, state.list.length, [...state.map], [...state.set], Object.keys(state.votes), (state.map.get('x') as { n: number }).n, state.list.includes(2)];
    })).toEqual([]);
  });

  it('what others wrote before it wrote the cell itself', () => {
    const tracked = new TrackedState(make());
    tracked.step(vote('b'));
    expect(tracked.readBy(({ votes }) => {
      votes.b = 'no';
      return votes.b;
    })).toEqual([]);
  });

  it('what it overwrites, deletes or clears unseen', () => {
    const tracked = new TrackedState(make());
    for (const step of [vote('b'), put('x'), add('u')]) tracked.step(step);
    expect(tracked.readBy(({ votes }) => (votes.b = 'no'))).toEqual([]);
    expect(tracked.readBy(({ votes }) => delete votes.b)).toEqual([]);
    expect(tracked.readBy(({ map }) => map.set('x', 2))).toEqual([]);
    expect(tracked.readBy(({ map }) => map.clear())).toEqual([]);
    expect(tracked.readBy(({ set }) => set.clear())).toEqual([]);
  });

  it('a cell that it reads twice more than once', () => {
    const tracked = new TrackedState(make());
    tracked.step(vote('b'));
    const step = tracked.step(({ votes }) => [votes.b, votes.b, votes.b]);
    expect(tracked.trace.readsTo(step) - tracked.trace.stepReadsFrom[step]!).toBe(1);
  });

  it('anything by being shown on a terminal', async () => {
    const { inspect } = await import('node:util');
    const tracked = new TrackedState(make());
    tracked.step(put('x'));
    tracked.step(add('u'));
    tracked.step((state) => expect(inspect({ map: state.map, set: state.set })).toBe("{ map: Map(1) { 'x' => 1 }, set: Set(1) { 'u' } }"));
    expect(tracked.readBy((state) => inspect(state))).toEqual([]);
  });
});

describe('a write', () => {
  it('rests on what the step has read before it, and not on what it reads after', () => {
    const tracked = new TrackedState(make());
    tracked.step(vote('b'));
    tracked.step(vote('c'));
    const step = tracked.step((state) => {
      state.count = state.votes.b === 'yes' ? 1 : 0;
      return state.votes.c;
    });
    const { trace } = tracked;
    const reads = trace.reads.subarray(trace.stepReadsFrom[step], trace.readsOf(trace.stepEffectsFrom[step]!));
    expect([...reads].map((effect) => trace.effectStep[effect])).toEqual([0]);
  });

  it('of an object rests on the whole step, because the handler may go on filling the object', () => {
    for (const store of [(state: State, fresh: object) => (state.deep.b = fresh as Record<string, number>), (state: State, fresh: object) => state.map.set(fresh, 1), (state: State, fresh: object) => state.set.add(fresh)]) {
      const tracked = new TrackedState(make());
      tracked.step(({ list }) => list.push(7));
      const step = tracked.step((state) => {
        const fresh: Record<string, number> = {};
        store(state, fresh);
        fresh.late = state.list[0]!;
      });
      const { trace } = tracked;
      expect(trace.readsOf(trace.stepEffectsFrom[step]!)).toBe(trace.readsTo(step));
      expect(trace.readsTo(step)).toBeGreaterThan(trace.stepReadsFrom[step]!);
    }
  });

  it('of the value that is there already is a second reason for it, and changes nothing', () => {
    const tracked = new TrackedState(make());
    for (const step of [vote('b'), put('x'), add('u')]) tracked.step(step);
    const first = tracked.trace.effectCount;
    tracked.step(vote('b'));
    tracked.step(put('x'));
    tracked.step(add('u'));
    expect([...tracked.trace.effectKind.subarray(first, tracked.trace.effectCount)]).toEqual([EffectKind.repeat, EffectKind.repeat, EffectKind.repeat]);
    expect(tracked.readBy(({ votes, map, set }) => [votes.b, map.get('x'), set.has('u')])).toEqual([0, 1, 2]);
  });

  it('of the object that is there already is a second reason as well', () => {
    const tracked = new TrackedState(make());
    tracked.step(({ deep }) => (deep.b = { n: 1 }));
    const first = tracked.trace.effectCount;
    tracked.step(({ deep }) => (deep.b = deep.b!));
    expect([...tracked.trace.effectKind.subarray(first, tracked.trace.effectCount)]).toEqual([EffectKind.repeat]);
  });
});

/** As the simulator's structuredClone does. */
function structuredCloneOf(list: readonly number[]): readonly number[] {
  return [...list];
}
