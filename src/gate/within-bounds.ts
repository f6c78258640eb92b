import { parseFailureSet } from '../simulator/failure-set.ts';
import { type Fault, makeFault, printFailureSet } from '../simulator/fault.ts';
import { type AgreedBounds, sizeOf } from './agreement.ts';

/** Whether a search within these bounds, certified up to that many faults, would have found the failure set. */
export function isCovered(faults: string, bounds: AgreedBounds, certified: number): boolean {
  return sizeOf(faults) <= Math.min(certified, bounds.depth) && isWithin(parseFailureSet(faults), bounds);
}

/** Whether the bounds allow each of the faults, and so many of their kinds. Ticks are only looked at where they were fixed. */
function isWithin(faults: readonly Fault[], { budget, atomicSteps, until, durations, deferrals }: AgreedBounds): boolean {
  return faults.every((fault) => {
    const sameKind = faults.filter(({ kind }) => kind === fault.kind).length;
    if (sameKind > (budget[fault.kind] ?? 0)) return false;
    if (atomicSteps && fault.inside > 0) return false;
    if (fault.kind === 'defer') return deferrals === undefined || deferrals.includes(fault.steps);
    if (fault.kind === 'cut' && until !== undefined && fault.tick > until) return false;
    return fault.ticks === 0 || durations === undefined || durations.includes(fault.ticks);
  });
}

/**
 * The failure set without the ticks in it: what stays the same when latencies change and durations follow them.
 * `pause:b/a:vote@2~5` and `pause:b/a:vote@2~7` have one.
 */
export function timelessForm(faults: string): string {
  return printFailureSet(parseFailureSet(faults).map((fault) => makeFault({ ...fault, token: timelessToken(fault) })));
}

function timelessToken({ kind, token }: Fault): string {
  if (kind === 'defer') return token;
  const lasting = token.replace(/~\d+$/, '~');
  return kind === 'cut' ? lasting.replace(/@\d+/, '@') : lasting;
}
