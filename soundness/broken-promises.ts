import type { Bounds } from '../src/simulator/bounds.ts';
import { parseFailureSet } from '../src/simulator/failure-set.ts';
import { type Fault, printFailureSet } from '../src/simulator/fault.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { limits } from './scenario.ts';

/** How many of the failure sets of one protocol are looked at. */
const setsMax = 5;

/** The promises that reported failure sets do not keep, one line each. */
export function brokenPromises(scenario: Scenario, bounds: Bounds, sets: readonly string[]): string[] {
  if (sets.length === 0) return [];
  const recorded = new Simulation(scenario, { limits });
  const bare = new Simulation(scenario, { limits, lineage: false });
  const stride = Math.ceil(sets.length / setsMax);
  return sets.filter((_, index) => index % stride === 0).flatMap((set) => brokenBy(set, bounds, recorded, bare));
}

function brokenBy(set: string, bounds: Bounds, recorded: Simulation, bare: Simulation): string[] {
  const faults = parseFailureSet(set);
  const goodUnder = (some: readonly Fault[]) => recorded.play(some, bounds).judgements[0]!.good && !recorded.run.aborted;
  const complaints: string[] = [];
  if (printFailureSet(faults) !== set) complaints.push(`printed otherwise than read  ${set}`);
  if (goodUnder(faults)) complaints.push(`good when replayed  ${set}`);
  const fired = new Set([...recorded.run.fired].map((fault) => fault.token));
  for (const { token } of faults) if (!fired.has(token)) complaints.push(`${token} does not fire in  ${set}`);
  const steps = recorded.run.stepCount;
  bare.play(faults, bounds);
  if (bare.run.judgements[0]!.good || bare.run.stepCount !== steps) complaints.push(`comes out otherwise without lineage  ${set}`);
  for (const left of faults) if (!goodUnder(faults.filter((fault) => fault !== left)) && !recorded.run.aborted) complaints.push(`still broken without ${left.token}  ${set}`);
  return complaints;
}
