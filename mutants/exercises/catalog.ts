/**
 * Exercises: workloads that put ready-made components to work where the library does not need to. Each survives its
 * bounds, and is searched for the mistakes in the code that it uses which the library leaves standing. They are made as a user would
 * make them; what they promise are the guarantees of the component, and what follows from them.
 */
import type { Scenario } from 'clew';
import { jobsThatMakeJobs } from './job-queue.ts';

/** One line here for each. */
export const exercises: readonly Scenario[] = [jobsThatMakeJobs];
