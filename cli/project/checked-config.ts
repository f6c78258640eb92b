import { readFileSync } from 'node:fs';
import type { ClewConfig } from '../../src/project/config.ts';
import { faultKinds, pluralOf } from '../../src/simulator/bounds.ts';
import { reporterNames } from '../../src/project/reporters.ts';
import { ClewError, suggestion } from '../../src/simulator/errors.ts';

const expected = "Expected: export default defineConfig({ scenarios: ['src/**/*.scenario.ts'] })";
const settings = ['scenarios', 'bounds', 'outcomes', 'workloads', 'reporters'] as const satisfies readonly (keyof ClewConfig)[];
const limits = [...faultKinds.map((kind) => pluralOf[kind]), 'depth', 'until', 'horizon'];
const lists = ['durations', 'deferrals'];

/** The configuration that a file exports. @throws ClewError CLEW_BAD_FILE with the line of what is wrong */
export function checkedConfig(file: string, exports: Readonly<Record<string, unknown>>): ClewConfig {
  const config = isObject(exports['default']) && 'default' in exports['default'] ? exports['default']['default'] : exports['default'];
  if (!isObject(config)) throw new ClewError('CLEW_BAD_FILE', `${file} exports no configuration as default`, { values: [`${file}:1`], usually: 'An export with a name, where `export default` is wanted.', next: expected });
  for (const [name, value] of Object.entries(config)) checkSetting(file, name, value);
  return config;
}

function checkSetting(file: string, name: string, value: unknown): void {
  if (!settings.some((known) => known === name)) throw bad(file, name, `there is no setting "${name}"`, suggestion(name, settings));
  if (value === undefined) return;
  if (name === 'bounds') {
    if (!isObject(value)) throw bad(file, name, '"bounds" is no object', 'such as { crashes: 1, drops: 2 }');
    for (const [bound, limit] of Object.entries(value)) checkBound(file, bound, limit);
  } else if (name === 'workloads') {
    if (!isWhole(value) || value < 1) throw bad(file, name, `"workloads" is ${JSON.stringify(value)}, not a whole number, at least 1`, 'such as 100');
  } else if (name === 'reporters') {
    if (!Array.isArray(value)) throw bad(file, name, '"reporters" is no list', "such as ['text', ['junit', { file: 'clew.xml' }]]");
    for (const reporter of value as unknown[]) checkReporter(file, reporter);
  } else if (!isWords(value) && !(name === 'scenarios' && typeof value === 'string')) {
    throw bad(file, name, `"${name}" is no list of ${name === 'scenarios' ? 'globs' : 'names'}`, name === 'scenarios' ? "such as ['src/**/*.scenario.ts']" : "such as ['delivered']");
  }
}

function checkBound(file: string, name: string, value: unknown): void {
  if (value === undefined) return;
  if (limits.includes(name)) {
    if (!isWhole(value)) throw bad(file, name, `the bound "${name}" is ${JSON.stringify(value)}, not a whole number`, `such as { ${name}: 1 }`);
  } else if (lists.includes(name)) {
    if (!Array.isArray(value) || !value.every((item) => isWhole(item) && item > 0)) throw bad(file, name, `the bound "${name}" is no list of whole numbers`, `such as { ${name}: [1, 5] }`);
  } else if (name !== 'atomicSteps') throw bad(file, name, `there is no bound "${name}"`, suggestion(name, [...limits, ...lists, 'atomicSteps']));
  else if (typeof value !== 'boolean') throw bad(file, name, 'the bound "atomicSteps" is neither true nor false', 'such as { atomicSteps: true }');
}

function checkReporter(file: string, reporter: unknown): void {
  const [name, options = {}, ...rest] = (Array.isArray(reporter) ? reporter : [reporter]) as unknown[];
  const example = "such as 'text', or ['junit', { file: 'clew.xml' }]";
  if (typeof name !== 'string' || rest.length > 0 || !isObject(options)) throw bad(file, 'reporters', `${JSON.stringify(reporter)} is no reporter`, example);
  if (!reporterNames.some((known) => known === name)) throw bad(file, name, `there is no reporter "${name}"`, suggestion(name, reporterNames));
  for (const [option, value] of Object.entries(options)) {
    if (option !== 'file') throw bad(file, option, `a reporter has no option "${option}"`, suggestion(option, ['file']));
    if (value !== undefined && (typeof value !== 'string' || value === '')) throw bad(file, option, `the file of the reporter "${name}" is ${JSON.stringify(value)}`, example);
  }
}

function bad(file: string, name: string, what: string, value: string): ClewError {
  const line = readFileSync(file, 'utf8').split('\n').findIndex((text) => text.includes(name)) + 1;
  return new ClewError('CLEW_BAD_FILE', `${file} cannot be used: ${what}`, { values: [`${file}:${Math.max(1, line)}`, value], next: expected });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWords(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
