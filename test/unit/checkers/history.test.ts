import { describe, expect, it } from 'vitest';
import { type Outcome, protocol, type World } from 'clew';
import { agreement, atLeastOnce, atMostOnce, conserved, converged, exactlyOnce, invoke, linearizable, monotonicReads, mutualExclusion, noAcknowledgedLoss, type Operation, operationsOf, readYourWrites, register, respond } from 'clew/checkers';
import { play } from '../simulator/play.ts';

const { component, scenario } = protocol<{ say: null }>();

/** The operations that a node's start has recorded. */
function recorded(start: (node: { readonly record: (kind: string, value?: unknown) => void }) => void, object?: string): Operation[] {
  let found: Operation[] = [];
  const outcome: Outcome = { kind: 'eventually', title: 'it', given: undefined, of: undefined, holds: (world: World) => ((found = operationsOf(world, object)), true) };
  play(scenario({ name: 'test/history', nodes: { a: component({ start }) }, outcomes: { outcome } }));
  return found;
}

describe('a history', () => {
  it('has each operation once, with its response', () => {
    const operations = recorded((node) => {
      invoke(node, { id: 'w', method: 'write', input: 1, object: 'x', session: 's' });
      invoke(node, { id: 'r', method: 'read' });
      respond(node, 'w', 'done');
    });
    expect(operations).toEqual([
      { id: 'w', method: 'write', input: 1, output: 'done', object: 'x', session: 's', node: 'a', invoked: 0, responded: 2, ticks: [0, 0] },
      { id: 'r', method: 'read', input: undefined, output: undefined, object: 'object', session: 'a', node: 'a', invoked: 1, responded: Infinity, ticks: [0, Infinity] },
    ]);
  });

  it('takes what is invoked or answered again for the same operation', () => {
    const operations = recorded((node) => {
      invoke(node, { id: 'r', method: 'read' });
      invoke(node, { id: 'r', method: 'read' });
      respond(node, 'r', 1);
      respond(node, 'r', 2);
    });
    expect(operations).toMatchObject([{ id: 'r', output: 1, invoked: 0, responded: 2 }]);
  });

  it('is that of one object, if one is named', () => {
    const both = (node: Parameters<typeof invoke>[0]) => ['x', 'y'].forEach((object) => invoke(node, { id: object, method: 'read', object }));
    expect(recorded(both, 'y').map(({ id }) => id)).toEqual(['y']);
  });

  it('has no response without an invocation', () => {
    expect(() => recorded((node) => respond(node, 'r'))).toThrow('a response to the operation "r" is recorded, which was never invoked');
  });
});

const passedOn = { title: 'in my words', of: 'part', given: () => true };

it.each<[string, Outcome, Outcome['kind']]>([
  ['agreement', agreement(passedOn), 'always'],
  ['atLeastOnce', atLeastOnce(passedOn), 'eventually'],
  ['atMostOnce', atMostOnce(passedOn), 'always'],
  ['conserved', conserved({ ...passedOn, amounts: () => [], total: 0 }), 'eventually'],
  ['converged', converged({ ...passedOn, copies: () => [] }), 'eventually'],
  ['exactlyOnce', exactlyOnce(passedOn), 'eventually'],
  ['linearizable', linearizable(register(), passedOn), 'always'],
  ['monotonicReads', monotonicReads(passedOn), 'always'],
  ['mutualExclusion', mutualExclusion({ ...passedOn, holders: () => [] }), 'always'],
  ['noAcknowledgedLoss', noAcknowledgedLoss({ ...passedOn, kept: () => [] }), 'always'],
  ['readYourWrites', readYourWrites(passedOn), 'always'],
])('%s has the title, the part and the precondition that it is given', (_, outcome, kind) => {
  expect(outcome).toMatchObject({ ...passedOn, kind });
  expect(outcome.compare).toBeTypeOf('function');
});
