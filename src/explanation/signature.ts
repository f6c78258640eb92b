import type { Fault } from '../simulator/fault.ts';
import { type Background, momentOf, phaseOf } from './moment.ts';
import type { RunIndex } from './run-index.ts';
import { distinct } from './words.ts';

/** How many nodes a failure set may name for all renamings of them to be tried. */
const nodesMax = 6;

/**
 * What a failure set has in common with those that break the outcome in the same way: kinds of fault, roles, message
 * types and phases. It is the same for sets that differ only in which of several interchangeable nodes is struck, and in
 * when exactly within a phase.
 */
export function signatureOf(faults: readonly Fault[], bad: RunIndex, background: Background): string {
  const parts = faults.map((fault) => partsOf(fault, bad, background));
  const nodes = distinct(parts.flatMap(({ nodes: named }) => named)).sort();
  let smallest: string | undefined;
  for (const order of nodes.length > nodesMax ? [nodes] : permutations(nodes)) {
    const labels = labelled(order, bad);
    const word = parts.map(({ write }) => write((node) => labels.get(node)!)).sort().join(' + ');
    if (smallest === undefined || word < smallest) smallest = word;
  }
  return smallest ?? '';
}

/** The nodes that a fault names, and how it is written once they have labels. */
interface Parts {
  readonly nodes: readonly string[];
  readonly write: (label: (node: string) => string) => string;
}

function partsOf(fault: Fault, bad: RunIndex, background: Background): Parts {
  const { kind, lane, node, token } = fault;
  if (kind === 'drop' || kind === 'dup' || kind === 'defer') {
    const [from, to, type] = lane.split(':') as [string, string, string];
    return { nodes: [from, to], write: (label) => `${kind} ${label(from)}>${label(to)}:${type}` };
  }
  if (kind === 'skew') return { nodes: [node], write: (label) => `skew ${label(node)}` };
  const lost = lostLanes(fault, bad, background);
  const losses = { nodes: lost.flatMap(([from, to]) => [from, to]), write: (label: (node: string) => string) => distinct(lost.map(([from, to, type]) => `${label(from)}>${label(to)}:${type}`)).sort().join(' ') };
  if (kind === 'cut') return { nodes: losses.nodes, write: (label) => `cut ${losses.write(label)}` };
  const incident = bad.run.incidents.find((candidate) => candidate.fault === token);
  const phase = incident === undefined ? '' : phaseOf(momentOf(incident, bad, background));
  if (kind === 'isolate') return { nodes: [node, ...losses.nodes], write: (label) => `isolate ${label(node)} ${losses.write(label)}` };
  return { nodes: [node], write: (label) => `${kind} ${label(node)} (${phase})` };
}

/** What a window loses, of the types that the outcome rests on; if there are none, all. */
function lostLanes({ token }: Fault, bad: RunIndex, { good, messages }: Background): (readonly [string, string, string])[] {
  const lost = [...bad.sends.values()].filter(({ effect }) => effect.struckBy.includes(token));
  const types = new Set([...messages].map((message) => good.sends.get(message)?.effect.type));
  const relevant = lost.filter(({ effect }) => types.has(effect.type));
  return (relevant.length === 0 ? lost : relevant).map(({ by, effect }) => [by.node, effect.to, effect.type] as const);
}

function labelled(nodes: readonly string[], index: RunIndex): Map<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    nodes.map((node) => {
      const role = index.roleOf(node);
      const count = (counts.get(role) ?? 0) + 1;
      counts.set(role, count);
      return [node, `${role}#${count}`];
    }),
  );
}

function permutations(items: readonly string[]): string[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, place) => permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));
}
