import { SimulatedSystem } from '../src/search/simulated-system.ts';
import { prepare } from '../src/simulator/preparation.ts';
import { purity } from '../src/simulator/purity.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { BareLoop } from './bare-loop.ts';
import { processorTime } from './processor-time.ts';
import type { Shape } from './shapes/shape.ts';

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** How long each way is measured in each round, in milliseconds. */
  readonly milliseconds: number;
}

/** Steps per second of one shape, each the median over the rounds, and their ratios, each the median of the ratios within a round. */
export interface StepLoopFigures {
  readonly shape: Shape;
  readonly stepsPerRun: number;
  readonly bare: number;
  readonly off: number;
  readonly on: number;
  readonly searched: number;
  /** How many times as long a step takes with lineage as without. */
  readonly onToOff: number;
  /** How many times as long a step takes with lineage as in the bare loop. */
  readonly onToBare: number;
  readonly offToBare: number;
}

/** A way to do the work: plays one run, and says how many steps it took. */
type Way = () => number;

/** Measures one shape: the ways take turns within each round, so that a slow moment of the machine strikes all of them. */
export function measureStepLoop(shape: Shape, { rounds, milliseconds }: Effort): StepLoopFigures {
  const ways = waysOf(shape);
  const stepsPerRun = checkedSteps(shape, ways);
  // As in a search: the globals that handlers must not use are replaced once, and not for each run.
  purity.beginSession();
  const measured: Record<keyof typeof ways, number>[] = [];
  for (let round = -1; round < rounds; round++) {
    const speeds = { bare: speedOf(ways.bare, milliseconds), off: speedOf(ways.off, milliseconds), on: speedOf(ways.on, milliseconds), searched: speedOf(ways.searched, milliseconds) };
    // The first round is for the compiler.
    if (round >= 0) measured.push(speeds);
  }
  purity.endSession();
  const middle = (value: (speeds: (typeof measured)[number]) => number): number => median(measured.map(value));
  return {
    shape,
    stepsPerRun,
    bare: middle(({ bare }) => bare),
    off: middle(({ off }) => off),
    on: middle(({ on }) => on),
    searched: middle(({ searched }) => searched),
    onToOff: middle(({ off, on }) => off / on),
    onToBare: middle(({ bare, on }) => bare / on),
    offToBare: middle(({ bare, off }) => bare / off),
  };
}

/** The middle value; of an even number, the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function waysOf({ scenario, ...shape }: Shape): { bare: Way; off: Way; on: Way; searched: Way } {
  const loop = new BareLoop({ scenario, ...shape });
  const { bounds } = prepare(scenario);
  const [off, on] = [new Simulation(scenario, { lineage: false }), new Simulation(scenario)];
  const system = new SimulatedSystem(new Simulation(scenario), bounds);
  return {
    bare() {
      const before = loop.steps;
      loop.play();
      return loop.steps - before;
    },
    off: () => off.play([], bounds).stepCount,
    on: () => on.play([], bounds).stepCount,
    searched() {
      system.run([]).touching(0);
      return system.simulation.run.stepCount;
    },
  };
}

/** All ways must take the same steps, or the comparison is worth nothing. */
function checkedSteps({ name }: Shape, ways: Record<string, Way>): number {
  const counts = Object.entries(ways).map(([way, play]) => `${way} ${play()}`);
  const [first] = new Set(counts.map((count) => count.split(' ')[1]));
  if (counts.some((count) => count.split(' ')[1] !== first)) throw new Error(`the ways of "${name}" do not take the same steps: ${counts.join(', ')}`);
  return Number(first);
}

function speedOf(play: Way, milliseconds: number): number {
  const began = processorTime();
  let [steps, elapsed] = [0, 0];
  do {
    for (let times = 0; times < 8; times++) steps += play();
    elapsed = processorTime() - began;
  } while (elapsed < milliseconds);
  return (steps / elapsed) * 1000;
}
