import fc from 'fast-check';
import { processorTime } from '../processor-time.ts';
import { type Effort, median } from '../step-loop.ts';
import type { CommitRun } from './commit-run.ts';
import { type CommitWay, commitWays } from './commit-ways.ts';

/** What one way to simulate two-phase commit comes to. */
export interface AlternativeFigures {
  readonly name: string;
  readonly ours: boolean;
  readonly runsPerSecond: number;
  readonly stepsPerSecond: number;
  /** How many times as many runs ours make in the same time, by its name: the median of the ratios within a round. Empty for ours. */
  readonly behind: { readonly [ours: string]: number };
}

/** Ways to simulate the same protocol, measured in turns. */
export interface AlternativesFigures {
  readonly ways: readonly AlternativeFigures[];
  readonly fastCheck: string;
  /** In how many cases, each with another message lost or none, all ways came to the same decisions in as many steps. */
  readonly casesAlike: number;
}

/** Every message of two-phase commit, and none. */
const cases = [undefined, ...['p1', 'p2', 'p3'].flatMap((id) => [`C:${id}:prepare`, `${id}:C:vote`, `C:${id}:decide`])];

/** Runs in one go: as many as make the setting up of a fast-check property a trifle. */
const runsAtOnce = 1_000;

/** Checks that all ways do the same, and measures them in turns. @throws Error where they do not */
export async function measureAlternatives({ rounds, milliseconds }: Effort): Promise<AlternativesFigures> {
  const ways = commitWays();
  const steps = await checkAlike(ways);
  const measured: number[][] = [];
  for (let round = -1; round < rounds; round++) {
    const speeds: number[] = [];
    for (const way of ways) speeds.push(await runsPerSecond(way, milliseconds));
    // The first round is for the compiler.
    if (round >= 0) measured.push(speeds);
  }
  const figures = ways.map(({ name, ours }, place): AlternativeFigures => {
    const runs = median(measured.map((speeds) => speeds[place]!));
    const ratios = ours ? [] : ways.map((other, otherPlace) => [other, median(measured.map((speeds) => speeds[otherPlace]! / speeds[place]!))] as const);
    return { name, ours, runsPerSecond: runs, stepsPerSecond: runs * steps, behind: Object.fromEntries(ratios.filter(([other]) => other.ours).map(([other, ratio]) => [other.name, ratio])) };
  });
  return { ways: figures, fastCheck: fc.__version, casesAlike: cases.length };
}

/** The comparison is worth nothing unless all do the same: whatever message is lost, the same decisions in as many steps. */
export async function checkAlike(ways: readonly CommitWay[]): Promise<number> {
  let stepsOfAll = 0;
  for (const message of cases) {
    const runs: [string, CommitRun][] = [];
    for (const { name, playWithout } of ways) if (playWithout !== undefined) runs.push([name, await playWithout(new Set(message === undefined ? [] : [message]))]);
    const [[, first]] = runs as [[string, CommitRun]];
    for (const [name, run] of runs) {
      if (JSON.stringify(run) === JSON.stringify(first)) continue;
      throw new Error(`two-phase commit without ${message ?? 'any loss'} comes to ${JSON.stringify(run)} by "${name}", and to ${JSON.stringify(first)} by "${runs[0]![0]}"`);
    }
    if (message === undefined) stepsOfAll = first.steps;
  }
  return stepsOfAll;
}

async function runsPerSecond(way: CommitWay, milliseconds: number): Promise<number> {
  const began = processorTime();
  let [runs, elapsed] = [0, 0];
  do {
    await way.playMany(runsAtOnce);
    runs += runsAtOnce;
    elapsed = processorTime() - began;
  } while (elapsed < milliseconds);
  return (runs / elapsed) * 1000;
}
