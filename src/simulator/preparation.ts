import type { Bounds, BoundsOptions } from './bounds.ts';
import { deriveBounds } from './derive-bounds.ts';
import { displayValue } from './display-value.ts';
import { ClewError } from './errors.ts';
import { parseFailureSet } from './failure-set.ts';
import { type Fault, printFailureSet } from './fault.ts';
import { kinds } from './faults/index.ts';
import { checkInterchangeable } from './interchangeable.ts';
import { purity } from './purity.ts';
import type { Run } from './run.ts';
import type { Scenario } from './scenario.ts';
import { Simulation } from './simulation.ts';
import { EndlessError, withinTime } from './watchdog.ts';

/** How long a handler may run before it must be in an endless loop, in milliseconds. */
const handlerMillisecondsMax = 5_000;

/** How many characters of what a node remembers are compared, and how many of a difference are shown. */
const comparedMax = 10_000;
const shownMax = 120;

/** A scenario that has been found fit for a search. */
export interface Preparation {
  readonly simulation: Simulation;
  readonly bounds: Bounds;
  /** @throws ClewError CLEW_NOT_REPEATABLE if the fault-free run no longer comes out as it did */
  checkStillTheSame(): void;
}

/**
 * Finds the bounds of a scenario, and refuses one that a search could say nothing about.
 *
 * @throws ClewError with a code that tells what is the matter: a handler that throws or does not end without any fault,
 * a scenario that does not repeat itself, an outcome that is broken without any fault, or that looks at nothing
 */
export function prepare(scenario: Scenario, options: BoundsOptions = {}): Preparation {
  const simulation = new Simulation(scenario);
  checkInterchangeable(scenario);
  // Each run has its own watch: a large system takes its time.
  const bounds = guarded(simulation, () => deriveBounds(simulation, options, (exploratory) => playedTwice(simulation, exploratory)));
  const play = (faults: readonly Fault[]): Run => guarded(simulation, () => simulation.play(faults, bounds));
  play([]);
  const first = linesOf(simulation);
  checkBreakdowns(simulation);
  const checkStillTheSame = (): void => {
    play([]);
    checkRepeats(scenario, first, linesOf(simulation));
  };
  checkStillTheSame();
  // In between, runs that take another course: what is kept outside the nodes is then not as it was.
  for (const fault of disturbing(simulation)) play(parseFailureSet(fault.token));
  checkStillTheSame();
  checkOutcomes(simulation);
  return { simulation, bounds, checkStillTheSame };
}

/** Runs something of a simulation under the watchdog, and says which handler does not end. */
export function guarded<Result>(simulation: Simulation, action: () => Result, milliseconds = handlerMillisecondsMax): Result {
  purity.beginSession();
  try {
    return withinTime(action, milliseconds);
  } catch (error) {
    if (!(error instanceof EndlessError)) throw error;
    const { name } = simulation.scenario;
    const faults = printFailureSet(simulation.run.faults);
    const where = simulation.abandon();
    throw new ClewError('CLEW_ENDLESS_HANDLER', `${where ?? 'a handler or an outcome'} of ${name} does not end`, {
      values: [`faults  ${faults}`, `stopped after ${milliseconds / 1000} s`],
      usually: 'A loop whose condition is only changed by a message or a timer: handlers run one at a time, and nothing arrives meanwhile.',
    });
  } finally {
    purity.endSession();
  }
}

/**
 * Plays the run without faults, and again at once: the very first run is the only one that finds nothing which an earlier one has left behind outside the nodes.
 *
 * @throws ClewError CLEW_NOT_REPEATABLE if they differ
 */
export function playedTwice(simulation: Simulation, bounds: Bounds): Run {
  const first = simulation.play([], bounds);
  if (first.aborted) return first;
  const lines = linesOf(simulation);
  const second = simulation.play([], bounds);
  checkRepeats(simulation.scenario, lines, linesOf(simulation));
  return second;
}

/** The last run as lines of text that tell whether two runs are the same: one for each step, and one for all that is there at its end. */
function linesOf({ run, topology, tracker }: Simulation): string[] {
  const lines: string[] = [];
  for (let step = 0; step < run.stepCount; step++) {
    const effects = run.trace.effectsTo(step) - run.trace.stepEffectsFrom[step]!;
    const reads = run.trace.readsTo(step) - run.trace.stepReadsFrom[step]!;
    lines.push(`tick ${run.stepTick[step]}  ${run.stepName(step)}  (${effects} effects, ${reads} reads)`);
  }
  lines.push(`end  outcomes ${run.judgements.map((judgement) => (judgement.good ? 'good' : 'broken')).join(' ')}`);
  for (const node of topology.nodes) {
    for (const part of ['state', 'disk'] as const) lines.push(`end  ${node.id}.${part} = ${displayValue(node[part], comparedMax, (value) => tracker.plainOf(value))}`);
  }
  return lines;
}

