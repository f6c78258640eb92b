import { safeText } from '../src/simulator/display-value.ts';
import type { RecordedOutcome } from '../src/simulator/recorded-run.ts';

/** How long names of outcomes may be in a recorded run. */
const recordedMost = 60;

/** The name of an outcome as recorded runs have it: on one line, and shortened. */
export function recordedName(name: string): string {
  return safeText(name, recordedMost);
}

/** How an outcome fared in a run, by the name that the scenario gives it; undefined where the run has no such outcome. */
export function outcomeInRun({ outcomes }: { readonly outcomes: readonly RecordedOutcome[] }, name: string): RecordedOutcome | undefined {
  const recorded = recordedName(name);
  return outcomes.find((outcome) => outcome.name === recorded);
}
