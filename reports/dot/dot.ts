import type { RecordedOutcome, RecordedRun, RecordedStep } from '../../src/simulator/recorded-run.ts';
import { payloadWords } from '../space-time/protocol-words.ts';
import { plain } from '../summary.ts';

/** Why a step, or an outcome, rests on an earlier step. */
interface Link {
  readonly from: number;
  /** -1 for the outcome. */
  readonly to: number;
  readonly label: string;
  readonly kind: 'message' | 'timer' | 'read';
}

/** How many cells are named on a link. */
const cellsNamed = 3;

/**
 * The lineage of an outcome in a run as a graph for Graphviz: the steps that it rests on, a frame for each node, an arrow
 * for each message, timer and read between them.
 */
export function lineageDot(run: RecordedRun, outcome: RecordedOutcome): string {
  const links = linksOf(run, outcome);
  const steps = new Set(links.flatMap(({ from, to }) => [from, to]).filter((step) => step >= 0));
  const frames = run.nodes.flatMap(({ id }, index) => frameOf(id, index, run.steps.filter(({ index: step, node }) => node === id && steps.has(step))));
  const paint = outcome.goodness === 'good' ? 'palegreen' : outcome.goodness === 'bad' ? 'lightpink' : 'lightyellow';
  return [
    `digraph ${dotText(`${outcome.name} of ${run.scenario} under ${run.faults}`)} {`,
    '  rankdir=LR;',
    '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=9];',
    `  outcome [shape=octagon, fillcolor=${paint}, label=${dotText(outcome.name, outcome.title, outcome.goodness)}];`,
    ...frames,
    ...links.map(({ from, to, label, kind }) => `  step${from} -> ${to < 0 ? 'outcome' : `step${to}`} [label=${dotText(label)}, style=${{ message: 'solid', timer: 'dashed', read: 'dotted' }[kind]}];`),
    '}',
    '',
  ].join('\n');
}

function frameOf(node: string, index: number, steps: readonly RecordedStep[]): string[] {
  if (steps.length === 0) return [];
  return [`  subgraph cluster_${index} {`, `    label=${dotText(node)}; color=gray70; fontname="Helvetica";`, ...steps.map((step) => `    step${step.index} [label=${dotText(`tick ${step.tick}`, takenWords(step))}];`), '  }'];
}

/** All links that lead to the outcome, from its reads backwards. */
function linksOf(run: RecordedRun, outcome: RecordedOutcome): Link[] {
  const links = readLinks(outcome.reads, -1);
  const seen = new Set<number>();
  const open = links.map(({ from }) => from);
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step)) continue;
    seen.add(step);
    const found = linksOfStep(run.steps[step]!);
    links.push(...found);
    open.push(...found.map(({ from }) => from));
  }
  return links.sort((a, b) => a.from - b.from || a.to - b.to);
}

function linksOfStep({ index, takes, reads }: RecordedStep): Link[] {
  const links = readLinks(reads, index).filter(({ from }) => from !== index);
  if (takes.kind === 'message' && takes.sentBy >= 0) links.push({ from: takes.sentBy, to: index, label: takes.type + payloadWords(takes.payload), kind: 'message' });
  if (takes.kind === 'timer' && takes.setBy >= 0) links.push({ from: takes.setBy, to: index, label: `timer ${takes.timer}`, kind: 'timer' });
  return links;
}

/** One link for each step that was read from, however many cells. */
function readLinks(reads: RecordedStep['reads'], to: number): Link[] {
  const cells = new Map<number, string[]>();
  for (const { writer, cell } of reads) if (writer >= 0) cells.set(writer, [...(cells.get(writer) ?? []), cell]);
  return [...cells].map(([from, names]) => ({ from, to, kind: 'read', label: `${names.slice(0, cellsNamed).map((name) => plain(name, 60)).join(', ')}${names.length > cellsNamed ? `, and ${names.length - cellsNamed} more` : ''}` }));
}

function takenWords({ takes }: RecordedStep): string {
  if (takes.kind === 'start') return takes.again ? 'starts again' : 'starts';
  return takes.kind === 'timer' ? `${takes.timer} fires` : `${takes.type}${payloadWords(takes.payload)} from ${takes.from}`;
}

/** Lines of text in quotes; no escape sequence of Graphviz comes of them. */
function dotText(...lines: readonly string[]): string {
  return `"${lines.map((line) => plain(line, 160).replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`)).join(String.raw`\n`)}"`;
}
