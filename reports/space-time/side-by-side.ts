import type { RecordedRun, RecordedStep } from '../../src/simulator/recorded-run.ts';
import { payloadWords } from './protocol-words.ts';

/** Something that happens in a run; -1 for what is no step. */
export interface Happening {
  readonly step: number;
  readonly tick: number;
  readonly text: string;
  /** What is the same in both runs has the same. */
  readonly key: string;
}

/** What happens in two runs, tick by tick. */
export interface PairRow {
  readonly left: Happening | null;
  readonly right: Happening | null;
}

/** Puts two runs side by side: what happens in both at one tick is on one line, and what happens in one only has a line of its own, or one with such a thing of the other. */
export function pairRows(left: RecordedRun, right: RecordedRun): PairRow[] {
  const [ours, theirs] = [byTick(left), byTick(right)];
  const ticks = [...new Set([...ours.keys(), ...theirs.keys()])].sort((a, b) => a - b);
  return ticks.flatMap((tick) => {
    return aligned(ours.get(tick) ?? [], theirs.get(tick) ?? []);
  });
}

function aligned(ours: readonly Happening[], theirs: readonly Happening[]): PairRow[] {
  const rows: PairRow[] = [];
  const [placeInOurs, placeInTheirs] = [ours, theirs].map((all) => new Map(all.map(({ key }, place) => [key, place]))) as [Map<string, number>, Map<string, number>];
  let [l, r] = [0, 0];
  while (l < ours.length || r < theirs.length) {
    const [left, right] = [ours[l], theirs[r]];
    const isShared = left !== undefined && left.key === right?.key;
    // Its like is still to come on the other side, and it waits for that; but not both for each other.
    const leftWaits = left !== undefined && !isShared && (placeInTheirs.get(left.key) ?? -1) > r;
    const rightWaits = right !== undefined && !isShared && !leftWaits && (placeInOurs.get(right.key) ?? -1) > l;
    rows.push({ left: leftWaits ? null : (left ?? null), right: rightWaits ? null : (right ?? null) });
    if (!leftWaits && left !== undefined) l++;
    if (!rightWaits && right !== undefined) r++;
  }
  return rows;
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
      const text = `${kind === 'crash' || kind === 'death' ? '╳' : '✗'} ${kind}  ${whom}`;
      add({ step: -1, tick, text, key: text });
    }
    const taken = run.steps[step];
    if (taken !== undefined) add({ step, tick: taken.tick, text: stepInShort(taken), key: `step ${taken.name} ${taken.copy}` });
  }
  return happenings;
}
