import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What `clew run --budget` comes to on the large system. */
export interface OvershootFigures {
  /** In milliseconds, as asked for. */
  readonly budget: number;
  /** How long the search took by the clock, and the whole command with all that comes before and after. */
  readonly searched: number;
  readonly command: number;
  readonly runs: number;
  /** What the certificate says: how deep, and which share of the next size. */
  readonly depth: number;
  readonly shareOfNext: number;
  readonly verdict: string;
}

interface RunDocument {
  readonly results: readonly [{ readonly elapsedMs: number; readonly runs: number; readonly outcomes: readonly [{ readonly verdict: string; readonly certificate: { readonly depth: number; readonly shareOfNext: number } }] }];
}

/** Runs the command at depth 2 with a budget that is far too small. By the clock, as a budget is. @throws Error if it does not end undecided */
export function measureOvershoot(seconds: number): OvershootFigures {
  const [command, file] = ['../../cli/main.js', '../shapes/large-log.js'].map((name) => fileURLToPath(new URL(name, import.meta.url))) as [string, string];
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'run', file, '--depth', '2', '--budget', `${seconds}s`, '--json'], { encoding: 'utf8' });
  const elapsed = performance.now() - began;
  if (status !== 3) throw new Error(`clew run with a budget of ${seconds} s ended with ${status}: ${stderr}`);
  const [{ elapsedMs, runs, outcomes: [{ verdict, certificate }] }] = (JSON.parse(stdout) as RunDocument).results;
  return { budget: seconds * 1000, searched: elapsedMs, command: elapsed, runs, depth: certificate.depth, shareOfNext: certificate.shareOfNext, verdict };
}
