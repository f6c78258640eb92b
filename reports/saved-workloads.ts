import type { Verdict } from '../src/search/examine.ts';
import { plain } from './summary.ts';
import { counted } from './text/words.ts';

/** The verdict on a scenario of generated workloads. Its runs cannot be drawn: the workload is only known as text. */
export interface WorkloadsVerdict {
  /** What to type to get it. */
  readonly reference: string;
  readonly verdict: Verdict;
  /** What it rests on, in one line. */
  readonly grounds: string;
  /** The workload that breaks it, and how, a line each; empty for none. */
  readonly found: readonly string[];
  /** The command that comes back to it. */
  readonly again: string;
  /** The result as it was saved. */
  readonly saved: object;
}

/** The fields of a saved result that are read here. */
export interface SavedWorkloads {
  readonly reference: string;
  readonly verdict: Verdict;
  readonly workloads: number;
  readonly runs: number;
  readonly seed: number;
  readonly counterexample: { readonly workload: string; readonly path: string; readonly broken: readonly { readonly name: string; readonly faults: string }[]; readonly withoutFaults: string } | null;
  readonly saved: object;
}

/** The verdict on a scenario of generated workloads, in words. */
export function workloadsVerdict({ reference, verdict, workloads, runs, seed, counterexample, saved }: SavedWorkloads): WorkloadsVerdict {
  const tried = `${counted(workloads, 'workload')} of seed ${seed}, in ${counted(runs, 'run')}`;
  if (counterexample === null) return { reference, verdict, grounds: verdict === 'survives' ? `holds under ${tried}` : `not decided by ${tried}`, found: [], again: `clew run ${reference} --seed ${seed}`, saved };
  const { workload, path, broken, withoutFaults } = counterexample;
  const how = broken.map(({ name, faults }) => `${plain(name)}: ${plain(faults)}`);
  return {
    reference,
    verdict,
    grounds: `broken under one of ${tried}`,
    found: [`workload: ${plain(workload)}`, ...(withoutFaults === '' ? how : [plain(withoutFaults), ...how])],
    again: `clew run ${reference} --seed ${seed} --path ${plain(path)}`,
    saved,
  };
}
