import { grouped, none, table, times } from '../markdown.ts';
import type { AlternativesFigures } from './compare-alternatives.ts';

/** How many times as many runs are aimed at. */
export const alternativesTarget = 10;

/** The part of the page on other ways to simulate the same protocol. */
export function alternativesSection({ ways, fastCheck, casesAlike }: AlternativesFigures): string[] {
  const ours = ways.filter((way) => way.ours);
  const others = ways.filter((way) => !way.ours);
  const rows = ways.map(({ name, runsPerSecond, stepsPerSecond, behind }) => [name, grouped(runsPerSecond), grouped(stepsPerSecond), ...ours.map((way) => (behind[way.name] === undefined ? none : times(behind[way.name]!)))]);
  const met = ours.map(({ name }) => `${name}: ${others.filter(({ behind }) => behind[name]! >= alternativesTarget).map((other) => other.name).join('; ') || 'none'}`);
  return [
    '## Other ways to simulate the same protocol',
    '',
    `Two-phase commit with three participants, 10 steps a run, played in ways that take turns: runs and steps in a second of processor time. The columns to the right say how many times as many runs ours make. fast-check is version ${fastCheck}.`,
    '',
    ...table(['', 'runs a second', 'steps a second', ...ours.map(({ name }) => `${name} ÷`)], rows),
    '',
    `Aimed at: ${alternativesTarget} times as many runs. That is so of ${met.join('. Of ')}.`,
    '',
    `Before anything is measured, all but the bare loop play it ${casesAlike} times, without loss and with each of the messages lost, and must come to the same decisions in as many steps.`,
    '',
    '- *fast-check*: a property of `fc.scheduler()`, as its documentation has it: each message is a task that is scheduled, and the scheduler draws which one comes next. `waitIdle` is what it recommends, and gives everyone 50 microtasks before each task; `waitAll` is quicker and deprecated. The handlers are those that clew runs. It draws an order of arrival for each run from a seed, shrinks and replays what fails, and searches no failures; it has no clock, so the timeout rings when nothing else is left to happen.',
    '- *promises*: written by hand. A node is an async function that awaits its mailbox, and a virtual clock moves on once all of them wait. With `setImmediate` one can be sure that they do. Counted microtasks are quicker, and wrong as soon as somebody awaits once more than was counted. There is no seed, one order of events, and no failures but those one programs.',
    '- *clew* plays one order of events, and failure sets by name. Tracked state, copies of payloads, limits, and the guard against impure calls are always on; lineage says why an outcome came about, and which faults could have changed that.',
    ...ceiling(ways),
    '',
  ];
}

/** What cannot be had, as the bare loop shows. */
function ceiling(ways: AlternativesFigures['ways']): string[] {
  const beyond = ways.filter(({ behind }) => behind['bare loop']! < alternativesTarget);
  if (beyond.length === 0) return [];
  const list = beyond.map(({ name, behind }) => `${times(behind['bare loop']!)} times as many as ${name}`).join(', and ');
  return [`- The bare loop, which does nothing but play the steps, makes ${list}. So ${alternativesTarget} times as many are out of reach there for whatever plays each step and records something. What a search gains on such ways are fewer runs: see *runs saved* below.`];
}