function checkRepeats(scenario: Scenario, first: readonly string[], second: readonly string[]): void {
  const length = Math.max(first.length, second.length);
  for (let line = 0; line < length; line++) {
    if (first[line] === second[line]) continue;
    const [ours, theirs] = [first[line] ?? 'has ended', second[line] ?? 'has ended'];
    throw new ClewError('CLEW_NOT_REPEATABLE', `${scenario.name} does not repeat itself: two runs with the same faults ${ours.startsWith('end') && theirs.startsWith('end') ? 'end in different ways' : `part at step ${line + 1}`}`, {
      values: [`first   ${aroundDifference(ours, theirs)}`, `second  ${aroundDifference(theirs, ours)}`],
      usually: 'State kept outside node.state and node.disk: a module variable, a closure, or an object that `state: () => …` gives out twice.',
      next: `clew replay ${scenario.name} --faults none --twice`,
    });
  }
}

/** So much of a line that one sees where it differs from the other. */
function aroundDifference(line: string, other: string): string {
  let at = 0;
  while (at < line.length && line[at] === other[at]) at++;
  const from = at > shownMax / 2 ? at - shownMax / 2 : 0;
  return `${from > 0 ? '…' : ''}${line.slice(from, from + shownMax)}${line.length > from + shownMax ? '…' : ''}`;
}

/** The first and the last of the simplest faults that are offered in the run. */
function disturbing({ run }: Simulation): Fault[] {
  const offered: Fault[] = [];
  for (const kind of [kinds.drop, kinds.crash]) kind.offer({ run, touch: null, until: run.bounds.until, add: (fault) => void offered.push(fault) });
  return [offered[0], offered.at(-1)].filter((fault) => fault !== undefined);
}

function checkBreakdowns({ run, scenario }: Simulation): void {
  const breakdown = run.breakdowns[0];
  if (breakdown === undefined) return;
  const { kind, step, message, stack } = breakdown;
  const next = `clew replay ${scenario.name} --faults none`;
  if (kind === 'exception') throw new ClewError('CLEW_HANDLER_THREW', `${scenario.name} throws without any fault, in the step ${step}`, { values: [message, ...stack.split('\n').filter((line) => line !== '')], next });
  const code = kind === 'endless tick' ? 'CLEW_ENDLESS_TICK' : kind === 'too many steps' ? 'CLEW_TOO_MANY_STEPS' : 'CLEW_ENDLESS_HANDLER';
  throw new ClewError(code, `${scenario.name} does not come to an end without any fault: ${message}`, {
    values: [`the last step is ${step}`],
    usually: 'A node that sends to itself in a loop, a timer or link of 0 ticks that sets itself again, or two nodes that answer each other at one tick.',
  });
}

function checkOutcomes({ run, scenario }: Simulation): void {
  const names = Object.keys(scenario.outcomes);
  if (names.length === 0) throw new ClewError('CLEW_BAD_SCENARIO', `${scenario.name} has no outcomes`, { usually: 'A search needs something to break: `outcomes: { … }`.' });
  for (const [index, name] of names.entries()) {
    const judgement = run.judgements[index]!;
    const { kind, title } = scenario.outcomes[name]!;
    const next = `clew replay ${scenario.name} --faults none`;
    if (!judgement.good) {
      const when = kind === 'always' ? `at tick ${judgement.brokenAtTick}, after ${judgement.brokenAfterSteps} steps${judgement.brokenAfterSteps > 0 ? `, the last of them ${run.stepName(judgement.brokenAfterSteps - 1)}` : ''}` : `at the horizon, tick ${run.bounds.horizon}`;
      throw new ClewError('CLEW_BROKEN_WITHOUT_FAULTS', `the outcome "${name}" of ${scenario.name} is broken without any fault`, { values: [title, when], usually: 'The predicate says the opposite of what is meant, the horizon is too short, or a handler does part of its work later, in a promise.', next });
    }
    if (!judgement.given) {
      throw new ClewError('CLEW_VACUOUS_OUTCOME', `the outcome "${name}" of ${scenario.name} promises nothing: what it is given never comes true in the fault-free run`, { values: [title], usually: 'The precondition is misspelt, or the horizon is too short.', next });
    }
    if (!judgement.looked) {
      throw new ClewError('CLEW_VACUOUS_OUTCOME', `the outcome "${name}" of ${scenario.name} is always true: it looks at nothing`, { values: [title], usually: 'A predicate that ignores its argument, or asks for a component that no node runs.', next });
    }
  }
}
