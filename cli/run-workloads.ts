import type { ExaminedWorkloads, SelectedWorkloads, Unusable } from '../reports/run-results.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { examineWorkloads } from '../src/workload/examine-workloads.ts';
import { boundsOf } from './bounds-options.ts';
import { inSlices } from './in-slices.ts';
import type { Interruption } from './interruption.ts';
import { progressLine } from './progress-line.ts';
import { relativePaths } from './relative-paths.ts';
import type { RunOptions } from './run.ts';

/** Searches a scenario under generated workloads, until one of them breaks it. */
export async function searchWorkloads(selected: SelectedWorkloads, options: RunOptions, interruption: Interruption): Promise<ExaminedWorkloads | Unusable> {
  const { workloads, reference } = selected;
  const { runs, seed, path, outcome, budget } = options;
  const began = performance.now();
  const progress = progressLine(reference);
  const deadline = budget === undefined ? Infinity : began + budget;
  try {
    const report = await examineWorkloads(workloads, {
      ...boundsOf(options),
      ...(runs !== undefined && { runsMax: runs }),
      ...(seed !== undefined && { seed }),
      ...(path !== undefined && { path }),
      ...(options.workloads !== undefined && { workloads: options.workloads }),
      ...(outcome !== undefined && { outcomes: outcome }),
      stopped: () => interruption.stopped || performance.now() > deadline,
      drive: (running) => inSlices(running, (state) => progress.show('workloads', (state as { readonly runs: number }).runs)),
    });
    return { ...selected, report, boundsOptions: boundsTyped(options), elapsedMs: performance.now() - began };
  } catch (error) {
    if (error instanceof ClewError) return { scenario: { name: reference }, reference, error: relativePaths(error) };
    throw error;
  } finally {
    progress.clear();
  }
}

/** The bounds as options of the command line. */
function boundsTyped(options: RunOptions): string {
  const { atomicSteps, ...named } = boundsOf(options);
  const typed = Object.entries({ ...named, ...(options.runs !== undefined && { runs: options.runs }) }).map(([name, value]) => ` --${name} ${String(value)}`);
  return [...typed, ...(atomicSteps === true ? [' --atomic-steps'] : [])].join('');
}
