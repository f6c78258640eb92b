import { describe, expect, it } from 'vitest';
import type { AgreedBounds, AgreedOutcome, Agreement } from '../../../src/gate/agreement.ts';
import { type Change, onlyImprovements } from '../../../src/gate/change.ts';
import { changesBetween } from '../../../src/gate/changes-between.ts';
import { agreement, outcome } from './agreements.ts';

const one = 'crash:a/start';
const two = 'drop:a:b:m@1+drop:a:b:m@2';

const lines = (agreed: Agreement, found: Agreement) => changesBetween(agreed, found).map(({ direction, outcome: name = '', text }: Change) => [direction, name, text].join(' | '));
const between = (agreed: readonly AgreedOutcome[], found: readonly AgreedOutcome[], before: Partial<AgreedBounds> = {}, now: Partial<AgreedBounds> = before) => lines(agreement(agreed, before), agreement(found, now));

describe('generated workloads', () => {
  const under = (workload: string | undefined, failureSets: readonly string[]) => outcome('o', failureSets, workload === undefined ? {} : { workload });
  const generated = (outcomes: readonly AgreedOutcome[], count = 100, seed = 1): Agreement => ({ scenarios: agreement(outcomes).scenarios.map((scenario) => ({ ...scenario, workloads: { count, seed } })) });

  it('that are fewer are worse, that are more are better, that are others are not what was agreed', () => {
    expect(lines(generated([under(undefined, [])]), generated([under(undefined, [])], 20))).toEqual(['worse |  | bounds loosened: 100 workloads were tried, now 20']);
    expect(lines(generated([under(undefined, [])], 1), generated([under(undefined, [])]))).toEqual(['better |  | bounds tightened: 1 workload was tried, now 100']);
    expect(lines(generated([under(undefined, [])]), generated([under(undefined, [])], 100, 2))).toEqual(['changed |  | bounds changed: workloads were those of seed 1, now of seed 2']);
  });

  it('that are there no longer, or only now, are a change', () => {
    expect(lines(generated([under(undefined, [])]), agreement([under(undefined, [])]))).toEqual(['changed |  | was searched under generated workloads, now under one']);
    expect(lines(agreement([under(undefined, [])]), generated([under(undefined, [])]))).toEqual(['changed |  | was searched under one workload, now under generated ones']);
  });

  it('of which one breaks an outcome are named with it', () => {
    expect(lines(generated([under(undefined, [])]), generated([under('["ink"]', [one])]))).toEqual(['worse | o | survived, and is broken now under ["ink"]', `worse | o | a new way to break it: ${one}`]);
    expect(lines(generated([under('["ink"]', [one])]), generated([under('["pen"]', [one])]))).toEqual(['changed | o | another smallest workload breaks it: ["pen"] (it was ["ink"])']);
    expect(lines(generated([under('["ink"]', [one])]), generated([under(undefined, [])]))).toEqual(['better | o | was broken, and survives now', `better | o | no longer breaks it: ${one}`]);
  });
});

