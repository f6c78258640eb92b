import type { Examined } from '../reports/run-results.ts';
import { spaceTime } from '../reports/space-time/model.ts';
import { drawSpaceTime } from '../reports/space-time/text.ts';
import type { Palette } from '../reports/text/palette.ts';
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

/** Draws runs of a scenario that was searched. */
export function diagramOf(palette: Palette): (examined: Examined, faults: string) => readonly string[] {
  return ({ scenario, report }, faults) => diagramLines(recordRun(new Simulation(scenario), parseFailureSet(faults), report.bounds), palette);
}
