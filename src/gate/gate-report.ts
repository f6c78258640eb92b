import { ClewError } from '../simulator/errors.ts';
import { type Agreement, byName } from './agreement.ts';
import { type Change, onlyImprovements } from './change.ts';
import type { Shard } from './shard.ts';

/** What a gate found out. */
export interface GateReport {
  /** The gate file, as it was named. */
  readonly file: string;
  readonly changes: readonly Change[];
  /** What the protocols do now: what `--update` would agree to. */
  readonly found: Agreement;
  /** Scenarios that no search can say anything about. */
  readonly unusable: readonly UnusableScenario[];
  /** Runs that were made. */
  readonly runs: number;
  /** Whether it was stopped before its end. */
  readonly interrupted: boolean;
  /** Which part of the work this is; absent where it is all of it. */
  readonly part?: GatePart;
}

/** A scenario that no search can say anything about, and why. */
export interface UnusableScenario {
  readonly scenario: string;
  readonly code: string;
  readonly what: string;
}

/** One part of a gate that was shared among machines. */
export interface GatePart {
  readonly shard: Shard;
  /** The names of all scenarios, those of the other parts included. */
  readonly of: readonly string[];
}

/** What the gate says as a whole. */
export function gateVerdict({ unusable, interrupted, changes }: Pick<GateReport, 'unusable' | 'interrupted' | 'changes'>): 'unusable' | 'undecided' | 'agreed' | 'differs' {
  if (unusable.length > 0) return 'unusable';
  if (interrupted) return 'undecided';
  return onlyImprovements(changes) ? 'agreed' : 'differs';
}

/** A report, and the file that it was read from. */
export interface NamedReport {
  readonly name: string;
  readonly report: GateReport;
}

/**
 * Joins the parts of one gate.
 *
 * @throws ClewError CLEW_BAD_FILE if a part is missing, is there twice, or belongs to another gate
 */
export function mergeParts(parts: readonly NamedReport[]): GateReport {
  const [first] = parts;
  if (first === undefined) throw new ClewError('CLEW_BAD_OPTION', 'there is nothing to merge', { next: 'clew merge part-1.json part-2.json' });
  for (const part of parts) checkBelongs(part, first);
  checkComplete(parts);
  const reports = parts.map(({ report }) => report);
  return {
    file: first.report.file,
    changes: inOrderOfNames(reports.flatMap(({ changes }) => changes)),
    found: { scenarios: inOrderOfNames(reports.flatMap(({ found }) => found.scenarios)) },
    unusable: inOrderOfNames(reports.flatMap(({ unusable }) => unusable)),
    runs: reports.reduce((sum, { runs }) => sum + runs, 0),
    interrupted: reports.some(({ interrupted }) => interrupted),
  };
}

/** In the order of scenarios; what concerns one stays as it was. */
function inOrderOfNames<Item extends { readonly scenario: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => byName(a.scenario, b.scenario));
}

function checkBelongs({ name, report: { part, file } }: NamedReport, first: NamedReport): void {
  if (part === undefined) throw new ClewError('CLEW_BAD_FILE', `${name} is no part: it is a gate of its own`, { usually: 'It was made without --shard.', next: 'clew gate --shard 1/2 --json > part-1.json' });
  const other = first.report.part!;
  const same = part.shard.count === other.shard.count && file === first.report.file && String(part.of) === String(other.of);
  if (same) return;
  const [mine, theirs] = [describe(part, file), describe(other, first.report.file)];
  throw new ClewError('CLEW_BAD_FILE', `${name} and ${first.name} are not parts of one gate`, {
    values: [`${name}: ${mine}`, `${first.name}: ${theirs}`, ...missingNames(part, other, first.name), ...missingNames(other, part, name)],
    usually: 'Parts of two commits, or the shards were given different scenarios.',
  });
}

function describe({ shard, of }: GatePart, file: string): string {
  return `part ${shard.index}/${shard.count} of ${of.length} scenarios, against ${file}`;
}

function missingNames({ of }: GatePart, other: GatePart, name: string): string[] {
  const missing = of.filter((scenario) => !other.of.includes(scenario));
  return missing.length === 0 ? [] : [`not in ${name}: ${missing.join(', ')}`];
}

function checkComplete(parts: readonly NamedReport[]): void {
  const { count } = parts[0]!.report.part!.shard;
  const byIndex = new Map<number, string>();
  for (const { name, report } of parts) {
    const { index } = report.part!.shard;
    const other = byIndex.get(index);
    if (other !== undefined) throw new ClewError('CLEW_BAD_FILE', `part ${index}/${count} is there twice`, { values: [other, name], usually: 'The same shard ran twice, or one file was named twice.' });
    byIndex.set(index, name);
  }
  const missing = Array.from({ length: count }, (_, place) => place + 1).filter((index) => !byIndex.has(index));
  if (missing.length === 0) return;
  throw new ClewError('CLEW_BAD_FILE', `${missing.length === 1 ? 'a part is' : `${missing.length} parts are`} missing`, {
    values: missing.map((index) => `${index}/${count}`),
    usually: 'A machine that failed before it wrote its part.',
    next: `clew gate --shard ${missing[0]}/${count} --json`,
  });
}