describe('failure sets', () => {
  it('that are the same are no change', () => {
    expect(between([outcome('o', [one, two])], [outcome('o', [one, two])])).toEqual([]);
  });

  it('that appear are worse', () => {
    expect(between([outcome('o', [one])], [outcome('o', [one, two])])).toEqual([`worse | o | a new way to break it: ${two}`]);
  });

  it('that are gone are better', () => {
    expect(between([outcome('o', [one, two])], [outcome('o', [one])])).toEqual([`better | o | no longer breaks it: ${two}`]);
  });

  it('that need fewer faults are told once, as worse', () => {
    expect(between([outcome('o', [two])], [outcome('o', ['drop:a:b:m@2'])])).toEqual([`worse | o | fewer faults are enough: drop:a:b:m@2 (it took ${two})`]);
  });

  it('that need more faults are better', () => {
    expect(between([outcome('o', ['drop:a:b:m@1'])], [outcome('o', [two])])).toEqual([`better | o | it now takes more: ${two} (drop:a:b:m@1 was enough)`]);
  });

  it('that had not been looked for are not the fault of the protocol, and not as agreed either', () => {
    expect(between([outcome('o', [], { certified: 1 })], [outcome('o', [two])], { depth: 1 }, { depth: 2 })).toEqual([
      'better |  | bounds tightened: sets of up to 1 fault were tried, now of up to 2',
      'changed | o | survived, and is broken now',
      `changed | o | a way to break it that had not been looked for: ${two}`,
    ]);
  });

  it('that are no longer looked for are no improvement', () => {
    expect(between([outcome('o', [two])], [outcome('o', [])], {}, { budget: { crash: 1 } })).toEqual([
      'worse |  | bounds loosened: up to 2 drops were tried, now none',
      'changed | o | was broken, and survives now',
      `changed | o | was not looked for this time: ${two}`,
    ]);
  });

  it('inside a step are not looked for where steps are atomic', () => {
    expect(between([outcome('o', ['crash:a/start.1'])], [outcome('o', [])], {}, { atomicSteps: true })).toContain('changed | o | was not looked for this time: crash:a/start.1');
  });

  it('are the same where only the derived durations have followed the latencies', () => {
    const before = { budget: { pause: 1 }, derivedDurations: [2, 6] };
    const now = { budget: { pause: 1 }, derivedDurations: [3, 7] };
    expect(between([outcome('o', ['pause:a/start~6'])], [outcome('o', ['pause:a/start~7'])], before, now)).toEqual([]);
    expect(between([outcome('o', ['pause:a/start~6'])], [outcome('o', ['pause:a/start~3', 'pause:a/start~7'])], before, now)).toEqual(['worse | o | a new way to break it: pause:a/start~7']);
  });

  it('are different where the durations are the same, and a shorter one is enough', () => {
    expect(between([outcome('o', ['pause:a/start~6'])], [outcome('o', ['pause:a/start~2', 'pause:a/start~6'])], { budget: { pause: 1 }, derivedDurations: [2, 6] })).toEqual(['worse | o | a new way to break it: pause:a/start~2']);
  });
});

describe('verdicts', () => {
  it('that flip are named, with the sets that did it', () => {
    expect(between([outcome('o', [])], [outcome('o', [one])])).toEqual(['worse | o | survived, and is broken now', `worse | o | a new way to break it: ${one}`]);
    expect(between([outcome('o', [one])], [outcome('o', [])])).toEqual(['better | o | was broken, and survives now', `better | o | no longer breaks it: ${one}`]);
  });

  it('that are undecided now are worse, whatever they were', () => {
    expect(between([outcome('o', [])], [outcome('o', [], { verdict: 'undecided', certified: 1 })])).toEqual([
      'worse | o | survived, and is undecided now',
      'worse | o | certificate shrank: sets of up to 2 faults were certified, now sets of up to 1 fault',
    ]);
    expect(between([outcome('o', [one])], [outcome('o', [], { verdict: 'undecided', certified: 0 })])[0]).toBe('worse | o | was broken, and is undecided now');
  });

  it('that are decided at last are better', () => {
    expect(between([outcome('o', [], { verdict: 'undecided', certified: -1 })], [outcome('o', [])])).toEqual([
      'better | o | was undecided, and survives now',
      'better | o | certificate grew: nothing was certified, now sets of up to 2 faults',
    ]);
  });
});

describe('certificates', () => {
  it('that shrink are worse, though the verdict is the same', () => {
    expect(between([outcome('o', [one])], [outcome('o', [one], { certified: 1 })])).toEqual(['worse | o | certificate shrank: sets of up to 2 faults were certified, now sets of up to 1 fault']);
  });

  it('that follow a changed depth are told with the depth', () => {
    expect(between([outcome('o', [])], [outcome('o', [], { certified: 3 })], {}, { depth: 3 })).toEqual(['better |  | bounds tightened: sets of up to 2 faults were tried, now of up to 3']);
  });
});

