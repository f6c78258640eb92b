import type { UnfiredFault } from '../reports/replay-results.ts';
import type { Bounds } from '../src/simulator/bounds.ts';
import type { Fault } from '../src/simulator/fault.ts';
import { kinds } from '../src/simulator/faults/index.ts';
import type { Simulation } from '../src/simulator/simulation.ts';

/** How many faults are named instead of one that did not fire. */
const insteadMax = 5;

/** For each fault that did not fire in the simulation's last run: the usual cause, and what exists instead. */
export function unfiredFaults({ run }: Simulation, faults: readonly Fault[], bounds: Bounds): UnfiredFault[] {
  const offers = (kind: Fault['kind'], until: number): Fault[] => {
    const offered: Fault[] = [];
    kinds[kind].offer({ run, touch: null, until, add: (fault) => void offered.push(fault) });
    return offered;
  };
  return faults
    .filter((fault) => !run.fired.has(fault))
    .map((fault) => {
      const known = new Set(offers(fault.kind, bounds.until).map(({ token }) => token));
      const late = !known.has(fault.token) && offers(fault.kind, bounds.horizon).some(({ token }) => token === fault.token);
      const near = nearest(fault, offers(fault.kind, bounds.until)).map(({ token }) => token);
      return { fault: fault.token, why: late ? `Its moment comes after tick ${bounds.until}, the last at which something new may go wrong (--until).` : causeOf(fault), instead: near.slice(0, insteadMax) };
    });
}

function causeOf({ kind, node }: Fault): string {
  if (kind === 'skew') return `Usually ${node} does not read its clock.`;
  if (kind === 'cut' || kind === 'isolate') return 'Usually nothing is sent over those links in that time.';
  return 'Usually the moment does not come: another fault of the set prevents it, or the protocol has changed.';
}

/** Faults on the same lane first, then on the same node, then the others. */
function nearest(fault: Fault, offered: readonly Fault[]): Fault[] {
  const distance = (other: Fault) => (other.lane === fault.lane && fault.lane !== '' ? 0 : other.node === fault.node && fault.node !== '' ? 1 : 2);
  return offered.filter(({ token }) => token !== fault.token).toSorted((a, b) => distance(a) - distance(b));
}
