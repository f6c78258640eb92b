import { documentText } from '../reports/json/document.ts';
import { runDocument } from '../reports/json/run-document.ts';
import { type Examined, type Selected, type Unusable, worstOf } from '../reports/run-results.ts';
import { readSavedRun } from '../reports/saved-run.ts';
import type { Theme } from '../reports/tui/theme.ts';
import type { Entry, Searching, TuiAction } from '../reports/tui/tui-state.ts';
import type { SearchProgress } from '../src/search/search.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { alternateScreen } from './alternate-screen.ts';
import { ExitCode } from './exit-code.ts';
import { frameStream } from './frame-stream.ts';
import { checkWritable, save } from './save.ts';
import { textOf } from './diff.ts';
import { type RunOptions, searchOne, withOutcomes } from './searching.ts';
import { selectScenario, selectScenarios } from './select-scenarios.ts';
import { isAsciiOnly, paletteFor } from './terminal.ts';

/** How often the standing of a search is shown, in milliseconds. */
const newsMilliseconds = 100;

type Tell = (action: TuiAction) => void;

/** `clew tui`: looks at a saved run, or at scenarios while they are searched. */
export async function tui(words: readonly string[], options: RunOptions): Promise<void> {
  checkTerminal();
  const [file] = words;
  if (words.length === 1 && file!.endsWith('.json')) return lookAtSaved(savedEntries(file!));
  await searchInTui(words, options);
}

/** `clew run --tui`: searches while one looks; the exit code, and what is saved, are those of a search that was stopped where one left. */
export async function runInTui(words: readonly string[], options: RunOptions): Promise<void> {
  checkTerminal();
  if (options.json === true) throw new ClewError('CLEW_BAD_OPTION', '--tui and --json exclude each other', { next: '`clew run --tui --save run.json` writes the JSON document to a file.' });
  if (options.save !== undefined) checkWritable(options.save);
  const { selected, found } = await searchInTui(words, options);
  const examined = found.filter((result): result is Examined => 'report' in result);
  const unusable = found.filter((result): result is Unusable => 'error' in result);
  const notSearched = selected.slice(found.length).map(({ scenario }) => scenario.name);
  const interrupted = notSearched.length > 0 || examined.some(({ report }) => report.interrupted);
  const results = { examined, unusable, notSearched, interrupted, replayOptions: '', searchOptions: '' };
  process.exitCode = ExitCode[({ unusable: 'unusable', broken: 'broken', undecided: 'undecided', survives: 'good' } as const)[worstOf(results)]];
  if (options.save !== undefined) save(options.save, documentText(runDocument(results)));
}

/** Searches while one looks; what was found, scenario by scenario. */
async function searchInTui(words: readonly string[], options: RunOptions): Promise<{ readonly selected: readonly Selected[]; readonly found: readonly (Examined | Unusable)[] }> {
  const selected = withOutcomes(await selectScenarios(words), options.outcome);
  const entries = selected.map(({ scenario, reference }) => ({ name: scenario.name, reference, found: null, unusable: '' }));
  const search = { stopped: false };
  const failed: unknown[] = [];
  const found: (Examined | Unusable)[] = [];
  let searching: Promise<void> = Promise.resolve();
  await show(entries, selected, (tell, close) => {
    searching = searchAll(selected, options, search, tell, found).catch((error: unknown) => {
      failed.push(error);
      close();
    });
  });
  search.stopped = true;
  await searching;
  if (failed.length > 0) throw failed[0];
  return { selected, found };
}

/** Says so where there is no terminal to draw on, or to take keys from. @throws ClewError CLEW_BAD_OPTION */
function checkTerminal(): void {
  const missing = [...(process.stdin.isTTY ? [] : ['stdin']), ...(process.stdout.isTTY ? [] : ['stdout'])];
  if (process.env['TERM'] === 'dumb') missing.push('a terminal that can move its cursor (TERM is "dumb")');
  if (missing.length === 0) return;
  throw new ClewError('CLEW_BAD_OPTION', 'the interactive report needs a terminal, and there is none', {
    values: [`missing: ${missing.join(', ')}`],
    usually: 'A pipe, a redirection, or a CI job.',
    next: '`clew run` prints the verdicts, and `clew replay <scenario> --faults <set>` draws a run, without one.',
  });
}

