/**
 * The computation of `checkpoint/whole`, in which whoever fails goes back alone.
 *
 * A worker that starts again takes up what it saved last, and the manager asks everybody for the round that is late once
 * more. So the others need not repeat anything, and a lost message costs nothing but time. But what the worker had
 * computed since its checkpoint is missing from all that follows.
 */
import { scenario } from 'clew';
import { begin, managing, outcomesOf, type Worker, working } from './whole.ts';

const manager = managing((node) => begin(node, 'compute', node.disk.at));

// The newest that is on disk, as if it had never been away.
function resume(node: Worker): void {
  const [round, value] = [...node.disk.saved].at(-1)!;
  Object.assign(node.state, { epoch: 0, round, value });
}

/** Whoever fails goes back alone. */
export const partial = scenario({
  name: 'checkpoint/partial',
  summary: 'a parallel computation; whoever fails goes back to its own checkpoint, alone',
  source: 'Kleppmann (2017), chapter 8, "Cloud Computing and Supercomputing"',
  nodes: { manager, a: working(1, resume), b: working(2, resume) },
  bounds: { restarts: 1, drops: 1, depth: 2, durations: [2] },
  outcomes: outcomesOf(manager),
  known: [
    {
      outcome: 'result',
      restarts: 1,
      verdict: 'broken',
      faults: ['restart:a/b:value@2~2', 'restart:a/manager:compute@2~2'],
      sets: 20,
      because: 'a worker starts again with a value of an earlier round than that of the other',
    },
    { outcome: 'result', drops: 2, verdict: 'survives', because: 'nobody fails, and what is lost is said again' },
  ],
});
