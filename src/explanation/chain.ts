import type { Fault } from '../simulator/fault.ts';
import type { RecordedRead, RecordedStep } from '../simulator/recorded-run.ts';
import { Account } from './account.ts';
import { faultWords, type Told } from './fault-words.ts';
import { pauseAround, restartBefore, stopOf } from './incidents.ts';
import { takenInVain } from './in-vain.ts';
import { keyOfStep, type RunIndex } from './run-index.ts';
import { changedEffects, changedReads, sameEffects } from './step-changes.ts';
import { innerWriter } from './usual-reads.ts';
import { cellWords, innermost, valueWords } from './words.ts';

/** How many reads of a step that came out otherwise are followed. */
const readsMax = 3;

/** How many reads of a step that is only in the broken run. */
const readsFollowedMax = 12;

/**
 * Questions about the steps of the broken run and of the good one: each leads to others, and what comes out is written into the account.
 * What has been asked once is not asked again.
 */
export class Chain {
  readonly account: Account;
  private readonly bad: RunIndex;
  private readonly good: RunIndex;
  private readonly faults: readonly Fault[];
  private readonly told: Told;
  private readonly asked = new Set<string>();

  constructor(faults: readonly Fault[], told: Told) {
    this.faults = faults;
    this.told = told;
    this.bad = told.bad;
    this.good = told.background.good;
    this.account = new Account(this.good, this.bad);
  }

  /** Why a cell held another value, or got it from somewhere else. */
  read(now: RecordedRead, usual: RecordedRead | undefined, reader: number): void {
    const changed = usual === undefined || usual.value !== now.value;
    const inside = changed && now.writer < 0 && (usual?.writer ?? -1) < 0;
    const [writer, usually] = inside ? [innerWriter(now.cell, this.bad, this.good), innerWriter(now.cell, this.good, this.bad)] : [this.bad.at(now.writer), this.good.at(usual?.writer ?? -1)];
    const writes = (effect: { readonly kind: string; readonly cell?: string }) => effect.kind === 'write' && (effect.cell === now.cell || now.cell.startsWith(effect.cell ?? '?') || effect.cell!.startsWith(now.cell.replace(' (its keys)', '')));
    const both = writer !== undefined && usually !== undefined && this.good.steps.has(keyOfStep(writer)) && this.bad.steps.has(keyOfStep(usually));
    if (usually !== undefined && changed && !both && keyOfStep(usually) !== (writer && keyOfStep(writer))) this.goneFrom(usually, writes, reader);
    if (writer === undefined) return;
    const deeds = [`writes ${cellWords(now.cell, now.value)}`];
    if (!this.good.steps.has(keyOfStep(writer))) this.appeared(writer, now.cell.endsWith(' (its keys)') ? [] : deeds);
    else if (usually !== undefined && keyOfStep(usually) !== keyOfStep(writer)) this.overtaken(writer, usually);
    else this.step(writer);
  }

  /** What the step wrote, in the good run, is not there. */
  private goneFrom(usually: RecordedStep, wanted: Parameters<Account['missing']>[1], reader: number): void {
    const here = this.bad.steps.get(keyOfStep(usually));
    if (here === undefined) return this.missing(usually, wanted);
    if (here.index >= reader) return this.late(here);
    const stop = restartBefore(this.bad.run, here.node, reader);
    if (stop === undefined || stop.beforeStep <= here.index) this.step(here);
    else this.fault(stop.fault);
  }

  /** Why a step came about that is not in the good run. */
  appeared(step: RecordedStep, deeds: readonly string[]): void {
    const first = this.first(`appeared ${keyOfStep(step)}`);
    if (first) this.triggered(step);
    if (first) this.preceded(step);
    if (first && step.takes.kind === 'timer') this.account.found(step);
    for (const deed of deeds) this.account.step(step, 'other', deed);
    if (first) this.account.step(step, 'other', '');
  }

  /** What a step that is only in the broken run found there, and would not have found in the good one. */
  private preceded(step: RecordedStep): void {
    for (const { cell, value, writer } of innermost(step.reads).slice(0, readsFollowedMax)) {
      const by = this.bad.at(writer);
      if (by === undefined) continue;
      if (this.good.steps.has(keyOfStep(by))) this.step(by);
      else this.appeared(by, cell.endsWith(' (its keys)') ? [] : [`writes ${cellWords(cell, value)}`]);
    }
  }

