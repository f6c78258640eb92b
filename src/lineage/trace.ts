import { grown } from './columns.ts';
import { EffectFlag, EffectKind, NONE } from './effects.ts';
import type { Footprints } from './footprints.ts';
import type { TraceListener } from './trace-listener.ts';

/** Who is reading: nobody whose reads matter. */
const IDLE = -1;

/** Who is reading: a handler that is only rehearsed. */
const REHEARSAL = -1_000_000_000;

/**
 * The lineage of one run, as flat columns: steps, the effects each step made, and the reads that went before each effect.
 *
 * An effect rests on its step's trigger and on all that the step has read before it; nothing else
 * decides what depends on what. The columns are kept from run to run, so that recording allocates nothing.
 */
export class Trace {
  stepCount = 0;
  /** Per step: the effect that launched what it takes. */
  stepTrigger = new Int32Array(256);
  stepEffectsFrom = new Int32Array(256);
  stepReadsFrom = new Int32Array(256);

  effectCount = 0;
  effectKind = new Uint8Array(1024);
  effectFlags = new Uint8Array(1024);
  effectStep = new Int32Array(1024);
  /** Per effect: the end of the reads it rests on, which begin at its step's `stepReadsFrom`. */
  effectReadsTo = new Int32Array(1024);
  /** Per launch: its lane (such as all votes that a sends to b), and its number within the lane, from 1. */
  effectLane = new Int32Array(1024);
  effectNumber = new Int32Array(1024);
  /** Per write that changed a list of keys: the change before it; per repeat: the repeat before it of the same write. */
  effectPrevious = new Int32Array(1024).fill(NONE);
  /** Per write: the latest repeat of it. */
  effectRepeat = new Int32Array(1024).fill(NONE);
  private lastReader = new Int32Array(1024).fill(NONE);

  readCount = 0;
  /** What steps have read, in order: the effect that wrote the cell, or `~effect` for the list of keys that it changed last. */
  reads = new Int32Array(1024);

  /** What each outcome has read, in the same notation. */
  readonly outcomeReads: number[][] = [];
  /** The `always` outcomes, as bits, that have read a cell which has changed since. */
  dirty = 0;
  /** The bit of the `always` outcome that is being evaluated: the cells it reads are watched. */
  watcher = 0;
  listener: TraceListener | null = null;
  /** Whether effects and reads are recorded; without it a run is faster and nothing is known of its lineage. */
  recording = true;
  /** Whether anybody wants to be told of single cells: a watching outcome, a listener, footprints. */
  attended = false;

  /** Kept where a search wants to know which steps can change places. */
  footprints: Footprints | null = null;
  /** Whether somebody who may only look has tried to write since this was cleared. */
  refusedWrite = false;
  private readonly rehearsalReads: number[] = [];

  /** The step that is running, `IDLE`, or `-2 - n` while outcome n is evaluated. */
  private reader = IDLE;

  /** Forgets the run before. */
  reset(outcomes: number): void {
    // Said once for all effects instead of once for each.
    for (const column of [this.effectPrevious, this.effectRepeat, this.lastReader]) column.fill(NONE, 0, this.effectCount);
    this.stepCount = this.effectCount = this.readCount = 0;
    this.outcomeReads.length = 0;
    for (let n = 0; n < outcomes; n++) this.outcomeReads.push([]);
    this.dirty = (1 << outcomes) - 1;
    this.watcher = 0;
    this.reader = IDLE;
    this.footprints?.reset();
    this.attended = this.listener !== null || this.footprints !== null;
  }

  /** Opens a step; all reads and effects until `endStep` are its own. Returns its number. */
  beginStep(trigger: number): number {
    const step = this.stepCount++;
    if (step === this.stepTrigger.length) this.growSteps();
    this.stepTrigger[step] = trigger;
    this.stepEffectsFrom[step] = this.effectCount;
    this.stepReadsFrom[step] = this.readCount;
    this.reader = step;
    return step;
  }

  endStep(): void {
    this.reader = IDLE;
  }

  /** Opens the evaluation of an outcome; `watcher` is its bit if it wants to be told of changes. */
  beginOutcome(outcome: number, watcher: number): void {
    this.reader = -2 - outcome;
    this.watcher = watcher;
    this.attended ||= watcher !== 0;
    this.dirty &= ~watcher;
    if (this.listener !== null) this.listener.outcomeBegins(outcome);
  }

  endOutcome(): void {
    this.reader = IDLE;
    this.watcher = 0;
    this.attended = this.listener !== null || this.footprints !== null;
  }

  /**
   * Opens a rehearsal: the last step's handler is called once more, and must not do anything. What it reads is kept
   * apart until `endRehearsal` says whether it counts.
   */
  beginRehearsal(): void {
    this.reader = REHEARSAL;
    this.refusedWrite = false;
    this.rehearsalReads.length = 0;
  }

  /** Ends a rehearsal. What a silent one has read counts as read by a step of its own: it was silent because of that. */
  endRehearsal(silent: boolean): void {
    this.reader = IDLE;
    if (!silent) return;
    for (const read of this.rehearsalReads) {
      if (read >= 0) this.effectFlags[read]! |= EffectFlag.read;
      else for (let change = ~read; change >= 0; change = this.effectPrevious[change]!) this.effectFlags[change]! |= EffectFlag.listRead;
    }
  }

  /** Notes which cell the running step, or its rehearsal, touched. */
  leaveFootprint(cell: number, wrote: boolean): void {
    const step = this.reader >= 0 ? this.reader : this.reader === REHEARSAL ? this.stepCount - 1 : -1;
    if (step < 0) return;
    if (wrote) this.footprints!.write(step, cell);
    else this.footprints!.read(step, cell);
  }

