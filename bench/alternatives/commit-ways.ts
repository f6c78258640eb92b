import fc from 'fast-check';
import { SimulatedSystem } from '../../src/search/simulated-system.ts';
import { parseFailureSet } from '../../src/simulator/failure-set.ts';
import { prepare } from '../../src/simulator/preparation.ts';
import { purity } from '../../src/simulator/purity.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { BareLoop } from '../bare-loop.ts';
import { twoPhaseCommit } from '../shapes/two-phase-commit.ts';
import type { CommitRun, LostMessages } from './commit-run.ts';
import { PromiseCommit } from './promise-commit.ts';
import { ScheduledNetwork, type Settling } from './scheduled-network.ts';
import type { Flush } from './virtual-clock.ts';

/** A way to play two-phase commit. */
export interface CommitWay {
  readonly name: string;
  /** Whether it is clew or the bare loop, with which the others are compared. */
  readonly ours: boolean;
  /** Plays it so many times, as one would to be quick. */
  readonly playMany: (times: number) => Promise<void>;
  /** Plays it once without these messages; absent where none can be lost. */
  readonly playWithout?: (lost: LostMessages) => Promise<CommitRun>;
}

const { definitions, scenario, horizon } = twoPhaseCommit;

/** All ways, ours first. */
export function commitWays(): CommitWay[] {
  const { bounds } = prepare(scenario);
  const [off, on] = [new Simulation(scenario, { lineage: false }), new Simulation(scenario)];
  const system = new SimulatedSystem(new Simulation(scenario), bounds);
  const loop = new BareLoop(twoPhaseCommit);
  const played = (name: string, simulation: Simulation): CommitWay => ({ ...inSession(name, () => simulation.play([], bounds)), playWithout: (lost) => Promise.resolve(simulated(simulation, lost)) });
  return [
    inSession('bare loop', () => loop.play()),
    played('clew, lineage off', off),
    played('clew, lineage on', on),
    inSession('clew, with influence', () => system.run([]).touching(0)),
    drawn('fast-check, `waitAll`', (scheduler) => scheduler.waitAll()),
    drawn('fast-check, `waitIdle`', (scheduler) => scheduler.waitIdle()),
    awaited('promises, counted microtasks', microtasks),
    awaited('promises, `setImmediate`', () => new Promise((resolve) => setImmediate(resolve))),
  ];
}

/** As in a search, the globals that handlers must not use are replaced once for many runs; not while others are measured. */
function inSession(name: string, play: () => unknown): CommitWay {
  return {
    name,
    ours: true,
    playMany(times) {
      purity.beginSession();
      for (let time = 0; time < times; time++) play();
      purity.endSession();
      return Promise.resolve();
    },
  };
}

function simulated(simulation: Simulation, lost: LostMessages): CommitRun {
  const faults = lost.size === 0 ? [] : parseFailureSet([...lost].map((message) => `drop:${message}@1`).join('+'));
  const { stepCount } = simulation.play(faults, prepare(scenario).bounds);
  return { steps: stepCount, decisions: simulation.topology.nodes.map(({ state }) => (state as { decision: string | undefined }).decision) };
}

/** As the documentation of fast-check has it: a property of a scheduler, and tasks that it resolves in the order that it draws. */
function drawn(name: string, settle: Settling): CommitWay {
  const played = async (times: number, lost?: LostMessages): Promise<CommitRun> => {
    let last: CommitRun | undefined;
    await fc.assert(fc.asyncProperty(fc.scheduler(), async (scheduler) => void (last = await new ScheduledNetwork(definitions, scheduler, lost).play(settle))), { numRuns: times });
    return last!;
  };
  return { name, ours: false, playMany: async (times) => void (await played(times)), playWithout: (lost) => played(1, lost) };
}

function awaited(name: string, flush: Flush): CommitWay {
  return {
    name,
    ours: false,
    async playMany(times) {
      for (let time = 0; time < times; time++) await new PromiseCommit().play(horizon, flush);
    },
    playWithout: (lost) => new PromiseCommit(lost).play(horizon, flush),
  };
}

/** Enough for three messages in one mailbox, and no more: the quickest that comes to the same decisions. It is wrong as soon as somebody awaits once more. */
async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await Promise.resolve();
}
