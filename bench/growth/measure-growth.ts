import { type Cell, type CellFigures, measureCell } from './cells.ts';
import { measureOvershoot, type OvershootFigures } from './overshoot.ts';

/** How far to go. */
export interface GrowthEffort {
  readonly nodes: readonly number[];
  /** The steps of a run while the nodes grow. */
  readonly stepsEach: number;
  readonly steps: readonly number[];
  /** The nodes while the steps grow. */
  readonly nodesEach: number;
  readonly depthMax: number;
  /** Runs with more steps are not searched to their certificate of depth 1, which takes minutes: only as long as at depth 2. */
  readonly certifiedStepsMax: number;
  /** Milliseconds of processor time for a search of depth 1, and for one of depth 2, after which it is left as it is. */
  readonly shallow: number;
  readonly deep: number;
  /** The same for the small system, which is to come to its end. */
  readonly whole: number;
  /** The budget of which the overshoot is measured, in seconds. */
  readonly budget: number;
}

/** What a normal run of the benchmarks goes to, in some three minutes. */
export const fullGrowth: GrowthEffort = {
  nodes: [3, 5, 10, 20, 30], stepsEach: 1_000,
  steps: [240, 500, 1_000, 2_500, 5_000, 10_000], nodesEach: 30, certifiedStepsMax: 5_000,
  depthMax: 4, shallow: 60_000, deep: 3_000, whole: 300_000, budget: 10,
};

/** A short run. */
export const quickGrowth: GrowthEffort = { nodes: [3, 10], stepsEach: 240, steps: [240, 1_000], nodesEach: 10, certifiedStepsMax: 5_000, depthMax: 2, shallow: 3_000, deep: 500, whole: 10_000, budget: 1 };

/** How time and memory grow: cells of depth 1, and the same of depth 2. */
export interface GrowthFigures {
  readonly effort: GrowthEffort;
  readonly nodes: readonly CellPair[];
  readonly steps: readonly CellPair[];
  /** One small system, at depth 1, 2 and so on, each to its certificate. */
  readonly depths: readonly CellFigures[];
  readonly overshoot: OvershootFigures;
}

/** One system at depth 1 and at depth 2. */
export interface CellPair {
  readonly one: CellFigures;
  readonly two: CellFigures;
}

/** The system whose depth grows: small enough that all of it is searched. */
const small = { nodes: 5, steps: 60, crashes: 1, drops: 3 };

/** Measures all cells, one after the other, each in a process of its own. */
export function measureGrowth(effort: GrowthEffort, note: (text: string) => void): GrowthFigures {
  const known = new Map<string, CellFigures>();
  const measured = (cell: Cell): CellFigures => {
    const key = JSON.stringify(cell);
    const before = known.get(key);
    if (before !== undefined) return before;
    note(`growth: ${cell.nodes} nodes, ${cell.steps} steps, depth ${cell.depth}`);
    const figures = measureCell(cell);
    known.set(key, figures);
    return figures;
  };
  const pair = (nodes: number, steps: number): CellPair => ({
    one: measured({ nodes, steps, depth: 1, crashes: 1, drops: 2, milliseconds: steps > effort.certifiedStepsMax ? effort.deep : effort.shallow }),
    two: measured({ nodes, steps, depth: 2, crashes: 1, drops: 2, milliseconds: effort.deep }),
  });
  return {
    effort,
    nodes: effort.nodes.map((nodes) => pair(nodes, effort.stepsEach)),
    steps: effort.steps.map((steps) => pair(effort.nodesEach, steps)),
    depths: Array.from({ length: effort.depthMax }, (_, level) => measured({ ...small, depth: level + 1, milliseconds: effort.whole })),
    overshoot: overshoot(effort.budget, note),
  };
}

function overshoot(seconds: number, note: (text: string) => void): OvershootFigures {
  note(`growth: a budget of ${seconds} s`);
  return measureOvershoot(seconds);
}
