import { documentText } from '../reports/json/document.ts';
import { runDocument } from '../reports/json/run-document.ts';
import { type Examined, type ExaminedWorkloads, type RunResults, type Selected, type SelectedWorkloads, type Unusable, worstOf } from '../reports/run-results.ts';
import { errorText } from '../reports/text/error-text.ts';
import type { Palette } from '../reports/text/palette.ts';
import { scenarioInFull } from '../reports/text/scenario-in-full.ts';
import { verdictTable } from '../reports/text/verdict-table.ts';
import { workloadsInFull, workloadsTable } from '../reports/text/workloads-text.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { boundsTyped, momentsTyped } from './bounds-options.ts';
import { diagramOf, waysOf } from './diagram.ts';
import { ExitCode } from './exit-code.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { checkWritable, save } from './save.ts';
import { type ChosenReporter, chosenReporters } from './reporters/chosen-reporters.ts';
import { type RunOptions, searchOne, withOutcomes } from './searching.ts';
import { selectSubjects } from './select-scenarios.ts';
import { searchInWorkers, workersFor } from './workers/search-in-workers.ts';
import { paletteFor, printDocument, printError } from './terminal.ts';

/** `clew run`: searches the scenarios and shows the verdicts. */
export async function run(words: readonly string[], options: RunOptions): Promise<void> {
  if (options.save !== undefined) checkWritable(options.save);
  const reporters = await chosenReporters(options.reporter);
  const interruption = listenForInterruption();
  const subjects = await selectSubjects(words);
  if (options.path !== undefined && subjects.workloads.length !== 1) throw new ClewError('CLEW_BAD_OPTION', '--path leads to one workload, and is for one scenario of generated workloads', { next: 'clew run orders.ts --seed 1 --path 3:0' });
  const selected = subjects.scenarios.length > 0 || subjects.workloads.length === 0 ? withOutcomes(subjects.scenarios, options.outcome) : [];
  const results = await withWorkloads(await searchAll(selected, words, options, interruption), subjects.workloads, options, interruption);
  interruption.end();
  process.exitCode = ExitCode[{ unusable: 'unusable', broken: 'broken', undecided: 'undecided', survives: 'good' }[worstOf(results)] as 'good'];
  const only = results.unusable[0];
  const asked = selected.length + subjects.workloads.length;
  const isLonely = asked === 1 && only !== undefined;
  await show(results, asked, options, isLonely || options.json === true ? reporters.filter(({ file }) => file !== undefined) : reporters);
  if (isLonely) throw only.error;
}

/** The results with those of the generated workloads. */
async function withWorkloads(results: RunResults, selected: readonly SelectedWorkloads[], options: RunOptions, interruption: Interruption): Promise<RunResults> {
  if (selected.length === 0) return results;
  const { searchWorkloads } = await import('./run-workloads.ts');
  const workloads: ExaminedWorkloads[] = [];
  const unusable = [...results.unusable];
  const notSearched = [...results.notSearched];
  for (const one of selected) {
    if (interruption.stopped) notSearched.push(one.reference);
    else {
      const result = await searchWorkloads(one, options, interruption);
      if ('report' in result) workloads.push(result);
      else {
        unusable.push(result);
        if (results.examined.length + results.unusable.length + selected.length > 1) printError(errorText(result.error, await paletteFor(process.stderr)));
      }
    }
  }
  return { ...results, workloads, unusable, notSearched, interrupted: interruption.stopped };
}

/** Saves and prints the document, where it is asked for, and lets the reporters say the rest. */
async function show(results: RunResults, asked: number, options: RunOptions, reporters: readonly ChosenReporter[]): Promise<void> {
  const document = options.json === true || options.save !== undefined ? documentText(runDocument(results)) : '';
  if (options.save !== undefined) save(options.save, document);
  if (options.json === true && !(asked === 1 && results.unusable.length === 1)) printDocument(document);
  const { reportRun } = await import('./reporters/report-run.ts');
  await reportRun(results, reporters, (palette) => textOf(results, asked, options, palette));
}

function textOf(results: RunResults, asked: number, options: RunOptions, palette: Palette): string {
  const { examined: [examined], workloads = [] } = results;
  const inFull = { all: options.all === true, diagram: diagramOf(palette), ways: waysOf };
  if (asked === 1 && examined !== undefined) return scenarioInFull(examined, results, palette, inFull);
  if (asked === 1 && workloads[0] !== undefined) return workloadsInFull(workloads[0], results, palette, inFull);
  return verdictTable(results, palette) + (workloads.length > 0 ? workloadsTable(workloads, palette) : '');
}

async function searchAll(selected: readonly Selected[], words: readonly string[], options: RunOptions, interruption: Interruption): Promise<RunResults> {
  const workers = workersFor(selected.length, options.workers);
  const found = async (result: Examined | Unusable): Promise<void> => {
    if ('error' in result && selected.length > 1) printError(errorText(result.error, await paletteFor(process.stderr)));
  };
  const results = workers > 1 ? await searchInWorkers(selected, words, options, interruption, workers, found) : await searchInTurn(selected, words, options, interruption, found);
  return {
    examined: results.filter((result) => result !== undefined && 'report' in result),
    unusable: results.filter((result) => result !== undefined && 'error' in result),
    notSearched: selected.flatMap(({ scenario }, place) => (results[place] === undefined ? [scenario.name] : [])),
    interrupted: interruption.stopped,
    replayOptions: momentsTyped(options),
    searchOptions: boundsTyped(options),
  };
}

/** One scenario after the other, each with the threads that are left. */
async function searchInTurn(selected: readonly Selected[], words: readonly string[], options: RunOptions, interruption: Interruption, found: (result: Examined | Unusable) => Promise<void>): Promise<(Examined | Unusable)[]> {
  const results: (Examined | Unusable)[] = [];
  for (const [place, one] of selected.entries()) {
    if (interruption.stopped) break;
    const result = await searchOne(one, options, interruption, { threads: { words, place, options } });
    results.push(result);
    await found(result);
  }
  return results;
}
