import { protocol, type Scenario } from 'clew';
import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../../src/gate/agreement-of.ts';
import { changesBetween } from '../../../src/gate/changes-between.ts';
import type { Agreement } from '../../../src/gate/agreement.ts';
import { printAgreement } from '../../../src/gate/print-agreement.ts';
import { sameCourseIn } from '../../../src/gate/same-course.ts';
import { catalog } from '../../../src/scenarios/catalog.ts';
import { acked } from '../../../src/scenarios/delivery/acked.ts';
import { simple } from '../../../src/scenarios/delivery/simple.ts';
import { plain } from '../../../src/scenarios/two-phase-commit/plain.ts';
import { timeout } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import { examine } from '../../../src/search/examine.ts';
import type { BoundsOptions } from '../../../src/simulator/bounds.ts';
import { slower, withGossip } from './refactorings.ts';

const agreements = new Map<Scenario, Agreement>();

/** What a search finds, made once for each scenario without bounds of its own. */
function agreed(scenario: Scenario, options?: BoundsOptions): Agreement {
  const known = options === undefined ? agreements.get(scenario) : undefined;
  const agreement = known ?? agreementOf([{ report: examine(scenario, options), fixed: options ?? {} }]);
  if (options === undefined) agreements.set(scenario, agreement);
  return agreement;
}

function changes(before: Scenario, now: Scenario, options?: BoundsOptions) {
  const same = sameCourseIn(now, options ?? {});
  return changesBetween(agreed(before, options), agreed(now, options), { sameCourse: (_, ...question) => same(...question) }).map(({ direction, outcome, text }) => `${direction} ${outcome ?? ''}: ${text}`);
}

/** One or two of each family that can be searched three times in a second: all of them would take minutes. */
const sampled = ['delivery/simple', 'delivery/acked', '2pc/plain', '2pc/timeout', '3pc/timeout', 'transfer/separate', 'transfer/saga', 'delivery-consumer/naive', 'lock/lease', 'layers/bare', 'primary-backup/at-once', 'crdt/naive-counter', 'confluence/cart-eager', 'cdc/snapshot-only', 'dual-write/both', 'outbox/publish-then-mark', 'seats/at-once', 'saga/no-idempotency-key', 'checkpoint/whole'];
const sample = sampled.map((wanted) => catalog.find(({ name }) => name === wanted)!);

/** A deferral is counted in steps of its receiver, and a gossip that it takes meanwhile is one: there the moments of two faults do shift. */
const withoutDeferrals = sample.filter(({ name }) => name !== 'primary-backup/at-once');

describe('an agreement survives', () => {
  it.each(sample.map((scenario) => [scenario.name, scenario] as const))('a network three times slower: %s', (_, scenario) => {
    const { bounds: { derivedDurations }, ...then } = agreed(scenario).scenarios[0]!;
    const slow = slower(scenario, 3);
    const { bounds: _new, ...now } = agreed(slow).scenarios[0]!;
    // Tokens of faults that last name how long, and that follows the latencies.
    if (derivedDurations === undefined) expect(now).toEqual(then);
    expect(changes(scenario, slow)).toEqual([]);
  });

  it.each(withoutDeferrals.map((scenario) => [scenario.name, scenario] as const))('an unrelated message between all nodes: %s', (_, scenario) => {
    expect(changes(scenario, withGossip(scenario))).toEqual([]);
  });

  it('a change of latencies that the derived durations follow', () => {
    const lasting = { pauses: 1, restarts: 1, isolations: 1, depth: 1 };
    const [then, now] = [agreed(plain, lasting), agreed(slower(plain, 3), lasting)];
    expect(printAgreement(now)).not.toBe(printAgreement(then));
    expect(changes(plain, slower(plain, 3), lasting)).toEqual([]);
  });
});

describe('an agreement does not survive', () => {
  const named = (name: string, scenario: Scenario): Scenario => ({ ...scenario, name });

  it('a timeout that was taken away', () => {
    const lines = changes(named('2pc', timeout), named('2pc', plain));
    expect(lines).toContain('worse termination: a new way to break it: crash:p1/C:prepare@1');
    expect(lines.some((line) => line.includes('fewer faults are enough: drop:p1:C:vote@1 (it took crash:C/timeout@1+drop:p1:C:vote@1)'))).toBe(true);
  });

  it('a repetition that was taken away', () => {
    const lines = changes(named('delivery', acked), named('delivery', simple));
    expect(lines).toContain('worse delivery: survived, and is broken now');
    expect(lines).toContain('worse delivery: a new way to break it: drop:a:b:message@1');
  });

  it('a message that the protocol now depends on', () => {
    expect(changes(ledger(false), ledger(true)).filter((line) => line.startsWith('worse'))).toEqual(['worse kept: a new way to break it: drop:a:b:second@1']);
  });
});

/** b keeps what a sends; with `both`, only once it has heard a second message too. */
function ledger(both: boolean): Scenario {
  const { component, scenario } = protocol<{ first: null; second: null }>();
  const a = component({
    start(node) {
      node.send('b', 'first');
      node.send('b', 'second');
    },
  });
  const b = component({
    state: () => ({ first: false, second: false, kept: false }),
    on: {
      first(node) {
        node.state.first = true;
        if (!both || node.state.second) node.state.kept = true;
      },
      second(node) {
        node.state.second = true;
        if (both && node.state.first) node.state.kept = true;
      },
    },
  });
  return scenario({ name: 'ledger', nodes: { a, b }, bounds: { drops: 1 }, outcomes: { kept: { kind: 'eventually', title: 'b keeps it', holds: (world) => world.nodes.b.state.kept, given: undefined, of: undefined } } });
}
