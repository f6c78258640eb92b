import type { Fault } from '../simulator/fault.ts';
import type { RecordedOutcome } from '../simulator/recorded-run.ts';
import { Chain } from './chain.ts';
import type { Fact } from './explanation.ts';
import type { Told } from './fault-words.ts';
import { isObservationIn, stepsWith } from './observations-words.ts';
import { keyOfStep, type RunIndex } from './run-index.ts';
import { sameEffects } from './step-changes.ts';
import { comparedReads, isCell, usualReads } from './usual-reads.ts';

/**
 * Why an outcome broke: from what it saw back to the faults, by comparing the broken run with the fault-free one.
 *
 * Four questions, each of which leads to others: why did this step come about, which is only in the broken run; why did
 * that one not, which is only in the good run; why did this one, which is in both, come out otherwise; and why did it
 * come late. Answers are written down causes first.
 */
export function causeOf(faults: readonly Fault[], outcome: number, told: Told): Fact[] {
  return new Cause(faults, told).of(outcome);
}

/** What the outcome saw, and where each of it leads. */
class Cause {
  private readonly chain: Chain;
  private readonly bad: RunIndex;
  private readonly good: RunIndex;
  private readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], told: Told) {
    this.chain = new Chain(faults, told);
    this.bad = told.bad;
    this.good = told.background.good;
    this.faults = faults;
  }

  of(outcome: number): Fact[] {
    const seen = this.bad.run.outcomes[outcome];
    if (seen === undefined) this.thrown();
    else this.outcome(seen, this.good.run.outcomes[outcome]!);
    // What no chain leads to must have had its part all the same, or the set would be smaller.
    for (const fault of this.faults) if (this.bad.run.fired.includes(fault.token)) this.chain.fault(fault.token);
    return this.chain.account.facts();
  }

  private outcome(seen: RecordedOutcome, usual: RecordedOutcome): void {
    const before = usualReads(seen, usual, this.good);
    const { telling, same } = comparedReads(seen, before);
    for (const read of [...telling, ...same]) {
      const known = before.get(read.cell);
      if (read.value === known?.value && this.chain.account.tellsOf(this.bad.at(read.writer))) continue;
      if (read.cell.endsWith(' is up')) {
        if (read.value !== known?.value) this.chain.down(read.cell.slice(0, -' is up'.length), Infinity);
      } else if (isCell(read.cell)) this.chain.read(read, known, this.bad.run.steps.length);
      else this.observations(read.cell);
    }
    for (const read of telling) this.chain.account.value(read, before.get(read.cell), seen);
  }

  private thrown(): void {
    const step = this.bad.run.steps.find(({ threw }) => threw !== null);
    if (step === undefined) return;
    this.chain.step(step);
    this.chain.account.step(step, 'other', `throws ${step.threw!.message}`);
  }

  private observations(cell: string): void {
    const isMeant = isObservationIn(cell);
    for (const step of stepsWith(isMeant, this.bad.run)) {
      const usual = this.good.steps.get(keyOfStep(step));
      if (usual !== undefined && sameEffects(step, usual)) continue;
      if (usual === undefined) this.chain.appeared(step, []);
      else this.chain.step(step);
      this.chain.account.deed(step, isMeant);
    }
    for (const step of stepsWith(isMeant, this.good.run)) if (!this.bad.steps.has(keyOfStep(step))) this.chain.missing(step, isMeant);
  }
}
