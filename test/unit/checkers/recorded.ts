import type { Observation, World } from 'clew';
import type { Recorder } from 'clew/checkers';

/** A world in which nothing has happened but what is recorded in it by hand, one tick for each. */
export function worldRecorded(record: (recorderOf: (node: string) => Recorder) => void): World {
  const observations: Observation[] = [];
  record((node) => ({ record: (kind, value) => void observations.push({ tick: observations.length, node, kind, value }) }));
  return { observed: (kind?: string) => observations.filter((observation) => kind === undefined || observation.kind === kind) } as unknown as World;
}
