import type { Selected } from '../reports/run-results.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { isFile, scenariosInFile } from './scenario-file.ts';

/** The family of a scenario: the part of its name before the slash. */
export function familyOf(name: string): string {
  return name.split('/')[0]!;
}

/**
 * The scenarios that the arguments name, each once: names, families, files; the whole library if there are none.
 *
 * @throws ClewError CLEW_UNKNOWN_SCENARIO with the closest names, or CLEW_BAD_FILE
 */
export async function selectScenarios(words: readonly string[]): Promise<Selected[]> {
  const { catalog } = words.length > 0 && words.every(isFile) ? { catalog: [] } : await import('../src/scenarios/catalog.ts');
  const found = new Map<Scenario, Selected>();
  if (words.length === 0) for (const scenario of catalog) found.set(scenario, { scenario, reference: scenario.name });
  for (const word of words) {
    const selected = isFile(word) ? await scenariosInFile(word) : named(word, catalog);
    for (const one of selected) found.set(one.scenario, one);
  }
  checkDistinct([...found.values()]);
  return [...found.values()];
}

/** The one scenario that the argument names. @throws ClewError as well if it names several */
export async function selectScenario(word: string): Promise<Selected> {
  const selected = await selectScenarios([word]);
  if (selected.length === 1) return selected[0]!;
  throw new ClewError('CLEW_UNKNOWN_SCENARIO', `"${word}" is ${selected.length} scenarios, and one is wanted`, { values: [`It is one of ${selected.map(({ reference }) => reference).join(', ')}.`] });
}

/** Whether the word could be an argument of `clew run`. */
export async function isKnownScenario(word: string): Promise<boolean> {
  if (isFile(word)) return true;
  const { catalog } = await import('../src/scenarios/catalog.ts');
  return catalog.some(({ name }) => name === word || familyOf(name) === word);
}

function named(word: string, catalog: readonly Scenario[]): Selected[] {
  const name = word.replace(/\/$/, '');
  const matching = catalog.filter((scenario) => scenario.name === name || familyOf(scenario.name) === name);
  if (matching.length > 0) return matching.map((scenario) => ({ scenario, reference: scenario.name }));
  const names = [...new Set(catalog.map((scenario) => familyOf(scenario.name))), ...catalog.map((scenario) => scenario.name)];
  const family = names.includes(familyOf(word)) ? catalog.map((scenario) => scenario.name).filter((known) => familyOf(known) === familyOf(word)) : undefined;
  throw new ClewError('CLEW_UNKNOWN_SCENARIO', `no scenario is called "${word}"`, { next: `${suggestion(word, family ?? names)} \`clew list\` shows all ${catalog.length}.` });
}

function checkDistinct(selected: readonly Selected[]): void {
  const seen = new Map<string, string>();
  for (const { scenario, reference } of selected) {
    const other = seen.get(scenario.name);
    if (other !== undefined) throw new ClewError('CLEW_BAD_SCENARIO', `two scenarios are called "${scenario.name}"`, { values: [other, reference], usually: 'A variant that was copied: give each its own name.' });
    seen.set(scenario.name, reference);
  }
}