  /** Whether a step is running: only a step may write. */
  get inStep(): boolean {
    return this.reader >= 0;
  }

  /** Whether a handler is only rehearsed: it may write nothing but what is there already. */
  get inRehearsal(): boolean {
    return this.reader === REHEARSAL;
  }

  /** The end of a step's effects. */
  effectsTo(step: number): number {
    return step + 1 < this.stepCount ? this.stepEffectsFrom[step + 1]! : this.effectCount;
  }

  /** The end of a step's reads. */
  readsTo(step: number): number {
    return step + 1 < this.stepCount ? this.stepReadsFrom[step + 1]! : this.readCount;
  }

  /** Records that the running step or outcome read what this effect wrote. */
  read(effect: number): void {
    const reader = this.reader;
    // One rehearsal is not told from the next here: what a noisy one has read does not count, and a silent one may read again.
    if (effect < 0 || reader === IDLE || (this.lastReader[effect] === reader && reader !== REHEARSAL)) return;
    this.lastReader[effect] = reader;
    if (reader < 0) (reader === REHEARSAL ? this.rehearsalReads : this.outcomeReads[-2 - reader]!).push(effect);
    else if (this.effectStep[effect] !== reader) {
      this.effectFlags[effect]! |= EffectFlag.read;
      this.pushRead(effect);
    }
  }

  /**
   * Records that the running step or outcome read a list of keys (or a size, or a length), which this effect changed last.
   *
   * All changes of the list matter, the first as much as the last, because together they say what is in it and in
   * which order. They are chained from the last to the first, so one entry stands for all of them.
   */
  readList(effect: number): void {
    const reader = this.reader;
    if (effect < 0 || reader === IDLE) return;
    if (reader < 0) {
      (reader === REHEARSAL ? this.rehearsalReads : this.outcomeReads[-2 - reader]!).push(~effect);
      return;
    }
    // What the step itself changed is nobody else's news.
    let change = effect;
    while (change >= 0 && this.effectStep[change] === reader) change = this.effectPrevious[change]!;
    if (change < 0) return;
    this.pushRead(~change);
    while (change >= 0 && !(this.effectFlags[change]! & EffectFlag.listRead)) {
      this.effectFlags[change]! |= EffectFlag.listRead;
      change = this.effectPrevious[change]!;
    }
  }

  /** Records a write by the running step. */
  write(): number {
    return this.effect(EffectKind.write);
  }

  /**
   * Records another write to a cell by the step that wrote it last, with that effect: it now stands for both, as nobody
   * else has seen the value in between. False where another step wrote the cell last, or somebody wants to be told of each write.
   */
  writesAgain(last: number): boolean {
    if (last < 0 || this.effectStep[last] !== this.reader || this.listener !== null) return false;
    if (this.effectReadsTo[last]! >= 0) this.effectReadsTo[last] = this.readCount;
    return true;
  }

  /** Records that the running step wrote the value that was there already, thanks to `original`. */
  repeat(original: number): void {
    if (original < 0 || this.reader < 0 || this.effectStep[original] === this.reader) return;
    const effect = this.effect(EffectKind.repeat);
    this.effectPrevious[effect] = this.effectRepeat[original]!;
    this.effectRepeat[original] = effect;
  }

  /** Records that the running step set something going. */
  launch(lane: number, number: number): number {
    const effect = this.effect(EffectKind.launch);
    if (effect === NONE) return NONE;
    this.effectLane[effect] = lane;
    this.effectNumber[effect] = number;
    return effect;
  }

  /** Records that the running step took back what was set going, if there was anything. */
  cancel(hit: boolean): void {
    const effect = this.effect(EffectKind.cancel);
    if (hit && effect >= 0) this.effectFlags[effect]! |= EffectFlag.hit;
  }

  /** Lets the effect rest on everything that its step reads, also afterwards: for values that the handler still holds in its hands. */
  restOnWholeStep(effect: number): void {
    if (effect === NONE) return;
    this.effectReadsTo[effect] = -1;
  }

  /** The end of the reads that the effect rests on. */
  readsOf(effect: number): number {
    const end = this.effectReadsTo[effect]!;
    return end >= 0 ? end : this.readsTo(this.effectStep[effect]!);
  }

  private effect(kind: number): number {
    if (!this.recording) return NONE;
    const effect = this.effectCount++;
    if (effect === this.effectKind.length) this.growEffects();
    this.effectKind[effect] = kind;
    this.effectFlags[effect] = 0;
    this.effectStep[effect] = this.reader;
    this.effectReadsTo[effect] = this.readCount;
    return effect;
  }

  private pushRead(entry: number): void {
    if (this.readCount === this.reads.length) this.reads = grown(this.reads);
    this.reads[this.readCount++] = entry;
  }

  private growSteps(): void {
    this.stepTrigger = grown(this.stepTrigger);
    this.stepEffectsFrom = grown(this.stepEffectsFrom);
    this.stepReadsFrom = grown(this.stepReadsFrom);
  }

  private growEffects(): void {
    this.effectKind = grown(this.effectKind);
    this.effectFlags = grown(this.effectFlags);
    this.effectStep = grown(this.effectStep);
    this.effectReadsTo = grown(this.effectReadsTo);
    this.effectLane = grown(this.effectLane);
    this.effectNumber = grown(this.effectNumber);
    this.effectPrevious = grown(this.effectPrevious, NONE);
    this.effectRepeat = grown(this.effectRepeat, NONE);
    this.lastReader = grown(this.lastReader, NONE);
  }
}
