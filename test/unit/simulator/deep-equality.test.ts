import assert, { deepStrictEqual } from 'node:assert';
import util, { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { always, eventually } from '../../../src/simulator/outcome.ts';
import { protocol } from '../../../src/simulator/scenario.ts';
import { play } from './play.ts';

type Anything = ReturnType<typeof JSON.parse>;

const { component, scenario } = protocol<{ ping: Anything }, { tick: Anything }>();

const make = () => ({ map: new Map<unknown, unknown>([['k', { n: [1] }]]), other: new Map<unknown, unknown>([['k', { n: [1] }]]), set: new Set<unknown>([1, { k: 1 }]), list: [{ n: 1 }], object: { a: new Map([[1, new Set([2])]]) } as Record<string, unknown> });
type State = ReturnType<typeof make>;

const comparisons: readonly (readonly [string, boolean, (state: State) => boolean])[] = [
  ['two equal Maps', true, ({ map, other }) => isDeepStrictEqual(map, other)],
  ['a Map and a literal', true, ({ map }) => isDeepStrictEqual(map, new Map([['k', { n: [1] }]]))],
  ['a Map and another literal', false, ({ map }) => isDeepStrictEqual(map, new Map([['k', { n: [2] }]]))],
  ['a literal and a Map', true, ({ map }) => util.isDeepStrictEqual(new Map([['k', { n: [1] }]]), map)],
  ['a Map and an empty one', false, ({ map }) => isDeepStrictEqual(map, new Map())],
  ['a Set and a literal', true, ({ set }) => isDeepStrictEqual(set, new Set([{ k: 1 }, 1]))],
  ['a Set and another literal', false, ({ set }) => isDeepStrictEqual(set, new Set([{ k: 2 }, 1]))],
  ['a list and a literal', true, ({ list }) => isDeepStrictEqual(list, [{ n: 1 }])],
  ['a list and another literal', false, ({ list }) => isDeepStrictEqual(list, [{ n: 1 }, 2])],
  ['objects with Maps and Sets in them', true, ({ object }) => isDeepStrictEqual(object, { a: new Map([[1, new Set([2])]]) })],
  ['objects with other Maps and Sets in them', false, ({ object }) => isDeepStrictEqual(object, { a: new Map([[1, new Set([3])]]) })],
  ['a literal with views in it', true, ({ map, list }) => isDeepStrictEqual([map, list], [new Map([['k', { n: [1] }]]), [{ n: 1 }]])],
  ['primitives', true, ({ list }) => isDeepStrictEqual(list.length, 1)],
  ['things that clew does not track', true, () => isDeepStrictEqual(new Date(5), new Date(5))],
  ['a Map by assert', true, ({ map, other }) => holds(() => deepStrictEqual(map, other))],
  ['another Map by assert', false, ({ map }) => holds(() => assert.deepStrictEqual(map, new Map()))],
  ['another Set by assert', true, ({ set }) => holds(() => assert.notDeepStrictEqual(set, new Set([1])))],
];

function holds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof assert.AssertionError) return false;
    throw error;
  }
}

describe("Node's deep comparison", () => {
  it.each(comparisons)('of %s gives the right answer: %s', (_, answer, compare) => {
    const comparing = component({ state: make, disk: make, start: (node) => [node.record('state', compare(node.state)), node.record('disk', compare(node.disk))] });
    const asked: boolean[] = [];
    const outcome = eventually('asked', (world) => asked.push(compare(world.nodes.a.state as State)) > 0);
    expect(compare(make())).toBe(answer);
    expect(play(scenario({ name: 'test/equal', nodes: { a: comparing }, outcomes: { outcome } })).recorded()).toEqual([answer, answer]);
    expect(asked).toEqual([answer]);
    expect(compare(make())).toBe(answer);
  });

  it('is a read of all that is compared', () => {
    const changing = component({ state: () => ({ map: new Map([['k', new Set([1])]]) }), start: (node) => node.after(3, 'tick'), timers: { tick: (node) => void node.state.map.get('k')!.add(2) } });
    const outcome = always('unchanged', (world) => isDeepStrictEqual(world.nodes.a.state.map, new Map([['k', new Set([1])]])));
    const { run } = play(scenario({ name: 'test/read', nodes: { a: changing }, outcomes: { outcome } }));
    expect(run.judgements[0]).toMatchObject({ good: false, brokenAtTick: 3 });
    expect(run.trace.outcomeReads[0]!.length).toBeGreaterThan(0);
  });
});