describe('bounds', () => {
  it.each<[string, Partial<AgreedBounds>, Partial<AgreedBounds>]>([
    ['worse |  | bounds loosened: sets of up to 3 faults were tried, now of up to 2', { depth: 3 }, {}],
    ['worse |  | bounds loosened: up to 1 crash was tried, now none', {}, { budget: { drop: 2 } }],
    ['better |  | bounds tightened: up to 2 drops were tried, now up to 3', {}, { budget: { crash: 1, drop: 3 } }],
    ['worse |  | bounds loosened: crashes inside a step were tried, and no longer are', {}, { atomicSteps: true }],
    ['better |  | bounds tightened: crashes inside a step are now tried as well', { atomicSteps: true }, {}],
    ['worse |  | bounds loosened: something could go wrong until tick 8, now until tick 4', { until: 8 }, { until: 4 }],
    ['changed |  | bounds changed: something could go wrong until tick 8, now until a tick that is derived', { until: 8 }, {}],
    ['changed |  | bounds changed: runs ended at tick 20, now at tick 40', { horizon: 20 }, { horizon: 40 }],
    ['worse |  | bounds loosened: faults lasted 2, 6 ticks, now 6', { durations: [2, 6] }, { durations: [6] }],
    ['better |  | bounds tightened: faults lasted 2 ticks, now 2, 6', { durations: [2] }, { durations: [2, 6] }],
    ['changed |  | bounds changed: faults lasted 2 ticks, now as many as are derived', { durations: [2] }, { derivedDurations: [2] }],
    ['worse |  | bounds loosened: messages were deferred by 1, 2 steps, now 1', { deferrals: [1, 2] }, { deferrals: [1] }],
  ])('%s', (line, before, now) => {
    expect(between([], [], before, now)).toEqual([line]);
  });

  it('that are derived belong to no agreement', () => {
    expect(between([], [], { derivedDurations: [2] }, { derivedDurations: [3] })).toEqual([]);
  });
});

describe('scenarios and outcomes', () => {
  const none: Agreement = { scenarios: [] };

  it('without an agreement are not as agreed', () => {
    expect(lines(none, agreement([outcome('o', [one]), outcome('p', [])]))).toEqual([`changed |  | has no agreement: o is broken by ${one}, p survives`]);
    expect(between([], [outcome('o', [one, two])])).toEqual(['changed | o | has no agreement: is broken by 2 failure sets']);
  });

  it('that disappear are worse', () => {
    expect(lines(agreement([outcome('o', [])]), none)).toEqual(['worse |  | is agreed on, and there is no such scenario any more']);
    expect(between([outcome('o', [])], [])).toEqual(['worse | o | is agreed on, and is no longer promised']);
  });

  it('that promise less are worse', () => {
    expect(between([outcome('o', [])], [outcome('o', [], { kind: 'eventually' })])).toEqual(['worse | o | was promised after every step, now at the end']);
  });

  it('a handler that throws is worse, and one that no longer does is better', () => {
    const throws = outcome('exception', [one], { certified: -1 });
    expect(between([], [throws])).toEqual([`worse | exception | a handler now throws: ${one}`]);
    expect(between([throws], [])).toEqual(['better | exception | handlers threw, and no longer do']);
    expect(between([throws], [outcome('exception', [two], { certified: -1 })])).toEqual([`worse | exception | a new way to break it: ${two}`, `better | exception | no longer breaks it: ${one}`]);
  });
});

it('only improvements open the gate', () => {
  const open = (agreed: Agreement, found: Agreement) => onlyImprovements(changesBetween(agreed, found));
  expect(open(agreement([outcome('o', [one])]), agreement([outcome('o', [])]))).toBe(true);
  expect(open(agreement([outcome('o', [one])]), agreement([outcome('o', [two])]))).toBe(false);
  expect(open(agreement([]), agreement([outcome('o', [])]))).toBe(false);
});
