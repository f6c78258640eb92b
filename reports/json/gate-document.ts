import type { Change } from '../../src/gate/change.ts';
import { type GateReport, gateVerdict } from '../../src/gate/gate-report.ts';
import { scenarioFields } from '../../src/gate/print-agreement.ts';
import { gateReportSchema } from '../../src/gate/read-documents.ts';

/** What `clew gate` found out, as the document `clew/gate-report/1`. */
export function gateDocument(report: GateReport): object {
  const { file, changes, found, unusable, runs, interrupted, part } = report;
  return {
    schema: gateReportSchema,
    file,
    verdict: gateVerdict(report),
    changes: changes.map(changeFields),
    found: found.scenarios.map(scenarioFields),
    unusable,
    runs,
    interrupted,
    ...(part !== undefined && { part: { ...part.shard, of: part.of } }),
  };
}

/** What `clew diff` found out, as the document `clew/diff/1`. */
export function diffDocument(base: string, head: string, changes: readonly Change[]): object {
  return { schema: 'clew/diff/1', base, head, worse: changes.some(({ direction }) => direction === 'worse'), changes: changes.map(changeFields) };
}

function changeFields({ scenario, outcome, kind, direction, text, faults }: Change): object {
  return { scenario, ...(outcome !== undefined && { outcome }), kind, direction, text, ...(faults !== undefined && { faults }) };
}
