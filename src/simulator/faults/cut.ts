import { makeFault, type Fault } from '../fault.ts';
import type { Lane } from '../lane.ts';
import type { Run } from '../run.ts';
import type { FaultKind } from './fault-kind.ts';
import { exclusiveOn } from './message-faults.ts';
import { lossOf } from './windows.ts';

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
  arm(fault, simulation) {
    const [left, right] = fault.groups!.map((group) => new Set(group.map((id) => simulation.nodeNamed(id)))) as [Set<unknown>, Set<unknown>];
    const loses = ({ sender, node }: Lane) => (left.has(sender) && right.has(node)) || (right.has(sender) && left.has(node));
    if (fault.tick <= simulation.run.bounds.until) simulation.addLossWindow({ fault, from: fault.tick, to: fault.tick + fault.ticks, loses });
  },
  offer(offer) {
    const { run, until } = offer;
    for (const groups of splitsOf(run)) {
      const left = new Set(groups[0]);
      for (let tick = 0; tick <= until; tick++) {
        for (const ticks of run.bounds.durations) {
          const loss = lossOf(run, offer, tick, tick + ticks, (lane) => left.has(lane.sender.id) !== left.has(lane.node.id));
          if (loss === 'influential') offer.add(interned(run, groups, tick, ticks));
        }
      }
    }
  },
};

/** The ways to split the nodes in two that are tried. */
function splitsOf(run: Run): Groups[] {
  const ids = run.nodeIds;
  const split = (isLeft: (index: number) => boolean): Groups => ordered([ids.filter((_, index) => isLeft(index)).sort(), ids.filter((_, index) => !isLeft(index)).sort()]);
  if (ids.length < 2) return [];
  if (ids.length > allSplitsNodesMax) return ids.map((_, alone) => split((index) => index === alone));
  return Array.from({ length: 2 ** (ids.length - 1) - 1 }, (_, code) => split((index) => index > 0 && ((code + 1) >> (index - 1)) % 2 === 1));
}

function ordered([left, right]: Groups): Groups {
  return left[0]! < right[0]! ? [left, right] : [right, left];
}

function interned(run: Run, groups: Groups, tick: number, ticks: number): Fault {
  return run.internByToken(makeCut(groups, tick, ticks));
}

function makeCut(groups: Groups, tick: number, ticks: number): Fault {
  const subject = `${groups[0].join(',')}:${groups[1].join(',')}@${tick}`;
  return makeFault({ kind: 'cut', token: `cut:${subject}~${ticks}`, tick, ticks, groups, exclusive: exclusiveOn('cut', subject) });
}
