import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Selected, SelectedWorkloads } from '../reports/run-results.ts';
import type { AgreedScenario, Agreement } from '../src/gate/agreement.ts';
import type { GatePart } from '../src/gate/gate-report.ts';
import { type Shard, sliceOf } from '../src/gate/shard.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { withoutGlobs } from './project/globs.ts';
import { currentProject, filesOf } from './project/project.ts';
import { isFile } from './scenario-file.ts';
import { selectSubjects } from './select-scenarios.ts';

/** A scenario that a gate searches. */
export interface Gated extends Selected {
  /** The file that exports it, relative to the gate file; absent for one of the library. */
  readonly file?: string;
}

/** A scenario of generated workloads that a gate searches. */
export interface GatedWorkloads extends SelectedWorkloads {
  /** How an agreement knows it: by its file, relative to the gate file, and its export. */
  readonly name: string;
  /** The file that exports it, relative to the gate file. */
  readonly file: string;
}

/** What a gate is about. */
export interface GateScope {
  readonly searched: readonly Gated[];
  readonly generated: readonly GatedWorkloads[];
  /** What was agreed of them, and of those that are gone. */
  readonly agreed: Agreement;
  /** Names of agreed scenarios that are no longer there. */
  readonly gone: readonly string[];
  readonly part?: GatePart;
}

/**
 * What a gate is to look at: the scenarios that are named, or all that is agreed on, whatever else
 * their files export, and the scenarios of the project.
 *
 * @throws ClewError CLEW_BAD_OPTION where nothing is named, and nothing agreed
 */
export async function gateScope(given: readonly string[], agreed: Agreement, gateFile: string, shard: Shard | undefined): Promise<GateScope> {
  const folder = path.dirname(path.resolve(gateFile));
  const words = await withoutGlobs(given);
  const project = await currentProject();
  const ofProject = words.length > 0 || project === undefined ? [] : await filesOf(project);
  if (ofProject.length + words.length === 0 && agreed.scenarios.length === 0) {
    throw new ClewError('CLEW_BAD_OPTION', `nothing is agreed in ${gateFile}, and no scenario is named`, { next: 'Name what to agree on: clew gate saga.scenario.ts --update' });
  }
  const asked = words.length > 0 ? words : [...new Set([...(await wordsOf(agreed, folder)), ...ofProject])];
  const { searched, generated } = await selectedBy(asked, folder);
  const files = new Set(words.filter((word) => isFile(word) && !word.includes('#')).map((word) => inFolder(word, folder)));
  const names = new Set([...searched.map(({ scenario }) => scenario.name), ...generated.map(({ name }) => name)]);
  const isAsked = ({ scenario, file }: AgreedScenario) => words.length === 0 || names.has(scenario) || (file !== undefined && files.has(file));
  const relevant = agreed.scenarios.filter(isAsked);
  const all = [...new Set([...names, ...relevant.map(({ scenario }) => scenario)])];
  const mine = new Set(shard === undefined ? all : sliceOf(all, shard));
  return {
    searched: searched.filter(({ scenario }) => mine.has(scenario.name)),
    generated: generated.filter(({ name }) => mine.has(name)),
    agreed: { scenarios: relevant.filter(({ scenario }) => mine.has(scenario)) },
    gone: relevant.filter(({ scenario }) => mine.has(scenario) && !names.has(scenario)).map(({ scenario }) => scenario),
    ...(shard !== undefined && { part: { shard, of: all.sort() } }),
  };
}

/** What to type to get all that is agreed on and still there. */
async function wordsOf({ scenarios }: Agreement, folder: string): Promise<string[]> {
  const files = [...new Set(scenarios.flatMap(({ file }) => file ?? []))].map((file) => path.relative(process.cwd(), path.join(folder, file)));
  const named = scenarios.filter(({ file }) => file === undefined).map(({ scenario }) => scenario);
  if (named.length === 0) return files.filter((file) => existsSync(file));
  const { catalog } = await import('../src/scenarios/catalog.ts');
  const known = new Set(catalog.map(({ name }) => name));
  return [...named.filter((name) => known.has(name)), ...files.filter((file) => existsSync(file))];
}

/** The scenarios that the words name, each once, with their files. @throws ClewError CLEW_BAD_SCENARIO for two of one name */
async function selectedBy(words: readonly string[], folder: string): Promise<Pick<GateScope, 'searched' | 'generated'>> {
  const found = new Map<string, Gated>();
  const generated = new Map<string, GatedWorkloads>();
  for (const word of words) {
    const file = isFile(word) ? inFolder(word, folder) : undefined;
    const { scenarios, workloads } = await selectSubjects([word]);
    for (const one of file === undefined ? [] : workloads) {
      const name = `${file}#${one.exported}`;
      generated.set(name, { ...one, name, file: file! });
    }
    for (const one of scenarios) {
      const { name } = one.scenario;
      const other = found.get(name);
      if (other !== undefined && other.file !== file) {
        throw new ClewError('CLEW_BAD_SCENARIO', `two scenarios are called "${name}"`, { values: [other.reference, one.reference], usually: 'A variant that was copied: an agreement knows a scenario by its name.' });
      }
      if (other === undefined) found.set(name, { ...one, ...(file !== undefined && { file }) });
    }
  }
  return { searched: [...found.values()], generated: [...generated.values()] };
}

/** The file as the gate file names it: relative to its folder, and written with `/`. */
function inFolder(word: string, folder: string): string {
  return path.relative(folder, path.resolve(word.split('#')[0]!)).split(path.sep).join('/');
}
