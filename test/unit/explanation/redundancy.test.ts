import { describe, expect, it } from 'vitest';
import { acked } from '../../../src/scenarios/delivery/acked.ts';
import { classic } from '../../../src/scenarios/delivery/classic.ts';
import { retry } from '../../../src/scenarios/delivery/retry.ts';
import { dedup } from '../../../src/scenarios/delivery-consumer/dedup.ts';
import { timeout as threePhase } from '../../../src/scenarios/three-phase-commit/timeout.ts';
import { timeout as twoPhase } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import { explain } from '../../../src/explanation/explain.ts';
import { coverOf, explained, outcomeOf } from './library.ts';

describe('a link is covered', () => {
  it('in time, where the sender repeats; until that is lost as well', () => {
    const link = coverOf(outcomeOf(explained(retry), 'delivery'), 'a:b:message@1');
    expect(link).toMatchObject({ cover: 'time', text: 'a:b:message@2 takes its place', instead: ['b/a:message@2'], usedBy: 'crash:a/repeat@1+drop:a:b:message@1' });
  });

  it('in space, where another node relays', () => {
    const link = coverOf(outcomeOf(explained(classic), 'delivery'), 'a:b:message@1');
    expect(link).toMatchObject({ cover: 'space', text: 'c takes its place, with c:b:message@1', usedBy: 'drop:a:b:message@1+drop:c:b:message@1' });
    expect(coverOf(outcomeOf(explained(acked), 'delivery'), 'a:c:message@1')).toMatchObject({ cover: 'space', usedBy: null });
  });

  it('in time, where the same request comes by another message', () => {
    const link = coverOf(outcomeOf(explain(dedup, { drops: 1, outcomes: ['exactlyOnce'] }), 'exactlyOnce'), 'client:consumer:add@1');
    expect(link).toMatchObject({ cover: 'time', text: 'client:consumer:add@3 takes its place', usedBy: null });
  });

  it('in time, where a timer runs out', () => {
    const link = coverOf(outcomeOf(explained(threePhase), 'agreement'), 'C:p1:decide@1');
    expect(link).toMatchObject({ cover: 'time', text: "in its place, p1's timer timeout@3 runs out" });
  });

  it('by nothing, where its loss breaks the outcome', () => {
    const link = coverOf(outcomeOf(explained(twoPhase), 'termination'), 'C:p2:decide@1');
    expect(link).toMatchObject({ cover: 'none', usedBy: 'drop:C:p2:decide@1', withinBounds: true });
  });
});

describe('a link is not needed', () => {
  it('where the outcome then holds with another result', () => {
    const link = coverOf(outcomeOf(explained(twoPhase), 'agreement'), 'p1:C:vote@1');
    expect(link.cover).toBe('unneeded');
    expect(link.text).toBe("without it C.state.decision, p1.state.decision, p2.state.decision and p3.state.decision are abort, as C's timer timeout runs out, and the outcome holds all the same");
  });

  it('where the outcome asks nothing of who misses it', () => {
    const link = coverOf(outcomeOf(explained(twoPhase), 'agreement'), 'C:p1:decide@1');
    expect(link.text).toBe('without it p1.state.decision is undefined, and the outcome holds all the same');
  });
});

describe('a node', () => {
  it('that nothing replaces is named with the crash that shows it', () => {
    expect(coverOf(outcomeOf(explained(twoPhase), 'termination'), 'C')).toMatchObject({ cover: 'none', usedBy: 'crash:C/p1:vote@1' });
  });

  it('that may die is not needed', () => {
    expect(coverOf(outcomeOf(explained(twoPhase), 'termination'), 'p1')).toMatchObject({ cover: 'unneeded', usedBy: null });
  });
});

it('a fault that the bounds do not allow is tried, and said to be outside', () => {
  const node = coverOf(outcomeOf(explain(twoPhase, { drops: 1, outcomes: ['termination'] }), 'termination'), 'C');
  expect(node).toMatchObject({ cover: 'none', withinBounds: false });
});
