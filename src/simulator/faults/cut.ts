import { makeFault, type Fault } from '../fault.ts';
import type { Lane } from '../lane.ts';
import { Fate, type Run } from '../run.ts';
import { losesAlike } from './alike.ts';
import type { FaultKind, Offer } from './fault-kind.ts';
import { exclusiveOn } from './message-faults.ts';

/** With up to so many nodes every way to split them in two is tried; with more, only one node against the rest. */
const allSplitsNodesMax = 5;

type Groups = readonly [readonly string[], readonly string[]];

/**
 * Between two groups of nodes, every message that is sent from a tick on and for so many ticks is lost.
 *
 * Exists, whenever it begins, where it loses something that is taken. Were only those ticks offered at which something is
 * sent, another fault could take away the message that gives the tick its name, and leave what the cut does.
 * Touches when a message that it loses leads to an influential step.
 */
export const cut: FaultKind = {
  name: 'cut',
  form: 'cut:a,b:c@7~5',
  precedence: 0,
  parse(body) {
    const match = /^([\w,-]+):([\w,-]+)@(\d+)~([1-9]\d*)$/.exec(body);
    if (match === null) return undefined;
    const groups: Groups = [match[1]!.split(',').sort(), match[2]!.split(',').sort()];
    const all = groups.flat();
    if (all.includes('') || new Set(all).size !== all.length) return undefined;
    return makeCut(ordered(groups), Number(match[3]), Number(match[4]));
  },
  moment: ({ tick }) => tick,
  arm(fault, simulation) {
    const [left, right] = fault.groups!.map((group) => new Set(group.map((id) => simulation.nodeNamed(id)))) as [Set<unknown>, Set<unknown>];
    const loses = ({ sender, node }: Lane) => (left.has(sender) && right.has(node)) || (right.has(sender) && left.has(node));
    if (fault.tick <= simulation.run.bounds.until) simulation.addLossWindow({ fault, from: fault.tick, to: fault.tick + fault.ticks, loses });
  },
  actsLike: losesAlike,
  offer(offer) {
    const { run, until } = offer;
    const losses = influentialLosses(offer);
    for (const split of splitsOf(run)) {
      const ticksWithLoss = losses.flatMap((pairs, tick) => (pairs.some(({ sender, node }) => split.left.has(sender.index) !== split.left.has(node.index)) ? [tick] : []));
      for (const ticks of run.bounds.durations) {
        for (let tick = 0, next = 0; tick <= until; tick++) {
          while (next < ticksWithLoss.length && ticksWithLoss[next]! < tick) next++;
          if (next < ticksWithLoss.length && ticksWithLoss[next]! < tick + ticks) offer.add(split.cutAt(tick, ticks));
        }
      }
    }
  },
};

/** By tick, one lane for each pair of nodes between which a message was sent that leads to an influential step. */
function influentialLosses({ run, touch }: Offer): Lane[][] {
  const losses: Lane[][] = [];
  const seen = new Set<number>();
  const nodes = run.nodeIds.length;
  for (let sent = 0; sent < run.sentCount; sent++) {
    const lane = run.sentLane[sent]!;
    if (run.sentFate[sent] !== Fate.delivered || lane.local || (touch !== null && !touch.step(run.sentTakenBy[sent]!))) continue;
    const tick = run.sentTick[sent]!;
    const pair = (tick * nodes + lane.sender.index) * nodes + lane.node.index;
    if (seen.has(pair)) continue;
    seen.add(pair);
    while (losses.length <= tick) losses.push([]);
    losses[tick]!.push(lane);
  }
  return losses;
}

/** One way to split the nodes in two, with the cuts that have been made of it. */
class Split {
  /** The nodes on one side, by index. */
  readonly left: ReadonlySet<number>;
  private readonly groups: Groups;
  private readonly cuts = new Map<number, Fault>();

  constructor(groups: Groups, nodeIds: readonly string[]) {
    this.groups = groups;
    this.left = new Set(groups[0].map((id) => nodeIds.indexOf(id)));
  }

  /** The cut between the two that begins with that tick. Made once, so that equal faults are identical. */
  cutAt(tick: number, ticks: number): Fault {
    const key = tick * 4096 + ticks;
    let fault = this.cuts.get(key);
    if (fault === undefined) this.cuts.set(key, (fault = makeCut(this.groups, tick, ticks)));
    return fault;
  }
}

const splitsOfRuns = new WeakMap<Run, readonly Split[]>();

/** The ways to split the nodes in two that are tried. Kept with the run, which is one object for all runs of a system. */
function splitsOf(run: Run): readonly Split[] {
  let splits = splitsOfRuns.get(run);
  if (splits === undefined) splitsOfRuns.set(run, (splits = groupsOf(run).map((groups) => new Split(groups, run.nodeIds))));
  return splits;
}

function groupsOf(run: Run): Groups[] {
  const ids = run.nodeIds;
  const split = (isLeft: (index: number) => boolean): Groups => ordered([ids.filter((_, index) => isLeft(index)).sort(), ids.filter((_, index) => !isLeft(index)).sort()]);
  if (ids.length < 2) return [];
  if (ids.length > allSplitsNodesMax) return ids.map((_, alone) => split((index) => index === alone));
  return Array.from({ length: 2 ** (ids.length - 1) - 1 }, (_, code) => split((index) => index > 0 && ((code + 1) >> (index - 1)) % 2 === 1));
}

function ordered([left, right]: Groups): Groups {
  return left[0]! < right[0]! ? [left, right] : [right, left];
}

function makeCut(groups: Groups, tick: number, ticks: number): Fault {
  const subject = `${groups[0].join(',')}:${groups[1].join(',')}@${tick}`;
  return makeFault({ kind: 'cut', token: `cut:${subject}~${ticks}`, tick, ticks, groups, exclusive: exclusiveOn('cut', subject), rivals: 'loss' });
}
