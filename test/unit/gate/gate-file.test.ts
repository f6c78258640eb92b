import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, updated } from '../../../src/gate/agreement-of.ts';
import type { Agreement } from '../../../src/gate/agreement.ts';
import { printAgreement } from '../../../src/gate/print-agreement.ts';
import { readAgreement } from '../../../src/gate/read-agreement.ts';
import { plain } from '../../../src/scenarios/two-phase-commit/plain.ts';
import { examine } from '../../../src/search/examine.ts';
import { ClewError } from '../../../src/simulator/errors.ts';
import { flaws } from '../../cli/spawned.ts';
import { agreement, outcome } from './agreements.ts';

const sample = agreement([outcome('o', ['crash:a/start', 'drop:a:b:m@1+drop:a:b:m@2'], { because: 'that is what it does' }), outcome('p', [], { kind: 'eventually' })], { until: 8 });

const text = `{
  "schema": "clew/gate/1",
  "scenarios": [
    {
      "scenario": "p/one",
      "bounds": { "depth": 2, "budget": { "crash": 1, "drop": 2 }, "atomicSteps": false, "until": 8 },
      "outcomes": [
        {
          "outcome": "o",
          "kind": "always",
          "verdict": "broken",
          "certified": 2,
          "because": "that is what it does",
          "failureSets": [
            "crash:a/start",
            "drop:a:b:m@1+drop:a:b:m@2"
          ]
        },
        {
          "outcome": "p",
          "kind": "eventually",
          "verdict": "survives",
          "certified": 2,
          "failureSets": []
        }
      ]
    }
  ]
}
`;

describe('the gate file', () => {
  it('has one line for each failure set, and one for the bounds', () => {
    expect(printAgreement(sample)).toBe(text);
  });

  it('says what it said when it is read', () => {
    expect(readAgreement(text)).toEqual(sample);
  });

  it('keeps to its schema', () => {
    expect(flaws(text, 'gate')).toEqual([]);
    expect(flaws(printAgreement(agreementOf([{ report: examine(plain, { crashes: 1, pauses: 1, defers: 1, depth: 1 }) }])), 'gate')).toEqual([]);
  });

  it('reads the same in whatever order it was left', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 4 });
    const sets = fc.uniqueArray(fc.constantFrom('crash:a/start', 'drop:a:b:m@1', 'drop:a:b:m@2', 'drop:a:b:m@1+drop:a:b:m@2'), { maxLength: 4 });
    const agreements = fc.tuple(names, names, sets).map(([scenarios, outcomes, failureSets]) => ({ scenarios, outcomes, failureSets }));
    fc.assert(
      fc.property(agreements, fc.boolean(), ({ scenarios, outcomes, failureSets }, windows) => {
        const made = (list: readonly string[]): Agreement => ({ scenarios: list.map((scenario) => ({ ...sample.scenarios[0]!, scenario, outcomes: outcomes.map((name) => outcome(name, failureSets)) })) });
        const printed = printAgreement(readAgreement(printAgreement(made(scenarios))));
        const other = `\ufeff${printAgreement(made([...scenarios].reverse())).replaceAll('\n', windows ? '\r\n' : '\n')}`;
        expect(printAgreement(readAgreement(other))).toBe(printed);
      }),
      { seed: 5 },
    );
  });

  it('takes failure sets whose faults are in another order', () => {
    const swapped = text.replace('drop:a:b:m@1+drop:a:b:m@2', 'drop:a:b:m@2+drop:a:b:m@1');
    expect(printAgreement(readAgreement(swapped))).toBe(text);
  });
});

