import { describe, expect, it } from 'vitest';
import { allKinds, dropsAndCrashes, printBudget } from '../../soundness/mixes.ts';
import { compareSymmetric, type SymmetricComparison } from '../../soundness/symmetric.ts';
import { catalog } from '../../src/scenarios/catalog.ts';
import { examine } from '../../src/search/examine.ts';
import { ClewError } from '../../src/simulator/errors.ts';
import { always, eventually } from '../../src/simulator/outcome.ts';
import { protocol } from '../../src/simulator/scenario.ts';

function compared(first: number, count: number, mix = dropsAndCrashes): SymmetricComparison[] {
  const comparisons: SymmetricComparison[] = [];
  for (let number = first; comparisons.length < count; number++) {
    const comparison = compareSymmetric(number, mix);
    if (comparison === undefined) continue;
    expect(comparison.complaints, `npm run soundness -- --symmetric --seed ${number} --show --kinds ${printBudget(mix.budget)} --depth ${mix.depth}`).toEqual([]);
    comparisons.push(comparison);
  }
  return comparisons;
}

describe('of failure sets that are alike but for interchangeable nodes one is run, and all are found', () => {
  it('set for set, on random protocols of which all nodes but one run the same program', { timeout: 300_000 }, () => {
    const comparisons = compared(1, 150);
    expect(comparisons.filter(({ isTrue, breaking }) => isTrue && breaking.length > 0).length).toBeGreaterThan(40);
    const saving = comparisons.filter(({ refuted, coverRuns, plainRuns }) => !refuted && coverRuns < plainRuns);
    expect(saving.length).toBeGreaterThan(15);
    // Where messages that are due at one tick make a difference the declaration is wrong, and the search says so.
    expect(comparisons.filter(({ isTrue, refuted }) => !isTrue && refuted).length).toBeGreaterThan(5);
    expect(comparisons.filter(({ slipped }) => slipped)).toEqual([]);
  });

  it.each(allKinds.map((mix, place) => ({ mix, first: 1 + place * 1_000_000, budget: printBudget(mix.budget) })))('and under $budget', { timeout: 300_000 }, ({ mix, first }) => {
    expect(compared(first, Object.keys(mix.budget).length > 3 ? 2 : 8, mix).filter(({ slipped }) => slipped)).toEqual([]);
  });

  it.each(catalog.filter(({ interchangeable }) => interchangeable.length > 0).map((scenario) => ({ name: scenario.name, scenario })))('in $name, with fewer runs than without the declaration', { timeout: 120_000 }, ({ scenario }) => {
    const found = (report: ReturnType<typeof examine>) => report.outcomes.map(({ name, verdict, failureSets, certificate: { covered, complete } }) => ({ name, verdict, covered, complete, sets: failureSets.map(({ faults }) => faults) }));
    const [declared, plain] = [examine(scenario), examine({ ...scenario, interchangeable: [] })];
    expect(found(declared)).toEqual(found(plain));
    expect(declared.runs).toBeLessThan(plain.runs);
    for (const { certificate } of declared.outcomes) expect(certificate.interchangeable).toMatchObject({ nodes: scenario.interchangeable });
    for (const { certificate } of plain.outcomes) expect(certificate).not.toHaveProperty('interchangeable');
  });
});

describe('a declaration that is wrong is refuted', () => {
  const { component, scenario } = protocol<{ ask: null; answer: string }>();
  const asker = component({
    state: () => ({ answers: new Set<string>() }),
    start: (node) => node.broadcast('ask'),
    on: { answer: (node, answer) => void node.state.answers.add(answer) },
  });

  const refuted = (made: Parameters<typeof examine>[0], bounds: Parameters<typeof examine>[1] = { drops: 2, depth: 2 }): ClewError => {
    try {
      examine(made, bounds);
    } catch (error) {
      if (error instanceof ClewError) return error;
    }
    throw new Error('nothing was refuted');
  };

  it('by a single fault, where a handler asks which node it is on', () => {
    const answerer = component({ on: { ask: (node, _, from) => node.send(from, 'answer', node.id === 'b' ? 'yes' : 'no') } });
    const made = scenario({
      name: 'test/ids',
      nodes: { a: asker, b: answerer, c: answerer },
      interchangeable: [['b', 'c']],
      outcomes: { heard: eventually('a hears yes', ({ nodes: { a } }) => a.state.answers.has('yes')) },
    });
    const { code, what, values, usually, next } = refuted(made);
    expect({ code, what, values }).toEqual({
      code: 'CLEW_NOT_INTERCHANGEABLE',
      what: 'b, c of test/ids are not interchangeable: "heard" tells them apart',
      values: ['broken by      drop:a:b:ask@1', 'not broken by  drop:a:c:ask@1'],
    });
    expect(usually).toMatch(/which node it is/);
    expect(next).toBe('clew replay test/ids --faults drop:a:c:ask@1, or leave out `interchangeable`');
  });

  it('by two faults, where it takes two to see it', () => {
    const answerer = component({ on: { ask: (node, _, from) => node.send(from, 'answer', node.id === 'd' ? 'low' : 'high') } });
    const made = scenario({
      name: 'test/pairs',
      nodes: { a: asker, b: answerer, c: answerer, d: answerer },
      interchangeable: [['b', 'c', 'd']],
      outcomes: { heard: eventually('a hears high', ({ nodes: { a } }) => a.state.answers.has('high')) },
    });
    const { code, values } = refuted(made);
    expect(code).toBe('CLEW_NOT_INTERCHANGEABLE');
    expect(values[0]).toMatch(/^broken by {6}drop:a:b:ask@1\+drop:|^broken by {6}drop:.*\+/);
  });

  it('where the number in a lane hangs on who came first', () => {
    // Both send to the log at one tick, and what it passes on goes by numbers: the fifth event is that of q.
    expect(refuted({ ...catalog.find(({ name }) => name === 'ordering/sequencer')!, interchangeable: [['c', 'd'], ['p', 'q']] }, {}).code).toBe('CLEW_NOT_INTERCHANGEABLE');
  });

  it.each([30, 342])('where a node pauses among messages that are due at one tick, in protocol %i', (number) => {
    expect(compareSymmetric(number, { budget: { pause: 2 }, depth: 2 })).toMatchObject({ isTrue: false, refuted: true });
  });

  it('by an outcome that asks for one of them', () => {
    const answerer = component({ state: () => ({ asked: false }), on: { ask: (node) => void (node.state.asked = true) } });
    const made = scenario({
      name: 'test/outcome',
      nodes: { a: asker, b: answerer, c: answerer },
      interchangeable: [['b', 'c']],
      outcomes: { asked: eventually('b is asked', ({ nodes: { b } }) => b.state.asked) },
    });
    expect(refuted(made).code).toBe('CLEW_NOT_INTERCHANGEABLE');
  });

  it('where they draw random numbers', () => {
    const answerer = component({ state: () => ({ drawn: -1 }), on: { ask: (node) => void (node.state.drawn = node.random()) } });
    const made = scenario({
      name: 'test/draws',
      nodes: { a: asker, b: answerer, c: answerer },
      interchangeable: [['b', 'c']],
      outcomes: { drawn: always('draws are below 1', ({ living }) => living(answerer).every(({ drawn }) => drawn < 1)) },
    });
    const { code, what } = refuted(made);
    expect({ code, what }).toEqual({ code: 'CLEW_NOT_INTERCHANGEABLE', what: 'b, c of test/draws are not interchangeable: b/a:ask@1 draws a random number' });
  });
});
