import type { Mutant } from './mutants.ts';
import type { Verdict } from './worker.ts';

/** Why mutants survive: each reason with the names of those that it is good for. */
export type Reasons = readonly { readonly reason: string; readonly mutants: readonly string[] }[];

/** How the mutants have fared. */
export interface Account {
  readonly schema: 'clew/mutants/1';
  readonly mutants: number;
  /** Broken by some failure set, within the bounds of a verdict that the scenario is known to survive. */
  readonly brokenByFaults: number;
  /** Broken already without faults: an outcome is, a handler throws, or the run does not end. */
  readonly brokenWithoutFaults: number;
  readonly throwing: number;
  readonly endless: number;
  /** Of 1: the share of all that are broken in one of these ways. */
  readonly share: number;
  /** By kind of mistake: how many there are, and how many are broken. */
  readonly operators: { readonly [name: string]: { readonly mutants: number; readonly broken: number } };
  readonly survivors: readonly { readonly name: string; readonly fate: 'survives' | 'undecided'; readonly reason: string | undefined; readonly milliseconds: number }[];
  /** Survivors without a reason. */
  readonly unexplained: readonly string[];
  /** Reasons for what does not survive, or is not there. */
  readonly stale: readonly string[];
}

/** Draws up the account. */
export function accountOf(verdicts: readonly Verdict[], mutants: readonly Mutant[], reasons: Reasons, isWhole: boolean): Account {
  const reasonOf = new Map(reasons.flatMap(({ reason, mutants: names }) => names.map((name) => [name, reason] as const)));
  const count = (kind: string): number => verdicts.filter(({ fate }) => fate.kind === kind).length;
  const survivors = verdicts.flatMap(({ name, fate, milliseconds }) => (isSurvivor(fate.kind) ? [{ name, fate: fate.kind, reason: reasonOf.get(name), milliseconds: Math.round(milliseconds) }] : []));
  const names = new Set(survivors.map(({ name }) => name));
  const made = new Set(mutants.map(({ name }) => name));
  return {
    schema: 'clew/mutants/1',
    mutants: verdicts.length,
    brokenByFaults: count('broken'),
    brokenWithoutFaults: count('broken without faults'),
    throwing: count('throws'),
    endless: count('does not end'),
    share: 1 - survivors.length / verdicts.length,
    operators: Object.fromEntries([...new Set(mutants.map(({ operator }) => operator))].sort().map((operator) => [operator, tallyOf(operator, mutants, names)])),
    survivors,
    unexplained: survivors.filter(({ reason }) => reason === undefined).map(({ name }) => name),
    stale: [...reasonOf.keys()].filter((name) => !names.has(name) && (isWhole || made.has(name))),
  };
}

function isSurvivor(kind: Verdict['fate']['kind']): kind is 'survives' | 'undecided' {
  return kind === 'survives' || kind === 'undecided';
}

function tallyOf(operator: string, mutants: readonly Mutant[], survivors: ReadonlySet<string>): { mutants: number; broken: number } {
  const all = mutants.filter((mutant) => mutant.operator === operator);
  return { mutants: all.length, broken: all.filter(({ name }) => !survivors.has(name)).length };
}

/** The account in words. */
export function print(account: Account): string {
  const { mutants, brokenByFaults, brokenWithoutFaults, throwing, endless, share, survivors, unexplained, stale } = account;
  const columns = Object.entries(account.operators).map(([name, { mutants: all, broken }]) => `  ${name.padEnd(24)}${String(broken).padStart(5)} of ${String(all).padStart(4)}`);
  const explained = [...new Set(survivors.map(({ reason }) => reason))].flatMap((reason) =>
    reason === undefined ? [] : [`  ${reason}`, ...survivors.filter((survivor) => survivor.reason === reason).map(({ name }) => `    ${name}`)],
  );
  const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', title, ...lines]);
  const undecided = new Set(survivors.filter(({ fate }) => fate === 'undecided').map(({ name }) => name));
  return [
    `mutants: ${mutants} mistakes, ${(100 * share).toFixed(1)} % broken: ${brokenByFaults} by faults, ${brokenWithoutFaults} already without, ${throwing} throw, ${endless} do not end`,
    ...columns,
    ...section(`${survivors.length - unexplained.length} survive, with a reason`, explained),
    ...section(`${unexplained.length} survive without a reason`, unexplained.map((name) => `  ${name}${undecided.has(name) ? '  (undecided)' : ''}`)),
    ...section(`${stale.length} reasons are stale: their mutants do not survive, or are gone`, stale.map((name) => `  ${name}`)),
    '',
  ].join('\n');
}
