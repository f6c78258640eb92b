import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Selected, SelectedWorkloads } from '../../reports/run-results.ts';
import type { ClewConfig } from '../../src/project/config.ts';
import { type BoundsOptions, faultKinds, pluralOf } from '../../src/simulator/bounds.ts';
import { ClewError } from '../../src/simulator/errors.ts';
import { loadUsersFile } from '../users-file.ts';
import { checkedConfig } from './checked-config.ts';
import { filesMatching } from './globs.ts';

/** The project of a user: where its configuration lies, and what that says. */
export interface Project {
  readonly folder: string;
  /** The configuration, as a path relative to the working directory. */
  readonly file: string;
  readonly config: ClewConfig;
}

/** The names of a configuration, in the order in which they are looked for. */
export const configNames = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `clew.config.${extension}`);

let found: Promise<Project | undefined> | undefined;

/** The project that the working directory is in, by the nearest `clew.config.ts` above. @throws ClewError CLEW_BAD_FILE for a bad one */
export function currentProject(): Promise<Project | undefined> {
  found ??= projectAbove(process.cwd());
  return found;
}

/** Looks again when the project is asked for next: its configuration has just been written. */
export function forgetProject(): void {
  found = undefined;
}

async function projectAbove(start: string): Promise<Project | undefined> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const name = configNames.find((candidate) => existsSync(path.join(folder, candidate)));
    if (name !== undefined) {
      const file = fromHere(path.join(folder, name));
      return { folder, file, config: checkedConfig(file, await loadUsersFile(file)) };
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** The scenario files of a project, relative to the working directory. @throws ClewError CLEW_BAD_FILE if there are none */
export async function filesOf({ folder, file, config }: Project): Promise<string[]> {
  const { scenarios = ['**/*.scenario.{ts,mts,cts,js,mjs,cjs}'] } = config;
  const globs = typeof scenarios === 'string' ? [scenarios] : scenarios;
  const files = await filesMatching(globs, folder);
  if (files.length > 0) return files.map((each) => fromHere(path.join(folder, each)));
  throw new ClewError('CLEW_BAD_FILE', `${file} names no scenario file that is there`, {
    values: globs.map((glob) => `scenarios  ${glob}`),
    usually: 'Globs are relative to the folder of the configuration.',
    next: '`clew init` writes a first scenario.',
  });
}

/** A scenario of a project's, with the bounds and outcomes that the project wants where it says nothing itself. */
export function asInProject(selected: Selected, { config }: Project): Selected {
  const { scenario } = selected;
  const outcomes = config.outcomes?.filter((name) => name in scenario.outcomes) ?? [];
  return {
    ...selected,
    ...(config.bounds !== undefined && { scenario: { ...scenario, bounds: { ...defaultsFor(scenario.bounds, config.bounds), ...scenario.bounds } } }),
    ...(outcomes.length > 0 && { outcomes }),
  };
}

/** The same for a scenario of generated workloads. */
export function workloadsInProject(selected: SelectedWorkloads, { config }: Project): SelectedWorkloads {
  const { bounds, outcomes } = config;
  const { workloads } = selected;
  const scenarioOf = (input: unknown) => {
    const scenario = workloads.scenarioOf(input);
    return bounds === undefined ? scenario : { ...scenario, bounds: { ...defaultsFor(scenario.bounds, bounds), ...scenario.bounds } };
  };
  return { ...selected, workloads: { ...workloads, scenarioOf }, ...(outcomes !== undefined && { outcomes }) };
}

/** How many workloads are generated where no option says another number. */
export async function workloadsOfProject(): Promise<number> {
  return (await currentProject())?.config.workloads ?? 100;
}

/** A budget is one decision: a scenario that names a kind of fault is given no others, and no depth. */
function defaultsFor(own: BoundsOptions, bounds: BoundsOptions): BoundsOptions {
  const kinds = faultKinds.map((kind) => pluralOf[kind]);
  if (kinds.every((kind) => own[kind] === undefined)) return bounds;
  return Object.fromEntries(Object.entries(bounds).filter(([name]) => name !== 'depth' && !kinds.some((kind) => kind === name)));
}

function fromHere(file: string): string {
  return path.relative(process.cwd(), file).split(path.sep).join('/');
}
