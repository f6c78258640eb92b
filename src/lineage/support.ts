import type { Trace } from './trace.ts';

/** One step of a support, and what it rested on. */
export interface SupportStep {
  readonly step: number;
  /** Each group is a need; any one of its steps would have met it, the first is the one that did. */
  readonly needs: readonly (readonly number[])[];
}

/**
 * From what an outcome of one run was derived: its data lineage.
 *
 * An AND/OR graph: a step needs its trigger and all it has read; a cell that several steps gave the same value
 * needs only one of them. What the outcome itself read are the `roots`.
 */
export interface Support {
  readonly roots: readonly (readonly number[])[];
  /** In the order in which they were taken; causes come before what they caused. */
  readonly steps: readonly SupportStep[];
  /** How many needs there are in all: how long it takes to look through them. */
  readonly needs: number;
}

/** Reads the support of an outcome off a run's lineage. */
export function supportOf(trace: Trace, outcomeReads: readonly number[]): Support {
  // How much of each step's reads matters: those before the last of its effects that is part of the support.
  const readsTo = new Int32Array(trace.stepCount).fill(-1);
  const include = (effect: number): void => {
    const step = trace.effectStep[effect]!;
    readsTo[step] = Math.max(readsTo[step]!, trace.readsOf(effect));
  };
  const roots = needsOf(trace, outcomeReads, trace.stepCount, include);
  const steps: SupportStep[] = [];
  for (let step = trace.stepCount - 1; step >= 0; step--) {
    if (readsTo[step]! < 0) continue;
    const needs = needsOf(trace, trace.reads.subarray(trace.stepReadsFrom[step], readsTo[step]), step, include);
    const trigger = trace.stepTrigger[step]!;
    if (trigger >= 0) {
      include(trigger);
      needs.push([trace.effectStep[trigger]!]);
    }
    steps.push({ step, needs });
  }
  return { roots, steps: steps.reverse(), needs: steps.reduce((sum, step) => sum + step.needs.length, roots.length) };
}

/** What must hold for the reads to have come out as they did; calls `include` for each effect that plays a part. */
function needsOf(trace: Trace, reads: Iterable<number>, reader: number, include: (effect: number) => void): number[][] {
  const needs: number[][] = [];
  for (const read of reads) {
    if (read >= 0) needs.push(alternativesOf(trace, read, reader, include));
    else for (let change = ~read; change >= 0; change = trace.effectPrevious[change]!) needs.push(alternativesOf(trace, change, reader, include));
  }
  return needs;
}

/** The steps that gave the cell this value before `reader` looked: the one that wrote it first, and those that repeated it. */
function alternativesOf(trace: Trace, write: number, reader: number, include: (effect: number) => void): number[] {
  include(write);
  const steps = [trace.effectStep[write]!];
  for (let repeat = trace.effectRepeat[write]!; repeat >= 0; repeat = trace.effectPrevious[repeat]!) {
    if (trace.effectStep[repeat]! >= reader) continue;
    include(repeat);
    steps.push(trace.effectStep[repeat]!);
  }
  return steps;
}
