// Every way of reading and writing that JavaScript has, also those that nobody should use.
/* oxlint-disable typescript/require-array-sort-compare, unicorn/no-array-sort, unicorn/no-array-reverse */
import { describe, expect, it } from 'vitest';
import { TrackedState } from './tracked-state.ts';

const make = () => ({ term: 0, log: [] as { n: number }[], numbers: [3, 1, 2], map: new Map<string, unknown>([['x', 1], ['y', 2]]), set: new Set<unknown>([1, 2]), held: {} as Record<string, unknown> });

type Disk = ReturnType<typeof make>;

const outwardOf = (action: (disk: Disk) => unknown): number => {
  const disk = new TrackedState(make(), 'disk');
  disk.step(action);
  return disk.outward;
};

describe('a disk', () => {
  it.each<readonly [string, number, (disk: Disk) => unknown]>([
    ['a property set', 1, (disk) => (disk.term = 1)],
    ['a property set to what is there', 1, (disk) => (disk.term = 0)],
    ['two properties assigned', 2, (disk) => Object.assign(disk, { term: 1, held: {} })],
    ['a property deleted', 1, (disk) => delete disk.held.x],
    ['push of three', 1, ({ log }) => log.push({ n: 1 }, { n: 2 }, { n: 3 })],
    ['pop', 1, ({ numbers }) => numbers.pop()],
    ['pop of nothing', 1, ({ log }) => log.pop()],
    ['shift', 1, ({ numbers }) => numbers.shift()],
    ['unshift', 1, ({ numbers }) => numbers.unshift(1, 2)],
    ['splice', 1, ({ numbers }) => numbers.splice(0, 2, 7, 8, 9)],
    ['sort', 1, ({ numbers }) => numbers.sort()],
    ['reverse', 1, ({ numbers }) => numbers.reverse()],
    ['fill', 1, ({ numbers }) => numbers.fill(0)],
    ['copyWithin', 1, ({ numbers }) => numbers.copyWithin(0, 1)],
    ['length', 1, ({ numbers }) => (numbers.length = 0)],
    ['Map.set', 1, ({ map }) => map.set('z', 1)],
    ['Map.set of what is there', 1, ({ map }) => map.set('x', 1)],
    ['Map.delete', 1, ({ map }) => map.delete('x')],
    ['Map.clear', 1, ({ map }) => map.clear()],
    ['Set.add', 1, ({ set }) => set.add(3)],
    ['Set.add of what is there', 1, ({ set }) => set.add(1)],
    ['Set.clear', 1, ({ set }) => set.clear()],
    ['a write to what an object on it holds', 2, ({ log }) => [log.push({ n: 1 }), (log[0]!.n = 2)]],
    ['reading', 0, (disk) => [{ ...disk }, disk.numbers.includes(1), [...disk.map], disk.set.size, disk.numbers.toSorted()]],
  ])('counts %s as %i effects that leave the step', (_, count, action) => {
    expect(outwardOf(action)).toBe(count);
  });

  it('counts a write the same whatever it held before: a crash between two effects means the same in every run', () => {
    const disk = new TrackedState(make(), 'disk');
    const counts = [1, 1, 2].map((term) => {
      const before = disk.outward;
      disk.step((view) => [(view.term = term), view.set.add(term), view.map.set('z', term)]);
      return disk.outward - before;
    });
    expect(counts).toEqual([3, 3, 3]);
  });

  it('keeps all writes before a crash and none after, also of a method that writes several cells', () => {
    const disk = new TrackedState(make(), 'disk');
    disk.stopAt = 1;
    expect(() => disk.step((view) => [view.numbers.reverse(), view.numbers.sort(), (view.term = 9)])).toThrow('stopped');
    expect(disk.drawing(disk.state.numbers)).toBe(new TrackedState({ numbers: [2, 1, 3] }).drawing([2, 1, 3]));
    expect(disk.state.term).toBe(0);
  });

  it('copies what is written to it', () => {
    const disk = new TrackedState(make(), 'disk');
    disk.step((view) => {
      const entry = { n: 1 };
      view.log.push(entry);
      entry.n = 2;
      expect(view.log[0]!.n).toBe(1);
      expect(view.log.includes(entry)).toBe(false);
    });
  });

  it('copies what comes from the state', () => {
    const state = new TrackedState({ list: [{ n: 1 }] });
    const disk = state.tracker.root({ list: [] as { n: number }[] }, 'a.disk', true);
    state.step(({ list }) => {
      disk.list = list;
      list[0]!.n = 2;
      expect(disk.list[0]!.n).toBe(1);
      disk.list[0]!.n = 3;
      expect(list[0]!.n).toBe(2);
    });
    expect(state.outward).toBe(2);
  });

  it('does not copy what is on it already: moved or shared, it is the same object', () => {
    const disk = new TrackedState(make(), 'disk');
    disk.step((view) => {
      view.log.push({ n: 1 }, { n: 2 });
      const [first, second] = view.log;
      view.log.reverse();
      view.held.alias = second;
      view.held.list = [first];
      second!.n = 20;
      first!.n = 10;
      expect([view.log[0] === second, view.log[1] === first, (view.held.alias as { n: number }).n, (view.held.list as { n: number }[])[0]!.n]).toEqual([true, true, 20, 10]);
    });
  });

  it('is written through what the state refers to', () => {
    const state = new TrackedState({ log: undefined as { n: number }[] | undefined });
    const disk = state.tracker.root({ log: [] as { n: number }[] }, 'a.disk', true);
    state.step((view) => {
      view.log = disk.log;
      view.log.push({ n: 1 });
      expect(disk.log.length).toBe(1);
    });
    expect(state.outward).toBe(1);
  });
});