function savedEntries(file: string): Entry[] {
  const { results, errors, notSearched } = readSavedRun(textOf(file), file);
  return [
    ...results.map(({ scenario, reference, bounds, outcomes, runs }) => ({ name: scenario, reference, found: { bounds, outcomes, runs }, unusable: '' })),
    ...errors.map(({ scenario, error }) => ({ name: scenario, reference: scenario, found: null, unusable: `${error.code}: ${error.what}` })),
    ...notSearched.map((name) => ({ name, reference: name, found: null, unusable: '' })),
  ];
}

async function lookAtSaved(entries: readonly Entry[]): Promise<void> {
  const selected: Selected[] = [];
  for (const { reference } of entries) {
    try {
      selected.push({ ...(await selectScenario(reference)), reference });
    } catch (error) {
      // Its verdicts can be read even so; why its runs cannot be played is said when one is asked for.
      if (!(error instanceof ClewError)) throw error;
    }
  }
  await show(entries, selected);
}

async function searchAll(selected: readonly Selected[], options: RunOptions, search: { readonly stopped: boolean }, tell: Tell, found: (Examined | Unusable)[]): Promise<void> {
  for (const one of selected) {
    if (search.stopped) return;
    const { scenario, reference } = one;
    const news = newsOf(scenario.name, tell);
    news({ runs: 0, size: 0, depth: 0, found: 0 });
    // So that this is seen before the first runs, which may take a while.
    await new Promise((resolve) => setTimeout(resolve, newsMilliseconds));
    const result = await searchOne(one, options, search, { watch: news });
    found.push(result);
    const entry = { name: scenario.name, reference };
    if ('report' in result) tell({ kind: 'entry', entry: { ...entry, found: { bounds: result.report.bounds, outcomes: result.report.outcomes, runs: result.report.runs }, unusable: '' } });
    else tell({ kind: 'entry', entry: { ...entry, found: null, unusable: `${result.error.code}: ${result.error.what}` } });
  }
  tell({ kind: 'searching', searching: null });
}

/** Tells where the search stands, now and then. */
function newsOf(scenario: string, tell: Tell): (progress: Omit<SearchProgress, 'faults'>) => void {
  const began = performance.now();
  let told = -Infinity;
  return ({ runs, size, depth, found }) => {
    const now = performance.now();
    if (now - told < newsMilliseconds) return;
    told = now;
    const searching: Searching = { scenario, runs, size, depth, found, runsPerSecond: Math.round((runs / Math.max(1, now - began)) * 1000) };
    tell({ kind: 'searching', searching });
  };
}

/** Shows the interactive report until it is left, and leaves the terminal as it was. */
async function show(entries: readonly Entry[], selected: readonly Selected[], watch?: (tell: Tell, close: () => void) => void): Promise<void> {
  // Read by React as it is loaded: its development build is slow, and prints.
  process.env['NODE_ENV'] = 'production';
  // In a CI job Ink draws nothing before the end. Here is a terminal, and somebody who looks at it.
  for (const name of Object.keys(process.env)) if (name === 'CONTINUOUS_INTEGRATION' || name.startsWith('CI_')) delete process.env[name];
  process.env['CI'] = 'false';
  const [{ render }, { createElement }, { App }, { Player }] = await Promise.all([import('ink'), import('react'), import('../reports/tui/app.tsx'), import('../reports/tui/player.ts')]);
  const theme = await themeOf();
  let close: () => void = () => undefined;
  const screen = alternateScreen(() => close());
  try {
    const { columns, rows } = process.stdout;
    const props = { entries, player: new Player(selected), theme, columns, rows, ...(watch !== undefined && { watch: (tell: Tell) => watch(tell, () => close()) }) };
    const app = render(createElement(App, props), { stdout: frameStream(process.stdout), exitOnCtrlC: false, patchConsole: false });
    close = () => app.unmount();
    await app.waitUntilExit();
  } finally {
    screen.leave();
  }
}

async function themeOf(): Promise<Theme> {
  const palette = await paletteFor(process.stdout);
  const { Chalk } = await import('chalk');
  // The cursor is shown even without colours: reverse video is none.
  const chalk = new Chalk({ level: 1 });
  return { ...palette, marked: (text) => chalk.inverse(text), ascii: isAsciiOnly(process.stdout) };
}
