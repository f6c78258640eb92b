import type { Incident, RecordedRun, RecordedSend, RecordedStep } from '../../src/simulator/recorded-run.ts';
import { payloadWords } from '../space-time/protocol-words.ts';
import { plain } from '../summary.ts';

/** How many lines of messages and notes a picture has at most: Mermaid draws no more than 50,000 characters. */
const linesMax = 400;

/** A run as a Mermaid sequence diagram: messages in the order in which they are taken or lost, faults as notes. */
export function mermaidDiagram(run: RecordedRun): string {
  const nameOf = new Map(run.nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [...bodyOf(run, nameOf), ...endOf(run, nameOf)];
  const shown = lines.length > linesMax ? [...lines.slice(0, linesMax - 1), `  Note over ${nameOf.get(run.nodes[0]!.id)!}: ${lines.length - linesMax + 1} more are not drawn`] : lines;
  return ['sequenceDiagram', ...run.nodes.map(({ id }) => `  participant ${nameOf.get(id)!} as ${mermaidText(id)}`), ...shown, ''].join('\n');
}

/**
 * A text that Mermaid takes for nothing else: what means something to it, or to the HTML that it makes, comes out as a
 * numbered entity in its notation.
 */
export function mermaidText(text: string, most = 80): string {
  return plain(text, most).replace(/[^\p{L}\p{N} .,_/@=+!?…→-]/gu, (character) => `#${character.codePointAt(0)!};`);
}

function bodyOf(run: RecordedRun, nameOf: ReadonlyMap<string, string>): string[] {
  const lines: string[] = [];
  let next = 0;
  let tick = -1;
  for (let index = 0; index <= run.steps.length; index++) {
    for (; next < run.incidents.length && run.incidents[next]!.beforeStep <= index; next++) lines.push(...incidentLines(run.incidents[next]!, nameOf));
    const step = run.steps[index];
    if (step === undefined) continue;
    if (step.tick !== tick && index > 0) lines.push(`  Note over ${spanOf(run, nameOf)}: tick ${step.tick}`);
    tick = step.tick;
    lines.push(...stepLines(step, nameOf));
  }
  return lines;
}

function stepLines(step: RecordedStep, nameOf: ReadonlyMap<string, string>): string[] {
  const { takes, node } = step;
  const self = nameOf.get(node)!;
  const lost = step.effects.filter((effect): effect is RecordedSend => effect.kind === 'send' && effect.takenBy.length === 0);
  return [
    ...(takes.kind === 'message' ? [`  ${nameOf.get(takes.from)!}->>${self}: ${mermaidText(takes.type + payloadWords(takes.payload))}${step.copy === 1 ? ' again' : ''}${takes.deferred ? ' late' : ''}`] : []),
    ...(takes.kind === 'timer' ? [`  Note over ${self}: ${mermaidText(takes.timer + payloadWords(takes.payload))} fires`] : []),
    ...lost.map((send) => `  ${self}-x${nameOf.get(send.to)!}: ${mermaidText(send.type + payloadWords(send.payload))}${{ lost: ' lost', refused: ' refused', travelling: ' still travelling', delivered: '' }[send.fate]}`),
    ...(step.threw === null ? [] : [`  Note over ${self}: throws ${mermaidText(step.threw.message)}`]),
  ];
}

function incidentLines({ kind, nodes, until, fault }: Incident, nameOf: ReadonlyMap<string, string>): string[] {
  if (kind === 'loss' || kind === 'duplicate' || kind === 'defer') return [];
  const lasting = until < 0 ? '' : ` until tick ${until}`;
  return nodes.map((node) => `  Note over ${nameOf.get(node)!}: ${kind}${lasting}${fault === '' ? '' : ` ${mermaidText(fault)}`}`);
}

function endOf(run: RecordedRun, nameOf: ReadonlyMap<string, string>): string[] {
  return run.outcomes.filter(({ goodness }) => goodness === 'bad').map(({ name, title }) => `  Note over ${spanOf(run, nameOf)}: ${mermaidText(name)} is broken - ${mermaidText(title, 160)}`);
}

/** All participants, from the first to the last. */
function spanOf(run: RecordedRun, nameOf: ReadonlyMap<string, string>): string {
  const [first, last] = [nameOf.get(run.nodes[0]!.id)!, nameOf.get(run.nodes.at(-1)!.id)!];
  return first === last ? first : `${first},${last}`;
}
