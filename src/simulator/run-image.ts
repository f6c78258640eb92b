import type { Fault } from './fault.ts';
import type { Stop } from './run.ts';
import type { SimulatedNode } from './simulated-node.ts';

/** What a run has recorded up to some moment: copies of its columns, and of what it keeps beside them. */
export interface RunImage {
  readonly stepCount: number;
  readonly sentCount: number;
  readonly lastTick: number;
  readonly endedWaitBySilence: boolean;
  readonly columns: readonly (readonly unknown[])[];
  readonly fired: ReadonlySet<Fault>;
  readonly stops: ReadonlyMap<Fault, Stop>;
  readonly clockReaders: ReadonlySet<SimulatedNode>;
}
