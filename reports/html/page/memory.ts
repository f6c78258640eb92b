import type { Fields, Incident } from '../../../src/simulator/recorded-run.ts';
import { strikesAfter } from '../../../src/simulator/strikes-after.ts';
import type { PageRun } from '../page-data.ts';

/** What a node remembers after a step of the run, and how it fares. */
export interface NodeThen {
  readonly id: string;
  readonly component: string;
  readonly life: 'up' | 'down' | 'paused';
  readonly state: Fields;
  readonly disk: Fields;
  /** The fields that this very step has changed: `state.vote`. */
  readonly changed: ReadonlySet<string>;
}

/** What all nodes remember after that step; before the first one where it is -1. */
export function nodesAfter(run: PageRun, step: number): NodeThen[] {
  const happened = run.incidents.filter((incident) => hasHappened(incident, run, step));
  const tick = run.steps[step]?.tick ?? 0;
  return run.nodes.map((node) => {
    const last = lastStepOf(run, node.id, step);
    const incident = happened.findLast(({ nodes, kind }) => nodes[0] === node.id && ['crash', 'restart', 'death', 'start', 'pause'].includes(kind));
    const life = incident === undefined ? 'up' : lifeAfter(incident, tick);
    const isFresh = incident?.kind === 'start' && (last === undefined || last.index < incident.beforeStep);
    const changed = new Set(last?.index === step ? changedFields(run, step) : []);
    return { id: node.id, component: node.component, life, state: isFresh ? node.state : (last ?? node).state, disk: (last ?? node).disk, changed };
  });
}

/** Whether something happened before that step, cut it short, or came just after it. */
function hasHappened({ beforeStep, fault, kind }: Incident, run: PageRun, step: number): boolean {
  if (beforeStep <= step) return true;
  const taken = run.steps[step];
  return beforeStep === step + 1 && taken !== undefined && (kind === 'death' ? taken.threw !== null : fault !== '' && (taken.cutShort === fault || strikesAfter(taken, fault)));
}

function lifeAfter({ kind, until }: Incident, tick: number): NodeThen['life'] {
  if (kind === 'start') return 'up';
  if (kind === 'pause') return tick < until ? 'paused' : 'up';
  return 'down';
}

function lastStepOf(run: PageRun, node: string, step: number): PageRun['steps'][number] | undefined {
  for (let index = step; index >= 0; index--) if (run.steps[index]!.node === node) return run.steps[index];
  return undefined;
}

function changedFields(run: PageRun, step: number): string[] {
  return run.steps[step]!.effects.flatMap((effect) => (effect.kind === 'write' ? [`${effect.disk ? 'disk' : 'state'}.${/^[^.[]+/.exec(effect.field)?.[0] ?? effect.field}`] : []));
}
