import type { Selected, SelectedWorkloads } from '../reports/run-results.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import type { Workloads } from '../src/workload/workloads.ts';
import { withoutGlobs } from './project/globs.ts';
import { asInProject, currentProject, filesOf, type Project, workloadsInProject } from './project/project.ts';
import { isFile, type Subjects, subjectsInFile } from './scenario-file.ts';

/** The family of a scenario: the part of its name before the slash. */
export function familyOf(name: string): string {
  return name.split('/')[0]!;
}

/**
 * The scenarios that the arguments name, each once: names, families, files, globs. Where there are none, those of the
 * project, or of the library outside of a project. Scenarios of generated workloads are left out.
 *
 * @throws ClewError CLEW_UNKNOWN_SCENARIO with the closest names, or CLEW_BAD_FILE
 */
export async function selectScenarios(words: readonly string[]): Promise<Selected[]> {
  const { scenarios, workloads } = await selectSubjects(words);
  const [only] = workloads;
  if (scenarios.length > 0 || only === undefined) return [...scenarios];
  throw new ClewError('CLEW_BAD_FILE', `${only.reference} is a scenario of many workloads, and a single one is wanted`, { usually: 'Only `clew run` makes the workloads of a forAll.', next: `clew run ${only.reference}` });
}

/** The same with the scenarios of generated workloads. */
export async function selectSubjects(words: readonly string[]): Promise<Subjects> {
  const project = await currentProject();
  if (words.length === 0 && project === undefined) return { scenarios: await library(), workloads: [] };
  const asked = words.length === 0 ? await filesOf(project!) : await withoutGlobs(words);
  const scenarios = new Map<Scenario, Selected>();
  const workloads = new Map<Workloads, SelectedWorkloads>();
  const add = (found: Subjects) => {
    for (const one of found.scenarios) scenarios.set(one.scenario, one);
    for (const one of found.workloads) workloads.set(one.workloads, one);
  };
  for (const word of asked) add(isFile(word) ? await subjectsInFile(word) : { scenarios: await named(word, project), workloads: [] });
  checkDistinct([...scenarios.values()]);
  const isLibrary = new Set(asked.every(isFile) ? [] : (await library()).map(({ scenario }) => scenario));
  const inProject = (one: Selected) => (project === undefined || isLibrary.has(one.scenario) ? one : asInProject(one, project));
  return { scenarios: [...scenarios.values()].map(inProject), workloads: [...workloads.values()].map((one) => (project === undefined ? one : workloadsInProject(one, project))) };
}

/** All scenarios of the library. */
export async function library(): Promise<Selected[]> {
  const { catalog } = await import('../src/scenarios/catalog.ts');
  return catalog.map((scenario) => ({ scenario, reference: scenario.name }));
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
  return (await library()).some(({ scenario }) => scenario.name === word || familyOf(scenario.name) === word);
}

/** The scenarios of a name or family: the project's own come first. */
async function named(word: string, project: Project | undefined): Promise<readonly Selected[]> {
  const name = word.replace(/\/$/, '');
  const isNamed = ({ scenario }: Selected) => scenario.name === name || familyOf(scenario.name) === name;
  const own = project === undefined ? [] : await scenariosOf(project);
  const matching = own.filter(isNamed);
  if (matching.length > 0) return matching;
  const all = await library();
  const ofLibrary = all.filter(isNamed);
  if (ofLibrary.length > 0) return ofLibrary;
  const scenarios = [...own, ...all].map(({ scenario }) => scenario.name);
  const names = [...new Set(scenarios.map(familyOf)), ...scenarios];
  const family = names.includes(familyOf(word)) ? scenarios.filter((known) => familyOf(known) === familyOf(word)) : undefined;
  const next = project === undefined ? `\`clew list\` shows all ${all.length}.` : '`clew list` shows those of the project, `clew list --library` all others.';
  throw new ClewError('CLEW_UNKNOWN_SCENARIO', `no scenario is called "${word}"`, { next: `${suggestion(word, family ?? names)} ${next}` });
}

async function scenariosOf(project: Project): Promise<Selected[]> {
  const found: Selected[] = [];
  for (const file of await filesOf(project)) found.push(...(await subjectsInFile(file)).scenarios);
  return found;
}

function checkDistinct(selected: readonly Selected[]): void {
  const seen = new Map<string, string>();
  for (const { scenario, reference } of selected) {
    const other = seen.get(scenario.name);
    if (other !== undefined) throw new ClewError('CLEW_BAD_SCENARIO', `two scenarios are called "${scenario.name}"`, { values: [other, reference], usually: 'A variant that was copied: give each its own name.' });
    seen.set(scenario.name, reference);
  }
}
