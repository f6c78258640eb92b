import { type BoundsOptions, eventually, protocol, type Scenario } from 'clew';
import { type LogMessages, partitionedLog } from 'clew/components';
import { describe, expect, it } from 'vitest';
import { atLeastOnce } from '../../../src/scenarios/log/at-least-once.ts';
import { atMostOnce } from '../../../src/scenarios/log/at-most-once.ts';
import { exactlyOnce } from '../../../src/scenarios/log/exactly-once.ts';
import { examine } from '../../../src/search/examine.ts';

/** Longer than a session: who is away for so long is no longer a member. */
const durations = [9];

/** All kinds of fault that the log claims to tolerate, two at a time; a kind by itself, and those that meet. */
const tolerated: readonly BoundsOptions[] = [
  { dups: 1, defers: 1, deferrals: [2] },
  { restarts: 1, drops: 1, durations: [4] },
  { pauses: 2, durations },
  { isolations: 2, durations },
  { cuts: 1, skews: 1, durations },
];

const verdictsOf = (scenario: Scenario, bounds: BoundsOptions) => {
  const { outcomes } = examine(scenario, { ...bounds, depth: 2, until: 6, horizon: 34 });
  return outcomes.map(({ name, verdict, certificate: { complete, depth } }) => ({ name, verdict, complete, depth }));
};

describe.each([atLeastOnce, atMostOnce, exactlyOnce])('$name', (scenario) => {
  it.each(tolerated)('keeps all that it promises under %o', (bounds) => {
    const names = ['kept', 'accepted', 'sequenced', 'shared', 'delivered', 'progress'];
    expect(verdictsOf(scenario, bounds)).toEqual(names.map((name) => ({ name, verdict: 'survives', complete: true, depth: 2 })));
  });
});

describe('a producer that is not idempotent', () => {
  const { component, scenario } = protocol<LogMessages<string>>();
  const shop = component({ start: (node) => node.send('log', 'append', { key: 'k', value: 'x' }) });

  it.each([
    [false, 'broken', ['drop:log:shop:produced@1']],
    [true, 'survives', []],
  ] as const)('appends twice when an acknowledgement is lost: idempotent %s, %s', (idempotent, verdict, faults) => {
    const log = partitionedLog({ partitions: ['p'] });
    const once = eventually('there is one record', (world) => world.members(log.broker).every(({ disk }) => disk.store.partitions['p']!.length === 1));
    const shopping = scenario({ name: 'shop/once', nodes: { log: log.broker, shop: log.producer(shop, { idempotent }) }, outcomes: { once } });
    const [outcome] = examine(shopping, { drops: 1, until: 2, horizon: 12 }).outcomes;
    expect(outcome).toMatchObject({ verdict, failureSets: faults.map((token) => ({ faults: token })) });
  });
});

it('keys go to partitions, and stay there', () => {
  const { component, scenario } = protocol<LogMessages<number>>();
  const keys = ['a', 'b', 'c', 'a', 'b', 'c'];
  const shop = component({ start: (node) => { for (const [value, key] of keys.entries()) node.send('log', 'append', { key, value }); } });
  const log = partitionedLog({ partitions: ['p', 'q'] });
  const apart = eventually('each key is in one partition, and both are in use', (world) => {
    const places = world.members(log.broker).flatMap(({ disk }) => Object.values(disk.store.partitions).flat());
    const used = new Set(places.map(({ partition }) => partition));
    return used.size === 2 && new Set(places.map(({ key, partition }) => `${key} ${partition}`)).size === 3;
  });
  const shopping = scenario({ name: 'shop/keys', nodes: { log: log.broker, shop: log.producer(shop) }, outcomes: { apart } });
  expect(examine(shopping, { drops: 1, until: 2, horizon: 12 }).outcomes[0]).toMatchObject({ verdict: 'survives' });
});
