import path from 'node:path';
import type { Reporter, ReporterName } from '../../src/project/reporters.ts';
import { ClewError } from '../../src/simulator/errors.ts';
import { formatNamed } from '../format-list.ts';
import { currentProject, type Project } from '../project/project.ts';
import { reportFiles } from './report-files.ts';

/** A reporter, and where it writes. */
export interface ChosenReporter {
  readonly name: ReporterName;
  /** Relative to the working directory; absent for stdout. */
  readonly file?: string;
}

/** These go to stdout unless a file is named. */
const shown: readonly ReporterName[] = ['text', 'github'];

/**
 * The reporters of a command: those that were typed (`junit`, `junit=clew.xml`), else those of the project, else text. Where all of them write files, text is shown as well.
 *
 * @throws ClewError CLEW_BAD_OPTION for a name that is none, or if two of them write to one file
 */
export async function chosenReporters(typed: readonly string[] | undefined): Promise<readonly ChosenReporter[]> {
  const all = typed?.map(typedReporter) ?? ofProject(await currentProject());
  const files = all.flatMap(({ file }) => (file === undefined ? [] : [path.resolve(file)]));
  const twice = all.find(({ file }) => file !== undefined && files.filter((other) => other === path.resolve(file)).length > 1);
  if (twice !== undefined) throw new ClewError('CLEW_BAD_OPTION', `two reporters write to ${twice.file}`, { usually: 'A reporter that is named twice.' });
  return all.some(({ file }) => file === undefined) ? all : [{ name: 'text' }, ...all];
}

function typedReporter(text: string): ChosenReporter {
  const [word = '', file] = text.split(/=(.*)/s);
  if (file === '') throw new ClewError('CLEW_BAD_OPTION', `--reporter is ${JSON.stringify(text)}, and names no file`, { next: `For example: --reporter ${word}=report.txt` });
  return chosen(formatNamed(word, 'reporter'), file);
}

function ofProject(project: Project | undefined): ChosenReporter[] {
  const { reporters } = project?.config ?? {};
  if (project === undefined || reporters === undefined) return [{ name: 'text' }];
  const folder = path.dirname(project.file);
  const isWanted = (name: ReporterName) => name !== 'github' || process.env['GITHUB_ACTIONS'] === 'true';
  return reporters.map((reporter) => asPair(reporter)).flatMap(([name, file]) => (isWanted(name) || file !== undefined ? [chosen(name, file, folder)] : []));
}

function asPair(reporter: Reporter): [name: ReporterName, file: string | undefined] {
  return typeof reporter === 'string' ? [reporter, undefined] : [reporter[0], reporter[1]?.file];
}

function chosen(name: ReporterName, file: string | undefined, folder = '.'): ChosenReporter {
  if (file === undefined && shown.includes(name)) return { name };
  return { name, file: path.join(folder, file ?? reportFiles[name]) };
}
