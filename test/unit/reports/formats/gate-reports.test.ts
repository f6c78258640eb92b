import { describe, expect, it } from 'vitest';
import { gateAnnotations } from '../../../../reports/gate/gate-annotations.ts';
import { gateJunit } from '../../../../reports/gate/gate-junit.ts';
import { gateMarkdown } from '../../../../reports/gate/gate-markdown.ts';
import type { GateView } from '../../../../reports/gate/gate-view.ts';
import { changesBetween } from '../../../../src/gate/changes-between.ts';
import { agreement, outcome } from '../../gate/agreements.ts';
import { harmful } from './hostile.ts';
import { readJunit, readMarkdown, readWorkflowCommands } from './readers.ts';

const weak = agreement([outcome('safe', []), outcome('live', ['drop:a:b:m@1'])]);
const strong = agreement([outcome('safe', []), outcome('live', [])]);

function view(agreed = strong, found = weak, unusable: GateView['report']['unusable'] = []): GateView {
  const report = { file: 'clew.gate.json', changes: changesBetween(agreed, found), found, unusable, runs: 9, interrupted: false };
  return { report, command: (scenario, faults) => `clew replay ${scenario} --faults ${faults}`, place: () => ({ file: 'p.ts', line: 3, lineOfOutcome: new Map([['live', 7]]) }) };
}

describe('the reports on a gate', () => {
  it('fail what is worse, and pass what is as agreed', () => {
    expect(readJunit(gateJunit(view()))).toMatchObject({ total: 2, failed: 1, passed: 1 });
    expect(readWorkflowCommands(gateAnnotations(view()))).toMatchObject([{ command: 'error', properties: { file: 'p.ts', line: '7' } }]);
    expect(readMarkdown(gateMarkdown(view())).text).toContain('clew replay p/one --faults drop:a:b:m@1');
  });

  it('pass a weakness that was agreed to', () => {
    expect(readJunit(gateJunit(view(weak, weak)))).toMatchObject({ total: 2, failed: 0 });
    expect(gateJunit(view(weak, weak))).toContain('as agreed: broken by drop:a:b:m@1');
    expect(gateAnnotations(view(weak, weak))).toBe('');
    expect(gateMarkdown(view(weak, weak))).toMatch(/^## clew gate: as agreed\n/);
  });

  it('pass what is better, and say so', () => {
    expect(readJunit(gateJunit(view(weak, strong)))).toMatchObject({ total: 2, failed: 0 });
    expect(readWorkflowCommands(gateAnnotations(view(weak, strong)))).toMatchObject([{ command: 'notice' }]);
    expect(gateMarkdown(view(weak, strong))).toContain('better than agreed');
  });

  it('tell what concerns a scenario as a whole, and what cannot be searched', () => {
    const gone = view(strong, { scenarios: [] }, [{ scenario: 'p/two', code: 'CLEW_BAD_FILE', what: 'no luck' }]);
    expect(readJunit(gateJunit(gone))).toMatchObject({ total: 2, failed: 1, errors: 1 });
    expect(readWorkflowCommands(gateAnnotations(gone)).map(({ properties: { title } }) => title)).toEqual(['p/one is not as agreed', 'p/two is unusable']);
    expect(readMarkdown(gateMarkdown(gone)).text).toContain('no luck');
  });

  it('are not led astray by what stands in names and workloads', () => {
    const named = (text: string) => ({ scenarios: agreement([outcome(text, ['drop:a:b:m@1'], { workload: text })]).scenarios.map((scenario) => ({ ...scenario, scenario: text })) });
    const hostile = view({ scenarios: [] }, named(harmful), [{ scenario: harmful, code: 'CLEW_BAD_FILE', what: harmful }]);
    expect(readJunit(gateJunit(hostile)).total).toBe(3);
    expect(readWorkflowCommands(gateAnnotations(hostile))).toHaveLength(2);
    expect(readMarkdown(gateMarkdown(hostile)).elements.filter(({ name }) => ['script', 'img', 'a'].includes(name))).toEqual([]);
  });
});
