import type { SupportStep } from '../lineage/support.ts';
import type { RecordedRead, RecordedRun, RecordedStep } from '../simulator/recorded-run.ts';
import type { Lineage, LineageStep, Reason } from './explanation.ts';
import type { Played } from './player.ts';
import { containerOf, distinct, innermost, stepWords } from './words.ts';

/** The lineage of an outcome in a run: of what the outcome read when it was evaluated last. */
export function lineageOf({ run, supports }: Played, outcome: number): Lineage {
  const support = supports[outcome];
  if (support === undefined) return { roots: [], steps: [] };
  const { reads } = run.outcomes[outcome]!;
  const roots = reasonsOf(support.roots, reads, run).filter(({ cells }) => cells.length > 0);
  const needsOf = new Map(support.steps.map((step) => [step.step, step]));
  const reached = reachedFrom(roots, needsOf);
  const steps = [...reached].sort((a, b) => a - b).flatMap((step) => lineageStep(run.steps[step]!, needsOf.get(step), run));
  const initial = innermost(reads).filter(({ cell, writer }) => writer < 0 && !roots.some(({ cells }) => cells.some((known) => known.cell === cell)));
  return { roots: initial.length === 0 ? roots : [...roots, { kind: 'initial', name: '', cells: initial.map(cellOf), steps: [] }], steps };
}

/** All messages of a lineage, in the order of their arrival. */
export function messagesOf(lineage: Lineage): string[] {
  return distinct(lineage.steps.flatMap(messagesOfStep));
}

/** The messages that made the outcome come true; not those that would have done as well. */
export function decisiveMessagesOf({ roots, steps }: Lineage): string[] {
  const byIndex = new Map(steps.map((step) => [step.step, step]));
  const reached = new Set<number>();
  const open = roots.flatMap((reason) => reason.steps.slice(0, 1));
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (reached.has(step)) continue;
    reached.add(step);
    open.push(...(byIndex.get(step)?.reasons ?? []).flatMap((reason) => reason.steps.slice(0, 1)));
  }
  return distinct(steps.filter(({ step }) => reached.has(step)).flatMap(messagesOfStep));
}

function messagesOfStep({ reasons }: LineageStep): string[] {
  return reasons.flatMap(({ kind, name }) => (kind === 'message' ? [name] : []));
}

/** All steps that a lineage needs, or could have done with. */
function reachedFrom(roots: readonly Reason[], needsOf: ReadonlyMap<number, SupportStep>): Set<number> {
  const reached = new Set<number>();
  const open = roots.flatMap(({ steps }) => [...steps]);
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (reached.has(step)) continue;
    reached.add(step);
    for (const group of needsOf.get(step)?.needs ?? []) open.push(...group);
  }
  return reached;
}

function lineageStep(step: RecordedStep, support: SupportStep | undefined, run: RecordedRun): LineageStep {
  const { takes } = step;
  const needs = [...(support?.needs ?? [])];
  const reasons: Reason[] = [];
  if (takes.kind !== 'start') {
    const by = takes.kind === 'message' ? takes.sentBy : takes.setBy;
    if (needs.at(-1)?.[0] === by) needs.pop();
    reasons.push({ kind: takes.kind, name: takes.kind === 'message' ? takes.message : step.name, cells: [], steps: by < 0 ? [] : [by] });
  }
  reasons.push(...reasonsOf(needs, step.reads, run));
  return { step: step.index, name: step.name, node: step.node, tick: step.tick, text: stepWords(step), reasons };
}

/** What was read, joined where it comes from the same steps. */
function reasonsOf(needs: readonly (readonly number[])[], reads: readonly RecordedRead[], run: RecordedRun): Reason[] {
  const bySteps = new Map<string, { readonly steps: readonly number[]; readonly cells: Map<string, string> }>();
  for (const steps of needs) {
    const key = steps.join(' ');
    const cells = bySteps.get(key)?.cells ?? new Map<string, string>();
    for (const read of readsFrom(steps, reads, run)) cells.set(read.cell, read.value);
    bySteps.set(key, { steps: distinct(steps), cells });
  }
  return [...bySteps.values()].map(({ steps, cells }) => ({ kind: 'cell', name: '', steps, cells: innermost([...cells].map(([cell, value]) => ({ cell, value }))) }));
}

/** The reads that one of the steps is behind: it wrote the cell, or something in the container that was looked through. */
function readsFrom(steps: readonly number[], reads: readonly RecordedRead[], run: RecordedRun): RecordedRead[] {
  const written = reads.filter(({ writer }) => steps.includes(writer));
  if (written.length > 0) return written;
  const effects = steps.flatMap((step) => run.steps[step]!.effects);
  const containers = new Set(effects.flatMap((effect) => (effect.kind === 'write' ? [containerOf(effect.cell)] : [])));
  const observations = new Set(effects.flatMap((effect) => (effect.kind === 'observation' ? [`observations of ${effect.name}`, 'observations'] : [])));
  return reads.filter(({ cell }) => observations.has(cell) || (cell.endsWith(' (its keys)') && containers.has(containerOf(cell))));
}

function cellOf({ cell, value }: RecordedRead): { cell: string; value: string } {
  return { cell, value };
}