  private triggered(step: RecordedStep): void {
    const { takes } = step;
    if (takes.kind === 'start') return this.started(step);
    const by = this.bad.at(takes.kind === 'message' ? takes.sentBy : takes.setBy);
    if (takes.kind === 'message') {
      const launched = this.bad.sends.get(takes.message)!;
      if (step.copy === 1) for (const token of launched.effect.struckBy) if (token.startsWith('dup:')) return this.fault(token);
      return this.launched(by, (effect) => effect === launched.effect);
    }
    const usual = this.good.timers.get(step.name);
    if (usual === undefined) return this.launched(by, (effect) => effect.kind === 'timer' && effect.step === step.name);
    const cancelling = this.good.at(usual.effect.cancelledBy);
    if (cancelling === undefined) return;
    this.account.note(step, `in the good run cancelled when ${this.account.words(cancelling)}`);
    const here = this.bad.steps.get(keyOfStep(cancelling));
    if (here === undefined) this.missing(cancelling, (effect) => effect.kind === 'cancel' && effect.step === step.name);
    else if (here.index > step.index) this.late(here);
    else this.step(here);
  }

  private started({ node, index }: RecordedStep): void {
    const stop = restartBefore(this.bad.run, node, index);
    if (stop !== undefined) this.fault(stop.fault);
  }

  /** Why a step set something going that it does not set going in the good run. */
  private launched(by: RecordedStep | undefined, wanted: Parameters<Account['deed']>[1]): void {
    if (by === undefined) return;
    if (this.good.steps.has(keyOfStep(by))) this.step(by);
    else this.appeared(by, []);
    this.account.deed(by, wanted);
  }

  /** Why a step of the good run was not taken. */
  missing(usual: RecordedStep, wanted: Parameters<Account['missing']>[1]): void {
    if (this.first(`missing ${keyOfStep(usual)}`)) this.prevented(usual);
    this.account.missing(usual, wanted);
  }

  private prevented(usual: RecordedStep): void {
    const { takes, node } = usual;
    if (takes.kind === 'start') return this.down(node, Infinity);
    const sender = this.good.at(takes.kind === 'message' ? takes.sentBy : takes.setBy);
    if (takes.kind === 'timer') {
      const timer = this.bad.timers.get(usual.name);
      const cancelling = this.bad.at(timer?.effect.cancelledBy ?? -1);
      if (timer === undefined) return sender && this.unlaunched(sender, (effect) => effect.kind === 'timer' && effect.step === usual.name);
      if (cancelling === undefined) return this.down(node, Infinity);
      return this.launched(cancelling, (effect) => effect.kind === 'cancel' && effect.step === usual.name);
    }
    const sent = this.bad.sends.get(takes.message)?.effect;
    if (sent === undefined) return sender && this.unlaunched(sender, (effect) => effect.kind === 'send' && effect.message === takes.message);
    if (sent.fate === 'lost') for (const token of sent.struckBy) this.fault(token);
    else if (sent.fate === 'refused') this.down(node, sent.arrives);
    else this.down(node, Infinity);
  }

  /** Why a step did not set going what it does in the good run. */
  private unlaunched(sender: RecordedStep, wanted: Parameters<Account['missing']>[1]): void {
    const here = this.bad.steps.get(keyOfStep(sender));
    if (here === undefined) this.missing(sender, wanted);
    else if (here.cutShort !== '') this.fault(here.cutShort);
    else {
      this.step(here);
      this.account.undone(here, sender, wanted);
    }
  }

  /** Why a step that is in both runs came out otherwise, or was set off by another. */
  step(step: RecordedStep): void {
    if (!this.first(`step ${keyOfStep(step)}`)) return;
    const usual = this.good.steps.get(keyOfStep(step));
    if (usual === undefined) return this.appeared(step, []);
    if (step.cutShort !== '') return this.fault(step.cutShort);
    this.setOff(step, usual);
    if (sameEffects(step, usual)) return this.unchanged(step, usual);
    const reads = changedReads(step, usual);
    for (const { now, before } of reads.slice(0, readsMax)) {
      this.account.note(step, `finds ${cellWords(now.cell, now.value)}, not ${valueWords(before.value)}`);
      this.read(now, before, step.index);
    }
    this.clock(step, usual, reads.length === 0);
    for (const effect of changedEffects(step, usual).slice(0, readsMax)) this.account.deed(step, (candidate) => candidate === effect);
  }

  /** It does the same, and has what it goes by from others perhaps. */
  private unchanged(step: RecordedStep, usual: RecordedStep): void {
    const before = new Map(usual.reads.map((read) => [read.cell, read]));
    for (const now of step.reads) {
      const [writer, usually] = [this.bad.at(now.writer), this.good.at(before.get(now.cell)?.writer ?? -1)];
      if (writer === undefined || before.get(now.cell)?.value !== now.value) continue;
      if (usually === undefined || keyOfStep(usually) === keyOfStep(writer)) this.step(writer);
    }
  }

