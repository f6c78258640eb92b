import type { Fault } from '../fault.ts';
import type { Lane } from '../lane.ts';
import type { Run } from '../run.ts';

/** Messages that a fault loses: a stretch of a list of sent messages, by place among all that were sent. */
interface Loss {
  readonly sent: readonly number[];
  readonly from: number;
  readonly to: number;
}

const nothing: Loss = { sent: [], from: 0, to: 0 };

/**
 * Which messages of one run the faults that lose messages lose, or would lose in each other's place.
 *
 * Two of them that lose the same messages of a run make the very same run: nothing else is done by either.
 */
export class Losses {
  private readonly run: Run;
  /** What crossed the links that a fault cuts, by the word for those links. */
  private readonly crossing = new Map<string, readonly number[]>();
  /** By name of the lane, what was sent on it, in order. */
  private readonly byLane = new Map<string, number[]>();

  constructor(run: Run) {
    this.run = run;
    for (let sent = 0; sent < run.sentCount; sent++) {
      const { name } = run.sentLane[sent]!;
      const known = this.byLane.get(name);
      if (known === undefined) this.byLane.set(name, [sent]);
      else known.push(sent);
    }
  }

  /** Whether both lose the same messages, in place of each other. */
  same(one: Fault, other: Fault): boolean {
    const [a, b] = [this.of(one), this.of(other)];
    if (a === undefined || b === undefined || a.to - a.from !== b.to - b.from) return false;
    if (a.sent === b.sent) return a.from === b.from || a.from === a.to;
    for (let place = a.from; place < a.to; place++) if (a.sent[place] !== b.sent[place - a.from + b.from]) return false;
    return true;
  }

  /** What the fault loses in this run; undefined where its moment did not come. */
  private of(fault: Fault): Loss | undefined {
    const { run } = this;
    if (fault.kind === 'drop') {
      const sent = this.byLane.get(fault.lane)?.[fault.number - 1];
      return sent === undefined || run.sentTick[sent]! > run.bounds.until ? nothing : { sent: [sent], from: 0, to: 1 };
    }
    if (fault.groups !== null) return this.between(this.crossed(fault.token.slice(0, fault.token.indexOf('@')), cutBy(fault.groups)), fault.tick, fault.tick + fault.ticks);
    const step = run.stepNamed(fault.lane, fault.number);
    if (step < 0 || run.stepTick[step]! > run.bounds.until) return undefined;
    const { node } = run.stepLane[step]!;
    const tick = run.stepTick[step]!;
    return this.between(this.crossed(node.id, (lane) => lane.sender === node || lane.node === node), tick, tick + fault.ticks, run.stepSentFrom[step]);
  }

  private crossed(links: string, crosses: (lane: Lane) => boolean): readonly number[] {
    let found = this.crossing.get(links);
    if (found !== undefined) return found;
    const list: number[] = [];
    for (let sent = 0; sent < this.run.sentCount; sent++) {
      const lane = this.run.sentLane[sent]!;
      if (!lane.local && crosses(lane)) list.push(sent);
    }
    this.crossing.set(links, (found = list));
    return found;
  }

  /** What of the list was sent from one tick on and before another, and is not among the first so many of all messages. */
  private between(sent: readonly number[], fromTick: number, toTick: number, first = 0): Loss {
    const { sentTick } = this.run;
    let from = 0;
    while (from < sent.length && (sentTick[sent[from]!]! < fromTick || sent[from]! < first)) from++;
    let to = from;
    while (to < sent.length && sentTick[sent[to]!]! < toTick) to++;
    return { sent, from, to };
  }
}

function cutBy([left, right]: readonly [readonly string[], readonly string[]]): (lane: Lane) => boolean {
  return ({ sender, node }) => (left.includes(sender.id) && right.includes(node.id)) || (right.includes(sender.id) && left.includes(node.id));
}
