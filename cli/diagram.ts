import type { Examined } from '../reports/run-results.ts';
import { spaceTime } from '../reports/space-time/model.ts';
import { drawSpaceTime } from '../reports/space-time/text.ts';
import type { Palette } from '../reports/text/palette.ts';
import { explainWays } from '../src/explanation/explain.ts';
import type { Ways } from '../src/explanation/ways.ts';
import type { OutcomeReport } from '../src/search/examine.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { parseFailureSet } from '../src/simulator/failure-set.ts';
import { type RecordedRun, recordRun } from '../src/simulator/recorded-run.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { isAsciiOnly } from './terminal.ts';

/** How wide a diagram may be where the width of the terminal is not known, and at most. */
const widthByDefault = 100;
const widthMax = 160;
const indent = '  ';

/** A run as a space-time diagram. */
export function diagramLines(run: RecordedRun, palette: Palette): readonly string[] {
  const width = Math.min(process.stdout.columns || widthByDefault, widthMax) - 2 * indent.length;
  return drawSpaceTime(spaceTime(run), { width, palette, ascii: isAsciiOnly(process.stdout) })
    .split('\n')
    .map((line) => (indent + line).trimEnd());
}

/** How many steps all runs may take that tell the ways to break an outcome apart: a moment. */
const waysStepsMax = 60_000;

/** The distinct ways to break an outcome of a scenario that was searched; null where they cannot be told. */
export function waysOf({ scenario, report }: Examined, outcome: OutcomeReport): Ways | null {
  if (outcome.failureSets.length === 0) return null;
  try {
    return explainWays(scenario, report.bounds, outcome, { stepsMax: waysStepsMax });
  } catch (error) {
    if (error instanceof ClewError) return null;
    throw error;
  }
}

/** Draws runs of a scenario that was searched. */
export function diagramOf(palette: Palette): (examined: Examined, faults: string) => readonly string[] {
  return ({ scenario, report }, faults) => diagramLines(recordRun(new Simulation(scenario), parseFailureSet(faults), report.bounds), palette);
}
