import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { agreementOf } from '../../src/gate/agreement-of.ts';
import { printAgreement } from '../../src/gate/print-agreement.ts';
import { examination } from '../../src/search/examine.ts';
import { ClewError } from '../../src/simulator/errors.ts';
import { inSlices } from '../in-slices.ts';
import { asInProject, configNames, currentProject, forgetProject } from '../project/project.ts';
import { save } from '../save.ts';
import { subjectsInFile } from '../scenario-file.ts';
import { paletteFor, print } from '../terminal.ts';
import { firstConfig, workflow } from './first-project.ts';
import { firstScenario, firstTest } from './first-scenario.ts';
import { type InitReport, initText } from './init-text.ts';

const scenarioFile = 'outbox.scenario.ts';
const gateFile = 'clew.gate.json';

/** `clew init`: writes what a project begins with. Whatever is there already is left alone. */
export async function init(given = '.'): Promise<void> {
  const folder = path.resolve(given);
  makeFolder(folder, given);
  process.chdir(folder);
  const repository = repositoryAbove(folder) ?? folder;
  const workflowFile = path.relative(folder, path.join(repository, '.github/workflows/clew.yml')).split(path.sep).join('/');
  const files: InitReport['files'][number][] = [];
  const write = (file: string, says: string, text: () => string | Promise<string>) => writeNew(file, says, text).then((one) => files.push(one));
  await write(scenarioFile, 'a shop that repeats an order until the warehouse confirms it', () => firstScenario);
  await write('outbox.test.ts', 'its test, for vitest', () => firstTest);
  await write(configNames.find((name) => existsSync(name)) ?? 'clew.config.ts', 'where your scenarios are', () => firstConfig);
  await write(gateFile, 'what they do now, as agreed', firstAgreement);
  await write(workflowFile, 'holds each pull request to that', () => workflow(path.relative(repository, folder).split(path.sep).join('/')));
  print(initText({ folder: given, files, missing: missingPackages() }, await paletteFor(process.stdout)));
}

function makeFolder(folder: string, given: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (!statSync(folder).isDirectory()) throw new Error('it is a file');
  } catch (error) {
    throw new ClewError('CLEW_CANNOT_WRITE', `${given} cannot be made a project`, { values: [(error as Error).message], usually: 'A file of that name, or a folder without permission to write.', next: 'clew init <folder>' });
  }
}

async function writeNew(file: string, says: string, text: () => string | Promise<string>): Promise<InitReport['files'][number]> {
  if (existsSync(file)) return { file, says, written: false };
  try {
    mkdirSync(path.dirname(file), { recursive: true });
  } catch (error) {
    throw new ClewError('CLEW_CANNOT_WRITE', `${file} cannot be written`, { values: [(error as Error).message], usually: 'A file where a folder is wanted, or no permission to write.' });
  }
  save(file, await text());
  return { file, says, written: true };
}

/** What the search finds out about the scenarios of the first file, agreed to. */
async function firstAgreement(): Promise<string> {
  forgetProject();
  const project = await currentProject();
  const reports = [];
  for (const one of (await subjectsInFile(scenarioFile)).scenarios) {
    const { scenario, outcomes } = project === undefined ? one : asInProject(one, project);
    const report = await inSlices(examination(scenario, outcomes === undefined ? {} : { outcomes }), () => undefined);
    reports.push({ report, fixed: scenario.bounds, known: scenario.known, file: scenarioFile });
  }
  return printAgreement(agreementOf(reports));
}

function repositoryAbove(start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** The packages that what was written needs, and that the project does not ask for; all of them without a `package.json`. */
function missingPackages(): InitReport['missing'] {
  const wanted = ['clew', 'vitest'];
  if (!existsSync('package.json')) return { manifest: true, packages: wanted };
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies?: object; devDependencies?: object };
    return { manifest: false, packages: wanted.filter((name) => !(name in dependencies) && !(name in devDependencies)) };
  } catch {
    return { manifest: false, packages: wanted };
  }
}