describe('a gate file that cannot be read', () => {
  const conflict = text.replace('  "scenarios": [', '<<<<<<< HEAD\n  "scenarios": [\n=======\n  "scenarios": [\n>>>>>>> other');

  it.each([
    ['in the middle of a merge', conflict, 'marks of a merge conflict', 'line 3: <<<<<<< HEAD'],
    ['with a comma too many', text.replace('"broken",', '"broken",,'), 'is not JSON', 'line 11, column'],
    ['that was cut short', text.slice(0, 200), 'is not JSON', 'it ends too early, in line 7'],
    ['without anything in it', ' \n', 'is empty', ''],
    ['of another kind', '{ "schema": "clew/run/1", "scenarios": [] }', 'of the kind "clew/run/1"', '"clew/gate/1" is expected'],
    ['of a later version', text.replace('gate/1', 'gate/2'), 'of the kind "clew/gate/2"', 'another version of clew'],
    ['with a misspelt field', text.replace('because', 'becuase'), 'has a field "becuase"', 'Did you mean "because"?'],
    ['with a misspelt kind of fault', text.replace('"crash": 1', '"crashes": 1'), 'the budget of p/one has a field "crashes"', 'Did you mean "crash"?'],
    ['with a failure set that is none', text.replace('crash:a/start', 'crush:a/start'), 'has the failure set "crush:a/start"', 'begins with no kind of fault'],
    ['with a verdict that is none', text.replace('"survives"', '"passes"'), 'the outcome "p" of p/one has the "verdict" "passes"', 'one of "broken", "survives", "undecided"'],
    ['that contradicts itself', text.replace('"broken"', '"survives"'), 'verdict "survives" and failure sets at once', ''],
    ['without a bound', text.replace('"depth": 2, ', ''), 'the bounds of p/one has no "depth"', 'a whole number'],
    ['with a scenario twice', text.replace(/(\{\n {6}"scenario"[^]*\n {4}\})/, '$1,\n    $1'), 'the scenario "p/one" stands there twice', 'Both sides of a merge were kept'],
    ['with an outcome twice', text.replace('"outcome": "p"', '"outcome": "o"'), 'in p/one the outcome "o" stands there twice', ''],
  ])('%s says so', (_, content, what, more) => {
    const failure = attempt(() => readAgreement(content, 'clew.gate.json'));
    expect(failure.code).toBe('CLEW_BAD_FILE');
    expect(failure.what).toContain('clew.gate.json');
    expect(failure.what).toContain(what);
    expect(failure.message).toContain(more);
  });
});

describe('an update', () => {
  const found = agreement([outcome('o', ['crash:a/start']), outcome('p', [])]);
  const everything = { keeps: () => false };

  it('keeps the reasons', () => {
    expect(updated(sample, found, everything).scenarios[0]!.outcomes[0]!.because).toBe('that is what it does');
  });

  it('drops the reason for a weakness that is no more', () => {
    const repaired = updated(sample, agreement([outcome('o', [])]), everything);
    expect(repaired.scenarios[0]!.outcomes[0]).not.toHaveProperty('because');
  });

  it('keeps scenarios that nobody looked at, and drops those that are gone', () => {
    const other: Agreement = { scenarios: [{ ...sample.scenarios[0]!, scenario: 'a/other' }] };
    expect(updated(other, found, { keeps: () => true }).scenarios.map(({ scenario }) => scenario)).toEqual(['a/other', 'p/one']);
    expect(updated(other, found, everything).scenarios.map(({ scenario }) => scenario)).toEqual(['p/one']);
  });

  it('takes the first reason from what the scenario says is known', () => {
    const known = [{ outcome: 'termination', verdict: 'broken', because: 'everyone waits' }] as const;
    const outcomes = agreementOf([{ report: examine(plain, { crashes: 1 }), known }]).scenarios[0]!.outcomes;
    expect(outcomes.map(({ outcome: name, because }) => [name, because])).toEqual([
      ['agreement', undefined],
      ['termination', 'everyone waits'],
      ['validity', undefined],
    ]);
  });
});

function attempt(action: () => unknown): ClewError {
  try {
    action();
  } catch (error) {
    if (error instanceof ClewError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