  private setOff(step: RecordedStep, usual: RecordedStep): void {
    const { takes } = step;
    if (takes.kind !== 'message' || usual.takes.kind !== 'message') return;
    const [sender, before] = [this.bad.at(takes.sentBy), this.good.at(usual.takes.sentBy)];
    if (sender === undefined || before === undefined) return;
    if (keyOfStep(sender) === keyOfStep(before)) return this.step(sender);
    this.launched(sender, (effect) => effect.kind === 'send' && effect.message === takes.message);
  }

  /** Its clock may be wrong; and if nothing that it read was different, then the time was. */
  private clock(step: RecordedStep, usual: RecordedStep, readTheSame: boolean): void {
    const skew = this.faults.find(({ kind, node }) => kind === 'skew' && node === step.node);
    if (skew !== undefined) {
      this.fault(skew.token);
      this.account.note(step, `by its clock at tick ${step.tick + skew.ticks}`);
    } else if (readTheSame && step.tick !== usual.tick) this.late(step);
  }

  /** Two steps that wrote one cell changed places: the one that came last here is not the one of the good run. */
  private overtaken(writer: RecordedStep, usually: RecordedStep): void {
    const here = this.bad.steps.get(keyOfStep(usually));
    if (here === undefined) return this.step(writer);
    if (here.index < writer.index === usually.index < this.good.steps.get(keyOfStep(writer))!.index) return this.step(writer);
    const [first, second] = here.index < writer.index ? [here, writer] : [writer, here];
    if (!this.first(`order ${keyOfStep(second)}`)) return;
    const isLate = second.tick > this.good.steps.get(keyOfStep(second))!.tick;
    if (isLate) this.late(second);
    if (!isLate || first.tick < this.good.steps.get(keyOfStep(first))!.tick) this.step(first);
    this.account.order(first, second);
  }

  /** Why a step that is in both runs was taken later than in the good one. */
  private late(step: RecordedStep): void {
    const usual = this.good.steps.get(keyOfStep(step));
    if (usual === undefined) return this.appeared(step, []);
    if (!this.first(`late ${keyOfStep(step)}`)) return;
    const { takes } = step;
    const paused = pauseAround(this.bad.run, step);
    if (takes.kind === 'message') for (const token of this.bad.sends.get(takes.message)!.effect.struckBy) if (token.startsWith('defer:')) this.fault(token);
    const by = this.bad.at(takes.kind === 'message' ? takes.sentBy : takes.kind === 'timer' ? takes.setBy : -1);
    if (paused !== undefined && step.tick > usual.tick) this.fault(paused.fault);
    else if (by !== undefined) {
      if (!this.good.steps.has(keyOfStep(by))) this.appeared(by, []);
      else if (step.tick !== usual.tick) this.late(by);
      else this.step(by);
    }
    if (step.tick === usual.tick) return;
    this.account.note(step, `at tick ${step.tick}, not ${usual.tick}`);
    this.account.step(step, 'other', '');
  }

  /** Why a node was down. */
  down(node: string, tick: number): void {
    const stop = stopOf(this.bad.run, node, tick);
    if (stop?.kind === 'death') {
      const step = this.bad.steps.get(stop.subject);
      if (step !== undefined) this.step(step);
    } else if (stop !== undefined) this.fault(stop.fault);
  }

  fault(token: string): void {
    const fault = this.faults.find((candidate) => candidate.token === token);
    if (fault === undefined || !this.first(`fault ${token}`)) return;
    this.account.fault(fault, this.bad.run.incidents.find((incident) => incident.fault === token)?.tick ?? 0, faultWords(fault, this.told));
    const cut = this.bad.run.steps.find(({ cutShort }) => cutShort === token);
    if (cut !== undefined) this.inVain(cut);
  }

  /** What a step that was cut short left undone is not made up for by another that takes the same. */
  private inVain(cut: RecordedStep): void {
    const usual = this.good.steps.get(keyOfStep(cut));
    const again = usual && takenInVain(cut, usual, this.bad.run);
    if (again === undefined || !this.first(`in vain ${keyOfStep(again.step)}`)) return;
    for (const { cell, value } of again.found.slice(0, readsMax)) this.account.note(again.step, `finds ${cellWords(cell, value)}`);
    if (!this.good.steps.has(keyOfStep(again.step))) this.triggered(again.step);
    this.account.undone(again.step, usual!, (effect) => again.owed.includes(effect));
  }

  private first(question: string): boolean {
    if (this.asked.has(question)) return false;
    this.asked.add(question);
    return true;
  }
}
