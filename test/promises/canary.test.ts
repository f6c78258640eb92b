import { expect, it } from 'vitest';
import { eventually, protocol } from 'clew';
import { breakingSets, systemOf } from './protocols.ts';

const { component, scenario } = protocol<{ news: null }, { again: null }>();
const receiver = component({ state: () => ({ knows: false }), on: { news: (node) => void (node.state.knows = true) } });
const bounds = { horizon: 8, until: 8, depth: 2, atomicSteps: false, budget: { drop: 1, crash: 1 }, durations: [], deferrals: [] };

const tells = (times: number) =>
  scenario({
    name: `canary/${times}`,
    nodes: {
      a: component({
        start(node) {
          for (let time = 0; time < times; time++) node.after(time, 'again');
        },
        timers: { again: (node) => node.send('b', 'news') },
      }),
      b: receiver,
    },
    outcomes: { told: eventually('b knows, or one of the two is down', (world) => world.nodes.b.state.knows || !world.alive('a') || !world.alive('b')) },
  });

it('a protocol that must break is found broken', () => {
  for (const method of ['cover', 'exhaustive', 'probe'] as const) {
    expect(breakingSets(systemOf({ scenario: tells(1), bounds }), bounds, method), method).toEqual(['drop:a:b:news@1']);
  }
});

it('a protocol that cannot break is not', () => {
  for (const method of ['cover', 'exhaustive'] as const) expect(breakingSets(systemOf({ scenario: tells(2), bounds }), bounds, method)).toEqual([]);
});
