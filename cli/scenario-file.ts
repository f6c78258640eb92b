import { readFileSync } from 'node:fs';
import type { Selected, SelectedWorkloads } from '../reports/run-results.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { isWorkloads, type Workloads } from '../src/workload/workloads.ts';
import type { Exports } from './scenario-modules.ts';
import { loadUsersFile } from './users-file.ts';

const filePattern = /\.[cm]?[jt]sx?(?:#(.*))?$/;

/** Whether the argument is a file rather than the name of a scenario: `saga.scenario.ts`, `./saga.ts#saga/keyed`. */
export function isFile(argument: string): boolean {
  return filePattern.test(argument);
}

/** What can be searched. */
export interface Subjects {
  readonly scenarios: readonly Selected[];
  /** Scenarios as functions of a generated workload. */
  readonly workloads: readonly SelectedWorkloads[];
}

/**
 * The scenarios that a file exports, or the one named after `#`.
 *
 * @throws ClewError CLEW_BAD_FILE where it cannot be loaded or exports none, with the line if there is one
 */
export async function subjectsInFile(argument: string): Promise<Subjects> {
  const [file = '', wanted] = argument.split(/#(.*)/s);
  const exports = namedExports(await loadUsersFile(file));
  const scenarios = exportsThat(isScenario, exports);
  const generated = exportsThat(isWorkloads, exports);
  if (scenarios.size + generated.size === 0) {
    throw new ClewError('CLEW_BAD_FILE', `${file} exports no scenario`, {
      values: [`${file}:${lineOfScenario(file)}`],
      usually: 'A scenario that is made but not exported.',
      next: "Expected: export const saga = scenario({ name: 'saga/first', nodes: { … }, outcomes: { … } })",
    });
  }
  checkNames(file, [...scenarios.keys()]);
  const reference = (name: string) => shellWord(scenarios.size + generated.size === 1 ? file : `${file}#${name}`);
  const all = {
    scenarios: [...scenarios].map(([scenario, exported]) => ({ scenario, exported, reference: reference(scenario.name) })),
    workloads: [...generated].map(([workloads, exported]) => ({ workloads, exported, reference: reference(exported) })),
  };
  return wanted === undefined ? all : chosen(file, wanted, all);
}

/** Where a scenario is made, or else the first line. */
function lineOfScenario(file: string): number {
  const line = readFileSync(file, 'utf8').split('\n').findIndex((text) => /\b(?:scenario|forAll)\s*\(/.test(text));
  return Math.max(0, line) + 1;
}

interface Exported {
  readonly scenarios: readonly (Selected & { readonly exported: string })[];
  readonly workloads: readonly SelectedWorkloads[];
}

function chosen(file: string, wanted: string, { scenarios, workloads }: Exported): Subjects {
  const found = {
    scenarios: scenarios.filter(({ scenario, exported }) => scenario.name === wanted || exported === wanted),
    workloads: workloads.filter(({ exported }) => exported === wanted),
  };
  if (found.scenarios.length + found.workloads.length > 0) return found;
  const names = [...scenarios.map(({ scenario }) => scenario.name), ...workloads.map(({ exported }) => exported)];
  throw new ClewError('CLEW_UNKNOWN_SCENARIO', `${file} has no scenario "${wanted}"`, { values: [suggestion(wanted, names)] });
}

/** A word that a shell leaves as it is. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./#-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** All exports by name. A CommonJS module has its exports in `default` as well. */
function namedExports(exports: Exports): [string, unknown][] {
  const inner = exports['default'];
  const isModule = typeof inner === 'object' && inner !== null && !isScenario(inner) && !isWorkloads(inner);
  return Object.entries({ ...(isModule ? inner : {}), ...exports });
}

function exportsThat<Kind extends Scenario | Workloads>(isKind: (value: unknown) => value is Kind, exports: readonly [string, unknown][]): Map<Kind, string> {
  const found = new Map<Kind, string>();
  for (const [name, value] of exports) if (isKind(value) && !found.has(value)) found.set(value, name);
  return found;
}

function isScenario(value: unknown): value is Scenario {
  if (typeof value !== 'object' || value === null) return false;
  const { name, nodes, outcomes, known, links } = value as Partial<Record<keyof Scenario, unknown>>;
  return typeof name === 'string' && typeof nodes === 'object' && nodes !== null && typeof outcomes === 'object' && outcomes !== null && Array.isArray(known) && Array.isArray(links);
}

function checkNames(file: string, scenarios: readonly Scenario[]): void {
  const seen = new Set<string>();
  for (const { name } of scenarios) {
    if (name.trim() === '') throw new ClewError('CLEW_BAD_SCENARIO', `a scenario in ${file} has no name`, { usually: "A name is `family/variant`: name: 'saga/first'." });
    if (seen.has(name)) throw new ClewError('CLEW_BAD_SCENARIO', `two scenarios in ${file} are called "${name}"`, { usually: 'A variant that was copied: give each its own name.' });
    seen.add(name);
  }
}
