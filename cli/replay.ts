import { documentText } from '../reports/json/document.ts';
import { replayDocument } from '../reports/json/replay-document.ts';
import { type ReplayResults, verdictOf } from '../reports/replay-results.ts';
import type { Selected } from '../reports/run-results.ts';
import { replayText, unfiredText } from '../reports/text/replay-text.ts';
import type { Bounds, BoundsOptions } from '../src/simulator/bounds.ts';
import { deriveBounds } from '../src/simulator/derive-bounds.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { type FailureSet, parseFailureSet } from '../src/simulator/failure-set.ts';
import { guarded, playedTwice } from '../src/simulator/preparation.ts';
import { type RecordedRun, recordRun } from '../src/simulator/recorded-run.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { diagramLines } from './diagram.ts';
import { ExitCode } from './exit-code.ts';
import { firstDifference } from './first-difference.ts';
import { relative, relativePaths } from './relative-paths.ts';
import { selectScenario } from './select-scenarios.ts';
import { walk } from './step-by-step.ts';
import { paletteFor, print, printDocument, printError } from './terminal.ts';
import { unfiredFaults } from './unfired-faults.ts';

/** The options of `clew replay`, as commander gives them. */
export interface ReplayOptions extends BoundsOptions {
  readonly faults: string;
  readonly step?: boolean;
  readonly twice?: boolean;
  readonly json?: boolean;
}

/** `clew replay`: plays one run and draws it. */
export async function replay(word: string, options: ReplayOptions): Promise<void> {
  const selected = await selectScenario(word);
  const results = played(selected, options);
  process.exitCode = { good: ExitCode.good, broken: ExitCode.broken, undecided: ExitCode.undecided }[verdictOf(results)];
  if (options.json === true) return printDocument(documentText(replayDocument(results)));
  const palette = await paletteFor(process.stdout);
  if (options.step === true) await walk(results.run, palette);
  print(replayText(results, diagramLines(results.run, palette), palette));
  printError(unfiredText(results, await paletteFor(process.stderr)));
}

function played(selected: Selected, options: ReplayOptions): ReplayResults {
  try {
    return playedBare(selected, options);
  } catch (error) {
    if (!(error instanceof ClewError)) throw error;
    // What one would do next is what has just been done.
    const told = error.code === 'CLEW_NOT_REPEATABLE' ? new ClewError(error.code, error.what, { values: error.values, ...(error.usually !== undefined && { usually: error.usually }) }) : error;
    throw relativePaths(told, selected);
  }
}

function playedBare(selected: Selected, { faults: word, until, horizon, twice = false }: ReplayOptions): ReplayResults {
  const { scenario, reference } = selected;
  const faults = parseFailureSet(word);
  const simulation = new Simulation(scenario);
  checkNames(simulation, faults, reference);
  // With `--twice`, the very first runs are compared as well: only they find nothing that others have left behind.
  const explore = twice ? (exploratory: Bounds) => playedTwice(simulation, exploratory) : undefined;
  const bounds = guarded(simulation, () => deriveBounds(simulation, { ...(until !== undefined && { until }), ...(horizon !== undefined && { horizon }) }, explore));
  const run = withRelativePaths(guarded(simulation, () => recordRun(simulation, faults, bounds)));
  const unfired = unfiredFaults(simulation, faults, bounds);
  if (twice) {
    // At once, and from scratch: state outside may change with every run, or with every simulation.
    for (const again of [simulation, new Simulation(scenario)]) {
      const difference = firstDifference(run, withRelativePaths(guarded(again, () => recordRun(again, faults, bounds))));
      if (difference !== undefined) throw notRepeatable(reference, difference);
    }
  }
  return { ...selected, run, unfired, repeated: twice };
}

function notRepeatable(reference: string, { where, first, second }: { readonly where: string; readonly first: string; readonly second: string }): ClewError {
  return new ClewError('CLEW_NOT_REPEATABLE', `${reference} does not repeat itself: two runs with the same faults part at ${where}`, {
    values: [`first   ${first}`, `second  ${second}`],
    usually: 'State kept outside node.state and node.disk: a module variable, a closure, or an object that `state: () => …` gives out twice.',
  });
}

/** Says of a fault that it names something unknown, before any handler seems to have done so. */
function checkNames(simulation: Simulation, faults: FailureSet, reference: string): void {
  for (const { token, lane, node, groups } of faults) {
    try {
      if (lane !== '') simulation.laneNamed(lane);
      for (const id of [...(node === '' ? [] : [node]), ...(groups?.flat() ?? [])]) simulation.nodeNamed(id);
    } catch (error) {
      if (!(error instanceof ClewError)) throw error;
      throw new ClewError(error.code, `the fault "${token}" names what is not in ${reference}`, { values: error.values, usually: 'A misspelt name, or a failure set of another scenario.', next: `clew run ${reference}` });
    }
  }
}

function withRelativePaths(run: RecordedRun): RecordedRun {
  return {
    ...run,
    breakdowns: run.breakdowns.map((breakdown) => ({ ...breakdown, stack: breakdown.stack.map(relative) })),
    steps: run.steps.map((step) => (step.threw === null ? step : { ...step, threw: { ...step.threw, stack: step.threw.stack.map(relative) } })),
  };
}
