import { describe, expect, it } from 'vitest';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { recordRun } from '../../../src/simulator/recorded-run.ts';
import { always } from '../../../src/simulator/outcome.ts';
import { confluent } from '../../../src/simulator/confluent.ts';
import { protocol } from '../../../src/simulator/scenario.ts';
import { play, roomy } from './play.ts';

const { component, scenario } = protocol<{ word: string }>();

const speaker = component({
  start(node) {
    for (const word of ['one', 'two']) node.send('b', 'word', word);
  },
});

const listener = component({
  state: () => ({ list: [] as string[], set: new Set<string>(), places: new Map<string, { length: number }>(), last: undefined as string | undefined }),
  on: {
    word({ state }, word) {
      state.list.push(word);
      state.set.add(word);
      state.places.set(word, { length: word.length });
      state.last = word;
    },
  },
});

const places = new Map([['one', { length: 3 }], ['two', { length: 3 }]]);

/** Which of these outputs come out as expected under the faults. */
function confluentUnder(faults: string): string[] {
  const state = { a: speaker, b: listener };
  const outcomes = {
    list: confluent('a list', (world) => world.members(listener)[0]!.state.list, ['one', 'two']),
    set: confluent('a set', (world) => world.members(listener)[0]!.state.set, new Set(['two', 'one'])),
    places: confluent('a map', (world) => world.members(listener)[0]!.state.places, places),
    last: confluent('a single value', (world) => world.members(listener)[0]!.state.last, 'two'),
  };
  const { run } = play(scenario({ name: 'test/confluent', nodes: state, outcomes }), faults);
  return Object.keys(outcomes).filter((_, place) => run.judgements[place]!.good);
}

describe('a confluent outcome', () => {
  it('holds where the output is the one expected', () => expect(confluentUnder('none')).toEqual(['list', 'set', 'places', 'last']));

  it('does not mind in which order a Map or a Set was filled', () => expect(confluentUnder('defer:a:b:word@1~1')).toEqual(['set', 'places']));

  it('minds what is missing', () => expect(confluentUnder('drop:a:b:word@1')).toEqual(['last']));

  it('says what was expected, and what came', () => {
    const world = { tick: 3 };
    const outcome = confluent('the tick', ({ tick }) => tick, 4);
    expect(outcome).toMatchObject({ kind: 'eventually', title: 'the tick' });
    expect(outcome.compare?.(world as never)).toEqual({ expected: 4, actual: 3 });
  });

  it.each([
    [1, '1'],
    [undefined, null],
    [[], {}],
    [{ a: 1 }, { a: 1, b: undefined }],
    [['a', 'b'], ['a,b']],
    [new Set([1]), [1]],
  ])('tells %j from %j', (expected, actual) => {
    expect(confluent('it', () => actual as unknown, expected).holds({} as never)).toBe(false);
    expect(confluent('it', () => actual as unknown, actual).holds({} as never)).toBe(true);
  });
});

it('says in a recorded run what was expected, and what came out, and looking is no read', () => {
  const nodes = { a: speaker, b: listener };
  const outcomes = {
    last: confluent('a single value', (world) => world.members(listener)[0]!.state.last, 'two'),
    ends: always('not three words', (world) => world.nodes.b.state.list.length < 3),
  };
  const { simulation } = play(scenario({ name: 'test/compared', nodes, outcomes }));
  const [last, ends] = recordRun(simulation, parseFailureSet('defer:a:b:word@1~1'), roomy).outcomes;
  expect(last).toMatchObject({ goodness: 'bad', compared: { expected: '"two"', actual: '"one"' } });
  expect(last!.reads.map(({ cell }) => cell)).toEqual(['b.state.last']);
  expect(ends).not.toHaveProperty('compared');
  expect(recordRun(simulation, [], roomy).outcomes[0]).not.toHaveProperty('compared');
});
