import { pairRows } from '../reports/space-time/side-by-side.ts';
import { spaceTime } from '../reports/space-time/model.ts';
import { drawSpaceTime } from '../reports/space-time/text.ts';
import { diagramLines, stops } from '../reports/tui/diagram-lines.ts';
import { nodesAfter } from '../reports/tui/node-states.ts';
import { plainTheme } from '../reports/tui/theme.ts';
import { prepare } from '../src/simulator/preparation.ts';
import { parseFailureSet } from '../src/simulator/failure-set.ts';
import { recordRun } from '../src/simulator/recorded-run.ts';
import { longGossip } from './shapes/gossip.ts';
import { processorTime } from './processor-time.ts';

/** How long it takes to draw a long run, as a multiple of the time that it takes to play and record it. */
export interface DrawingFigures {
  readonly nodes: number;
  readonly steps: number;
  /** The whole diagram as text. */
  readonly text: number;
  /** What one key in the interactive report has to make anew, by panel. */
  readonly key: { readonly diagram: number; readonly state: number; readonly pair: number };
}

const nodes = 30;

/** Measures on a run of 30 nodes and about a thousand steps; of each the least of some rounds. */
export function measureDrawing(rounds: number): DrawingFigures {
  const { simulation, bounds } = prepare(longGossip(nodes));
  const good = recordRun(simulation, [], bounds);
  const bad = recordRun(simulation, parseFailureSet('drop:n2:n4:rumours@1'), bounds);
  const least = (work: () => unknown): number => Math.min(...Array.from({ length: rounds }, () => timeOf(work)));
  const played = least(() => recordRun(simulation, [], bounds));
  const drawn = (work: () => unknown): number => least(work) / played;
  const { length } = bad.steps;
  return {
    nodes,
    steps: length,
    text: drawn(() => drawSpaceTime(spaceTime(bad), { width: 100 })),
    key: {
      diagram: drawn(() => [stops(bad, [], 800), diagramLines({ run: bad, step: Math.floor(length / 2), unfolded: [], parts: 800, width: 118, theme: plainTheme })]),
      state: drawn(() => nodesAfter(bad, length - 1)),
      pair: drawn(() => pairRows(good, bad)),
    },
  };
}

function timeOf(work: () => unknown): number {
  const began = processorTime();
  work();
  return processorTime() - began;
}
