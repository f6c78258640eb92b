import { always, eventually, protocol } from 'clew';
import { describe, expect, it, vi } from 'vitest';
import { play } from './play.ts';

const { component, scenario } = protocol<{ ping: null; pong: null }>();
const outcomes = { quiet: eventually('a node is there', (world) => world.nodes.a.id === 'a') };

describe('a node that stops inside a step', () => {
  it.each(['finally', 'catch'] as const)('does nothing more, not even in a %s', (way) => {
    const a = component({
      state: () => ({ done: 0 }),
      start(node) {
        try {
          node.send('b', 'ping');
          node.send('b', 'pong');
        } catch (error) {
          if (way === 'finally') throw error;
        } finally {
          node.state.done = 1;
        }
      },
    });
    const stopped = scenario({
      name: 'test/stopped',
      nodes: { a, b: component({ on: { ping: () => {}, pong: () => {} } }) },
      outcomes: { ...outcomes, nothing: always('a has not written', (world) => world.nodes.a.state.done === 0) },
    });
    expect(play(stopped, 'none').memory('a')).toEqual({ done: 1 });
    const { run, memory } = play(stopped, 'crash:a/start.1');
    expect(memory('a')).toEqual({ done: 0 });
    expect(run.breakdowns).toEqual([]);
    expect(run.judgements.map(({ good }) => good)).toEqual([true, true]);
  });
});

it('a handler may print, whatever the console needs for it', () => {
  const printed: unknown[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => {
    process.nextTick(() => {});
    printed.push(Date.now() > 1_700_000_000_000, ...values);
  });
  try {
    const a = component({ state: () => ({ count: 1 }), start: (node) => console.log('count', node.state.count) });
    expect(play(scenario({ name: 'test/printing', nodes: { a }, outcomes }), 'none').run.breakdowns).toEqual([]);
  } finally {
    log.mockRestore();
  }
  expect(printed).toEqual([true, 'count', 1]);
});
