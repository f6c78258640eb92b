/** A thread that makes runs ahead of the search of one scenario, which goes on in another thread. */
import { workerData } from 'node:worker_threads';
import { type Batch, State, takePiece } from '../../src/search/ahead/batch.ts';
import { PieceRunner } from '../../src/search/ahead/piece-runner.ts';
import { SimulatedSystem } from '../../src/search/simulated-system.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import { prepare } from '../../src/simulator/preparation.ts';
import { purity } from '../../src/simulator/purity.ts';
import { boundsOf } from '../bounds-options.ts';
import { withOutcomes } from '../searching.ts';
import { selectSubjects } from '../select-scenarios.ts';
import type { ForerunnerAnswer, ForerunnerData, ForerunnerTask } from './forerunner-messages.ts';

/** How long it sleeps at most while the next piece lies too far ahead of the search, in milliseconds. */
const sleepMilliseconds = 20;

const { by, words, place, options, port, answered } = workerData as ForerunnerData;

const { scenario } = withOutcomes((await selectSubjects(words)).scenarios, options.outcome)[place]!;
const preparation = prepare(scenario, boundsOf(options));
const { simulation, bounds } = preparation;
const ground = { system: new SimulatedSystem(simulation, bounds), bounds, steps: () => simulation.stepsPlayed };
ground.system.startInterning();
// For good, as nothing else is done here. A handler that does not end is ended with the thread.
purity.beginSession();

port.on('message', (task: ForerunnerTask) => ('batch' in task ? help(task.batch) : answer({ unchanged: isUnchanged() })));

function help(sent: Batch<Fault>): void {
  // A scenario that is another one here is of no help.
  if (JSON.stringify(bounds) !== JSON.stringify(sent.bounds)) return;
  // Equal faults are identical.
  const batch = { ...sent, faults: sent.faults.map((fault) => ground.system.intern(fault)) };
  const runner = new PieceRunner(batch, ground);
  while (Atomics.load(batch.state, State.closed) === 0 && Atomics.load(batch.state, State.next) < batch.ends.length) {
    const piece = takePiece(batch);
    if (piece === undefined) Atomics.wait(batch.state, State.reached, Atomics.load(batch.state, State.reached), sleepMilliseconds);
    else answer({ told: { by, ...runner.run(piece) } });
  }
}

function isUnchanged(): boolean {
  try {
    preparation.checkStillTheSame();
    return true;
  } catch {
    return false;
  }
}

function answer(message: ForerunnerAnswer): void {
  port.postMessage(message, 'told' in message ? [message.told.words.buffer as ArrayBuffer] : []);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
}
