import type { RecordedRun, RecordedStep } from '../../src/simulator/recorded-run.ts';
import { payloadWords } from './protocol-words.ts';

/** Something that happens in a run; -1 for what is no step. */
export interface Happening {
  readonly step: number;
  readonly tick: number;
  readonly text: string;
}

/** What happens in two runs, tick by tick. */
export interface PairRow {
  readonly left: Happening | null;
  readonly right: Happening | null;
}

/** Puts two runs side by side: what happens in both at one tick is on one line. */
export function pairRows(left: RecordedRun, right: RecordedRun): PairRow[] {
  const [ours, theirs] = [byTick(left), byTick(right)];
  const ticks = [...new Set([...ours.keys(), ...theirs.keys()])].sort((a, b) => a - b);
  return ticks.flatMap((tick) => {
    const [a, b] = [ours.get(tick) ?? [], theirs.get(tick) ?? []];
    return Array.from({ length: Math.max(a.length, b.length) }, (_, place) => ({ left: a[place] ?? null, right: b[place] ?? null }));
  });
}

/** A step in a few words: who takes what from whom. */
function stepInShort({ node, takes, copy }: RecordedStep): string {
  const again = copy === 1 ? ' again' : '';
  if (takes.kind === 'message') return `${takes.from} → ${node}  ${takes.type}${payloadWords(takes.payload)}${again}`;
  return `${node}  ${takes.kind === 'timer' ? `timer ${takes.timer}${payloadWords(takes.payload)}` : takes.again ? 'starts again' : 'starts'}`;
}

function byTick(run: RecordedRun): Map<number, Happening[]> {
  const happenings = new Map<number, Happening[]>();
  const add = (happening: Happening) => void (happenings.get(happening.tick)?.push(happening) ?? happenings.set(happening.tick, [happening]));
  let next = 0;
  for (let step = 0; step <= run.steps.length; step++) {
    for (; next < run.incidents.length && run.incidents[next]!.beforeStep <= step; next++) {
      const { kind, nodes, apart, subject, tick } = run.incidents[next]!;
      const whom = kind === 'loss' || kind === 'duplicate' || kind === 'defer' ? subject : `${nodes.join(' ')}${apart.length > 0 ? ` from ${apart.join(' ')}` : ''}`;
      add({ step: -1, tick, text: `${kind === 'crash' || kind === 'death' ? '╳' : '✗'} ${kind}  ${whom}` });
    }
    const taken = run.steps[step];
    if (taken !== undefined) add({ step, tick: taken.tick, text: stepInShort(taken) });
  }
  return happenings;
}
