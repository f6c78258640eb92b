import { type AgreedBounds, type AgreedOutcome, type AgreedScenario, type Agreement } from './agreement.ts';

/** The schema of the gate file that this version writes. */
export const gateSchema = 'clew/gate/1';

/**
 * The text of the gate file: sorted, and one line for each failure set and for the bounds, so that its diff is the
 * review. Equal agreements have equal texts.
 */
export function printAgreement({ scenarios }: Agreement): string {
  return `${printed({ schema: gateSchema, scenarios: scenarios.map(scenarioFields) }, '')}\n`;
}

/** One scenario as it stands in the gate file. */
export function scenarioFields({ scenario, file, workloads, bounds, outcomes }: AgreedScenario): object {
  return { scenario, ...(file !== undefined && { file }), ...(workloads !== undefined && { workloads: { count: workloads.count, seed: workloads.seed } }), bounds: boundsFields(bounds), outcomes: outcomes.map(outcomeFields) };
}

function boundsFields({ depth, budget, atomicSteps, ...ticks }: AgreedBounds): object {
  const { until, horizon, durations, deferrals, derivedDurations } = ticks;
  return { depth, budget, atomicSteps, until, horizon, durations, deferrals, derivedDurations };
}

function outcomeFields({ outcome, kind, verdict, certified, workload, because, failureSets }: AgreedOutcome): object {
  return { outcome, kind, verdict, certified, workload, because, failureSets };
}

/** JSON in which bounds and workloads stand on one line, and strings and lists of numbers as well; all else has a line of its own. */
function printed(value: unknown, indent: string, key = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (key === 'bounds' || key === 'workloads') return onOneLine(value);
  const deeper = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((element) => printed(element, deeper))
    : Object.entries(value).flatMap(([name, field]) => (field === undefined ? [] : [`${JSON.stringify(name)}: ${printed(field, deeper, name)}`]));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return entries.length === 0 ? `${open}${close}` : `${open}\n${deeper}${entries.join(`,\n${deeper}`)}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).flatMap(([name, field]) => (field === undefined ? [] : [`${JSON.stringify(name)}: ${onOneLine(field)}`]));
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
