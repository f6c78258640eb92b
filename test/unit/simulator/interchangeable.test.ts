import { describe, expect, it } from 'vitest';
import { parseFault } from '../../../src/simulator/failure-set.ts';
import { checkInterchangeable, inverseOf, renamedFault, renamedLane, renamingsOf } from '../../../src/simulator/interchangeable.ts';
import { eventually } from '../../../src/simulator/outcome.ts';
import { protocol, type ScenarioDefinition } from '../../../src/simulator/scenario.ts';
import type { Component } from '../../../src/simulator/component.ts';
import { mistakeOf } from './play.ts';

const swapped = new Map([['b', 'c'], ['c', 'b']]);

describe('the image of a fault', () => {
  it.each([
    ['drop:a:b:vote@2', 'drop:a:c:vote@2'],
    ['drop:b:c:b@1', 'drop:c:b:b@1'],
    ['dup:b:a:vote@1', 'dup:c:a:vote@1'],
    ['defer:c:b:vote@1~2', 'defer:b:c:vote@1~2'],
    ['crash:b/a:vote@1', 'crash:c/a:vote@1'],
    ['crash:a/b:vote@3.2', 'crash:a/c:vote@3.2'],
    ['crash:b/until', 'crash:c/until'],
    ['crash:b/start', 'crash:c/start'],
    ['restart:b/c@1~4', 'restart:c/c@1~4'],
    ['pause:c/c:b@1~4', 'pause:b/b:b@1~4'],
    ['isolate:a/b:vote@1~5', 'isolate:a/c:vote@1~5'],
    ['skew:b~5', 'skew:c~5'],
    ['cut:a,b:c,d@7~5', 'cut:a,c:b,d@7~5'],
    ['cut:b:c@0~1', 'cut:b:c@0~1'],
    ['drop:a:bb:vote@1', 'drop:a:bb:vote@1'],
  ])('of %s is %s, and the other way round', (token, image) => {
    expect(renamedFault(parseFault(token), swapped).token).toBe(image);
    expect(renamedFault(parseFault(image), inverseOf(swapped)).token).toBe(token);
  });

  it('is on the image of its lane', () => {
    expect(['a:b:b', 'b/b', 'c:b:vote'].map((lane) => renamedLane(lane, swapped))).toEqual(['a:c:b', 'c/b', 'b:c:vote']);
    const fault = parseFault('crash:a/b:vote@1');
    expect(renamedFault(fault, swapped).lane).toBe(renamedLane(fault.lane, swapped));
  });
});

it('all renamings within two groups, but for the one that changes nothing', () => {
  expect(renamingsOf([['b', 'c', 'd'], ['x', 'y']])).toHaveLength(11);
});

describe('nodes that cannot be interchangeable are a mistake', () => {
  const { component, scenario } = protocol<{ vote: null }>();
  const receiver = component({ on: { vote: () => {} } });
  const sender = component({ start: (node) => node.broadcast('vote') });
  const nodes = { a: sender, b: receiver, c: receiver, d: receiver };
  const found = (more: Partial<ScenarioDefinition<{ [id: string]: Component }, string>>) =>
    mistakeOf(() => checkInterchangeable(scenario<{ [id: string]: Component }, string>({ name: 'test/alike', nodes, outcomes: { fine: eventually('fine', () => true) }, ...more })));

  it.each<readonly [string, string, string, Parameters<typeof found>[0]]>([
    ['a node that is not there', 'CLEW_UNKNOWN_NODE', 'test/alike declares a node "bb" interchangeable that it does not have', { interchangeable: [['bb', 'c']] }],
    ['a node twice', 'CLEW_BAD_SCENARIO', 'test/alike declares b interchangeable twice', { interchangeable: [['b', 'c'], ['d', 'b']] }],
    ['a group of one', 'CLEW_BAD_SCENARIO', 'test/alike declares b alone interchangeable', { interchangeable: [['b']] }],
    ['a group of none', 'CLEW_BAD_SCENARIO', 'test/alike declares no node interchangeable', { interchangeable: [[]] }],
    ['different components', 'CLEW_BAD_SCENARIO', 'test/alike declares a and b interchangeable, which run different components', { interchangeable: [['a', 'b']] }],
    ['different links', 'CLEW_BAD_SCENARIO', 'test/alike declares nodes interchangeable whose links differ: a → b takes 3, and a → c takes 1 ticks', { interchangeable: [['b', 'c']], links: [{ from: 'a', to: 'b', latency: 3 }] }],
    ['too many', 'CLEW_BAD_SCENARIO', 'test/alike has 5040 ways to rename its interchangeable nodes, and 720 are looked at', { nodes: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => [id, receiver])), interchangeable: [['a', 'b', 'c', 'd', 'e', 'f', 'g']] }],
  ])('%s', (_, code, what, more) => {
    const mistake = found(more);
    expect([mistake.code, mistake.what]).toEqual([code, what]);
  });

  it('links that are alike are none', () => {
    const links = ['b', 'c', 'd'].map((to) => ({ from: 'a', to, latency: 3 }));
    expect(() => checkInterchangeable(scenario<{ [id: string]: Component }, string>({ name: 'test/alike', nodes, links, interchangeable: [['b', 'c', 'd']], outcomes: { fine: eventually('fine', () => true) } }))).not.toThrow();
  });
});
