import { ReadOnlyError } from '../lineage/tracker.ts';
import type { Trace } from '../lineage/trace.ts';
import { ClewError } from './errors.ts';
import { printFailureSet } from './fault.ts';
import type { Outcome } from './outcome.ts';
import { freshJudgement, type Run } from './run.ts';
import type { ObservedWorld } from './world.ts';

/** Outcomes are told apart by the bits of a number. */
const outcomesMax = 30;

/** An outcome with its name. */
export interface NamedOutcome extends Outcome {
  readonly name: string;
}

/**
 * Evaluates the outcomes of a run.
 *
 * An `always` outcome is evaluated after the first step, and from then on only after steps that changed a cell which
 * it has read: nothing else can change its answer.
 */
export class Judge {
  private readonly outcomes: readonly NamedOutcome[];
  private readonly world: ObservedWorld;
  private readonly run: Run;
  private readonly trace: Trace;
  private readonly scenario: string;
  /** The bits of the `always` outcomes that are not yet broken. */
  watching = 0;
  /** The bits of those of which it is not known what they have read: any change may concern them. */
  unwatched = 0;

  constructor(outcomes: readonly NamedOutcome[], world: ObservedWorld, run: Run, scenario: string) {
    if (outcomes.length > outcomesMax) throw new ClewError('CLEW_BAD_SCENARIO', `${scenario} has ${outcomes.length} outcomes; there can be ${outcomesMax}`);
    this.outcomes = outcomes;
    this.world = world;
    this.run = run;
    this.trace = run.trace;
    this.scenario = scenario;
  }

  begin(): void {
    this.watching = this.unwatched = 0;
    this.run.judgements = this.outcomes.map(() => freshJudgement(this.run.nodeIds.length));
    for (const [index, outcome] of this.outcomes.entries()) if (outcome.kind === 'always') this.watching |= 1 << index;
  }

  /** After a step, or as time moves on: evaluates what may have changed. */
  afterStep(tick: number): void {
    let due = (this.trace.dirty | this.unwatched) & this.watching;
    this.unwatched = 0;
    for (let index = 0; due !== 0; index++, due >>>= 1) {
      if ((due & 1) === 0 || this.evaluate(index, 1 << index)) continue;
      const judgement = this.run.judgements[index]!;
      judgement.good = false;
      judgement.brokenAtTick = tick;
      judgement.brokenAfterSteps = this.run.stepCount;
      this.watching &= ~(1 << index);
    }
  }

  /** Whether any outcome waits for a change. */
  get dirty(): boolean {
    return (this.trace.dirty & this.watching) !== 0;
  }

  /** At the horizon. */
  finish(): void {
    for (const [index, outcome] of this.outcomes.entries()) {
      if (outcome.kind === 'eventually') this.run.judgements[index]!.good = this.evaluate(index, 0);
    }
  }

  private evaluate(index: number, watcher: number): boolean {
    const holds = this.answer(index, watcher);
    if (!holds) this.trace.listener?.outcomeBroken(index);
    return holds;
  }

  private answer(index: number, watcher: number): boolean {
    const outcome = this.outcomes[index]!;
    this.world.outcome = index;
    this.world.looked = false;
    this.trace.beginOutcome(index, watcher);
    try {
      if (outcome.given !== undefined && !outcome.given(this.world)) return true;
      this.run.judgements[index]!.given = true;
      const answer: unknown = outcome.holds(this.world);
      if (typeof answer === 'boolean') return answer;
      throw new ClewError('CLEW_BAD_SCENARIO', `the outcome "${outcome.name}" answers ${answer === null ? 'null' : typeof answer}, not true or false`, { usually: 'An arrow function with braces and no return, or an async one.' });
    } catch (error) {
      throw this.explained(error, outcome);
    } finally {
      if (this.world.looked) this.run.judgements[index]!.looked = true;
      this.trace.endOutcome();
    }
  }

  private explained(error: unknown, outcome: NamedOutcome): unknown {
    if (error instanceof ClewError) return error;
    if (error instanceof ReadOnlyError) {
      return new ClewError('CLEW_IMPURE_OUTCOME', `the outcome "${outcome.name}" writes ${error.path}`, { usually: 'A method that changes what it is called on, such as sort(): use toSorted(), or copy first.' });
    }
    const faults = printFailureSet(this.run.faults);
    return new ClewError('CLEW_OUTCOME_THREW', `the outcome "${outcome.name}" throws`, {
      values: [String(error), ...stackOf(error)],
      usually: 'It reads something that is not there in every run, such as the state of a node that has not started.',
      next: `clew replay ${this.scenario} --faults ${faults}`,
    });
  }
}

/** The lines of a stack that lie in the user's own files. */
export function stackOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  return error.stack.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('at ') && !isOurs(line)).slice(0, 5);
}

const home = new URL('..', import.meta.url).pathname;
const ours = ['simulator', 'lineage', 'search'].flatMap((part) => [`${home}${part}/`, `${decodeURI(home)}${part}/`]);

function isOurs(line: string): boolean {
  return line.includes('node:internal') || ours.some((folder) => line.includes(folder));
}
