import { replicatedLog } from './replicated-log.ts';

/** The large system of the benchmarks as a scenario file: 30 nodes, some 5,000 steps a run. */
export const largeLog = replicatedLog(30, 5_000);
