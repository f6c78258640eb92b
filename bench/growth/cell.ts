import { examine } from '../../src/search/examine.ts';
import { SimulatedSystem, wasteful } from '../../src/search/simulated-system.ts';
import type { RunDepth } from '../../src/search/system-under-test.ts';
import { prepare } from '../../src/simulator/preparation.ts';
import { purity } from '../../src/simulator/purity.ts';
import { processorTime } from '../processor-time.ts';
import { replicatedLog } from '../shapes/replicated-log.ts';
import type { Cell, CellFigures } from './cells.ts';

/** How long runs are repeated for the compiler, and then to be timed, in milliseconds. */
const timedMilliseconds = 200;

process.stdout.write(JSON.stringify(measure(JSON.parse(process.argv[2]!) as Cell)));

/** Measures one cell; in a process of its own, as memory that was once taken is not given back. */
function measure(cell: Cell): CellFigures {
  const scenario = replicatedLog(cell.nodes, cell.steps);
  const { depth, crashes, drops } = cell;
  const { simulation, bounds } = prepare(scenario, { depth, crashes, drops });
  // The same run is played again and again: it would be known how it ends.
  const system = new SimulatedSystem(simulation, bounds, {}, wasteful);
  purity.beginSession();
  const verdict = meanTime(() => play(system, 'verdict'));
  const lineage = meanTime(() => play(system, 'lineage').touching(0));
  purity.endSession();
  const [offered, touching, steps] = [system.offered().length, system.touching(0).length, simulation.run.stepCount];
  const began = processorTime();
  const { outcomes } = examine(scenario, { depth, crashes, drops, stopped: () => processorTime() - began > cell.milliseconds });
  const { certificate } = outcomes[0]!;
  return { cell, steps, offered, touching, verdict, lineage, verdictOfAll: outcomes[0]!.verdict, certificate, milliseconds: processorTime() - began, peak: process.resourceUsage().maxRSS * 1024 };
}

function play(system: SimulatedSystem, depth: RunDepth): SimulatedSystem {
  system.run([], depth);
  return system;
}

/** How long it takes at the mean, once it has been repeated for a while. */
function meanTime(work: () => unknown): number {
  repeated(work);
  return repeated(work);
}

function repeated(work: () => unknown): number {
  const began = processorTime();
  let [count, elapsed] = [0, 0];
  do {
    work();
    count++;
    elapsed = processorTime() - began;
  } while (elapsed < timedMilliseconds);
  return elapsed / count;
}
