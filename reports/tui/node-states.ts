import type { Memory, RecordedRun } from '../../src/simulator/recorded-run.ts';
import { words } from '../space-time/protocol-words.ts';

/** A node at one moment of a run. */
export interface NodeMoment {
  readonly id: string;
  readonly life: 'up' | 'down' | 'paused';
  /** Each field as `name=value`, with a sign for those on disk, and whether the step at the cursor wrote it. */
  readonly fields: readonly { readonly text: string; readonly written: boolean }[];
}

/** All nodes just after a step, or at the end of the run. */
export function nodesAfter(run: RecordedRun, step: number): NodeMoment[] {
  const written = new Set((run.steps[step]?.effects ?? []).flatMap((effect) => (effect.kind === 'write' ? [effect.cell] : [])));
  return run.nodes.map(({ id, ...initial }) => {
    const life = lifeAfter(run, id, step);
    const last = step < run.steps.length ? undefined : run.end.nodes.find((node) => node.id === id);
    const memory: Memory = last ?? run.steps.findLast(({ index, node }) => index <= step && node === id) ?? initial;
    const isWritten = (place: string) => [...written].some((cell) => cell === place || cell.startsWith(`${place}.`) || cell.startsWith(`${place}[`));
    const fieldsOf = (part: 'state' | 'disk') =>
      Object.entries(memory[part]).map(([name, value]) => ({ text: `${part === 'disk' ? '▪' : ''}${name}=${words(value)}`, written: isWritten(`${id}.${part}.${name}`) }));
    return { id, life, fields: [...(life === 'down' ? [] : fieldsOf('state')), ...fieldsOf('disk')] };
  });
}

function lifeAfter(run: RecordedRun, node: string, step: number): NodeMoment['life'] {
  let life: NodeMoment['life'] = 'up';
  for (const { kind, nodes, beforeStep, until } of run.incidents) {
    if (beforeStep > step || !nodes.includes(node)) continue;
    if (kind === 'crash' || kind === 'restart' || kind === 'death') life = 'down';
    if (kind === 'start') life = 'up';
    if (kind === 'pause') life = until > (run.steps[step]?.tick ?? run.end.tick) ? 'paused' : 'up';
  }
  return life;
}
