import type { ExaminedWorkloads, SelectedWorkloads, Unusable } from '../reports/run-results.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { examineWorkloads } from '../src/workload/examine-workloads.ts';
import { boundsOf, boundsTyped } from './bounds-options.ts';
import { withOnly } from './generated-workloads.ts';
import { inSlices } from './in-slices.ts';
import type { Interruption } from './interruption.ts';
import { progressLine } from './progress-line.ts';
import { workloadsOfProject } from './project/project.ts';
import { relativePaths } from './relative-paths.ts';
import type { RunOptions } from './searching.ts';

/** Searches a scenario under generated workloads, until one of them breaks it. */
export async function searchWorkloads(selected: SelectedWorkloads, options: RunOptions, interruption: Interruption): Promise<ExaminedWorkloads | Unusable> {
  const { workloads, reference } = selected;
  const { runs, seed, path, outcome, budget } = options;
  const began = performance.now();
  const progress = progressLine(reference);
  const deadline = budget === undefined ? Infinity : began + budget;
  try {
    const report = await examineWorkloads(outcome === undefined ? withOnly(workloads, selected.outcomes) : workloads, {
      ...boundsOf(options),
      ...(runs !== undefined && { runsMax: runs }),
      ...(seed !== undefined && { seed }),
      ...(path !== undefined && { path }),
      workloads: options.workloads ?? (await workloadsOfProject()),
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
