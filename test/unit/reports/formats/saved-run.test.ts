import { describe, expect, it } from 'vitest';
import { documentText } from '../../../../reports/json/document.ts';
import { runDocument } from '../../../../reports/json/run-document.ts';
import { readSavedRun } from '../../../../reports/saved-run.ts';
import { twoPhaseCommit } from '../two-phase-commit.ts';
import { reportOf, withTrouble } from './report-of.ts';

const report = withTrouble(reportOf([twoPhaseCommit], { crashes: 1, drops: 1, depth: 1 }));
const text = documentText(runDocument(report));

type Fields = Record<string, unknown>;

/** The saved document with something in it changed. */
function changed(change: (document: { schema?: string; results: (Fields & { bounds: Fields; outcomes: (Fields & { failureSets: Fields[] })[] })[] }) => void): string {
  const document = JSON.parse(text) as Parameters<typeof change>[0];
  change(document);
  return JSON.stringify(document);
}

const withWorkloads = (verdict: string, counterexample?: object) => changed((document) => Object.assign(document, { workloads: [{ reference: 'orders.ts', verdict, workloads: 100, skipped: 2, undecided: 0, runs: 1234, seed: 1, elapsedMs: 5, ...(counterexample !== undefined && { counterexample }) }] }));

describe('a saved run', () => {
  it('is read back as it was', () => {
    const saved = readSavedRun(text, 'run.json');
    expect(saved.results[0]).toMatchObject({ scenario: '2pc/drawn', reference: '2pc/drawn', bounds: report.examined[0]!.report.bounds, elapsedMs: 12.5 });
    expect(saved.results[0]!.outcomes).toEqual(report.examined[0]!.report.outcomes);
    expect(saved.errors[0]).toMatchObject({ scenario: 'broken/scenario', error: { code: 'CLEW_HANDLER_THREW', usually: 'it throws' } });
    expect(saved).toMatchObject({ notSearched: ['broken/scenario'], interrupted: true });
  });

  it('may have fields that a later clew has written', () => {
    expect(readSavedRun(changed((document) => Object.assign(document.results[0]!, { mood: 'fine' })), 'run.json').results).toHaveLength(1);
  });

  it('tells of generated workloads in words', () => {
    const outcomes = (JSON.parse(text) as { results: { outcomes: object[] }[] }).results[0]!.outcomes;
    const [broken] = readSavedRun(withWorkloads('broken', { workload: '[1, 2]', path: '3:0', shrinks: 4, scenario: 'orders/all', outcomes }), 'run.json').workloads;
    expect(broken).toMatchObject({ verdict: 'broken', grounds: 'broken under one of 100 workloads of seed 1, in 1,234 runs', found: ['workload: [1, 2]', expect.stringMatching(/^termination: (crash|drop):/)], again: 'clew run orders.ts --seed 1 --path 3:0' });
    expect(readSavedRun(withWorkloads('survives'), 'run.json').workloads[0]).toMatchObject({ grounds: 'holds under 100 workloads of seed 1, in 1,234 runs', found: [] });
  });

  it.each([
    ['is not JSON', 'run: yes'],
    ['the document is not an object', '[]'],
    ['"schema" is not "clew/run/1"', '{"schema":"clew/replay/1"}'],
    ['results is not a list', '{"schema":"clew/run/1"}'],
    ['results[0].scenario is not a text', changed((document) => (document.results[0]!['scenario'] = 1))],
    ['results[0].bounds.horizon is not a number', changed((document) => delete document.results[0]!.bounds['horizon'])],
    ['results[0].outcomes[0].verdict is not broken, survives, undecided', changed((document) => (document.results[0]!.outcomes[0]!['verdict'] = 'fine'))],
    ['results[0].outcomes[0].failureSets is not a list of at least one failure set', changed((document) => (document.results[0]!.outcomes[0]!.failureSets = []))],
    ['results[0].outcomes[0].failureSets[0].faults is not a text', changed((document) => delete document.results[0]!.outcomes[0]!.failureSets[0]!['faults'])],
  ])('that is none is refused: %s', (saying, wrong) => {
    expect(() => readSavedRun(wrong, 'run.json')).toThrow(expect.objectContaining({ code: 'CLEW_BAD_FILE', what: expect.stringContaining(saying) as string }) as Error);
  });
});
