import type { Incident, RecordedOutcome, RecordedRun, RecordedSend, RecordedStep } from '../../src/simulator/recorded-run.ts';
import { strikesAfter } from '../../src/simulator/strikes-after.ts';
import { linesOfEnd, linesOfIncident, linesOfRefused, linesOfStep } from './cell-lines.ts';
import type { Cell, CellLine, Glyph, Life, Row } from './model.ts';

type Mark = { readonly beforeStep: number; readonly text: string };
type Refused = RecordedSend & { readonly from: string };
interface OpenCell {
  step: number;
  readonly lines: CellLine[];
  after: Life;
  pausedUntil: number;
}

/** All rows of a run, nothing folded: a step is below the steps that it waits for, and beside those that it does not. */
export function layOut(run: RecordedRun, marks: readonly Mark[]): Row[] {
  const sheet = new Sheet(run);
  const incidents = run.incidents.filter(({ kind }) => kind !== 'loss' && kind !== 'duplicate' && kind !== 'defer');
  let next = 0;
  for (let index = 0; index <= run.steps.length; index++) {
    const step = run.steps[index];
    const upcoming = incidents[next];
    const tick = Math.min(step?.tick ?? run.end.tick, upcoming !== undefined && upcoming.beforeStep <= index ? upcoming.tick : Infinity);
    for (const mark of marks) if (mark.beforeStep === index) sheet.addNote('marked', mark.text, tick);
    for (; next < incidents.length && incidents[next]!.beforeStep <= index; next++) sheet.addIncident(incidents[next]!);
    if (step !== undefined) sheet.addStep(step);
    for (const outcome of run.outcomes) if (outcome.brokenByStep === index) sheet.addBroken(outcome, outcome.brokenAtTick);
  }
  return sheet.finish();
}

/** Rows in the making. Those of the tick that is being filled are open: a later step of it may still go beside an earlier one. */
class Sheet {
  private readonly run: RecordedRun;
  private readonly rows: Row[] = [];
  private readonly columnOf: ReadonlyMap<string, number>;
  private readonly refused: Map<number, Refused[]>;
  private readonly lives: Life[];
  private readonly pausedUntil: number[];

  private tick = -1;
  private opensTick = true;
  /** The open rows, each with its cells by column; per column the first row that is free; where each step went. */
  private open: Map<number, OpenCell>[] = [];
  private free = new Map<number, number>();
  private readonly placed = new Map<number, number>();

  constructor(run: RecordedRun) {
    this.run = run;
    this.columnOf = new Map(run.nodes.map(({ id }, column) => [id, column]));
    this.refused = refusedByTick(run);
    this.lives = run.nodes.map(() => 'up');
    this.pausedUntil = run.nodes.map(() => -1);
  }

  addStep(step: RecordedStep): void {
    this.goTo(step.tick);
    const { takes } = step;
    const cause = takes.kind === 'message' ? takes.sentBy : takes.kind === 'timer' ? takes.setBy : -1;
    const row = this.place(this.columnOf.get(step.node)!, (this.placed.get(cause) ?? -1) + 1, step.index, linesOfStep(step, this.run), 'up');
    this.placed.set(step.index, row);
  }

  addIncident(incident: Incident): void {
    this.goTo(incident.tick);
    const { kind, nodes, beforeStep, fault, until } = incident;
    if (kind === 'cut') {
      this.addNote('isolated', `${nodes.join(' ')} cut off from ${incident.apart.join(' ')} until ${until}`, incident.tick, [fault]);
      return;
    }
    const column = this.columnOf.get(nodes[0]!)!;
    const upcoming = this.run.steps[beforeStep];
    if (kind === 'start' && upcoming !== undefined && upcoming.node === nodes[0] && upcoming.tick === incident.tick && upcoming.takes.kind === 'start') return;
    const after: Life = kind === 'crash' || kind === 'restart' || kind === 'death' ? 'down' : kind === 'pause' ? 'paused' : 'up';
    const latest = this.latestIn(column);
    // What cuts a step short, or comes just after it, is told in the cell of that step; several incidents at one moment share a cell.
    const taken = this.run.steps[beforeStep - 1];
    const belongs = kind === 'death' || (taken !== undefined && (taken.cutShort === fault || strikesAfter(taken, fault)));
    if (latest !== undefined && (latest.step < 0 || (belongs && latest.step === beforeStep - 1))) {
      latest.lines.push(...linesOfIncident(incident, this.run.steps));
      latest.after = after;
    } else this.place(column, 0, -1, linesOfIncident(incident, this.run.steps), after);
    if (kind === 'pause') this.latestIn(column)!.pausedUntil = until;
  }

  addNote(glyph: Glyph, text: string, tick: number, faults: readonly string[] = []): void {
    this.goTo(tick);
    this.close();
    this.rows.push({ kind: 'note', tick, opensTick: this.opensTick, line: { glyph, text, faults } });
    this.opensTick = false;
  }

  /** An outcome is broken; and what it had expected, where it compares. */
  addBroken({ name, title, compared }: RecordedOutcome, tick: number): void {
    this.addNote('broken', `${name} is broken: ${title}`, tick);
    if (compared === undefined) return;
    this.addNote('broken', `  expected  ${compared.expected}`, tick);
    this.addNote('broken', `  came out  ${compared.actual}`, tick);
  }

  finish(): Row[] {
    const { end } = this.run;
    this.goTo(end.tick);
    this.endTick();
    const cells = end.nodes.map((node): Cell => ({ step: -1, lines: linesOfEnd(node, this.run), after: node.alive ? 'up' : 'down' }));
    for (const { kind, message } of this.run.breakdowns) if (kind !== 'exception') this.addNote('broken', `the run ends here: ${message}`, end.tick);
    this.rows.push({ kind: 'end', tick: end.tick, cells });
    for (const outcome of this.run.outcomes) if (outcome.kind === 'eventually' && outcome.goodness === 'bad') this.addBroken(outcome, end.tick);
    return this.rows;
  }

  /** Ends the ticks up to that one; where messages arrive at nodes that are down there is something to show. */
  private goTo(tick: number): void {
    while (this.tick < tick) {
      this.endTick();
      let following = tick;
      for (const arrival of this.refused.keys()) if (arrival > this.tick && arrival < following) following = arrival;
      if (this.tick >= 0 && following > this.tick + 1) this.addQuiet(this.tick + 1, following - 1);
      this.tick = following;
      this.opensTick = true;
    }
  }

  private endTick(): void {
    for (const [to, messages] of refusedByReceiver(this.refused.get(this.tick) ?? [])) {
      const column = this.columnOf.get(to)!;
      const latest = this.latestIn(column);
      const lines = linesOfRefused(to, messages, this.run);
      if (latest !== undefined && latest.after === 'down') latest.lines.push(...lines);
      else this.place(column, 0, -1, lines, 'down');
    }
    this.refused.delete(this.tick);
    this.close();
  }

  private place(column: number, rowMin: number, step: number, lines: readonly CellLine[], after: Life): number {
    const row = Math.max(rowMin, this.free.get(column) ?? 0);
    while (this.open.length <= row) this.open.push(new Map());
    this.open[row]!.set(column, { step, lines: [...lines], after, pausedUntil: -1 });
    this.free.set(column, row + 1);
    return row;
  }

  private latestIn(column: number): OpenCell | undefined {
    return this.open[(this.free.get(column) ?? 0) - 1]?.get(column);
  }

  private addQuiet(fromTick: number, toTick: number): void {
    if (this.rows.length === 0) return;
    this.rows.push({ kind: 'fold', fromTick, toTick, steps: 0, text: '', rows: [], lives: this.livesAt(fromTick) });
  }

  /** The open rows are done. */
  private close(): void {
    for (const cells of this.open) {
      const lives = this.livesAt(this.tick);
      this.rows.push({ kind: 'moment', tick: this.tick, opensTick: this.opensTick, lives, cells: lives.map((_, column) => closed(cells.get(column))) });
      this.opensTick = false;
      for (const [column, cell] of cells) {
        this.lives[column] = cell.after;
        if (cell.after === 'paused') this.pausedUntil[column] = Math.max(this.pausedUntil[column]!, cell.pausedUntil);
      }
    }
    this.open = [];
    this.free.clear();
    this.placed.clear();
  }

  private livesAt(tick: number): Life[] {
    return this.lives.map((life, column) => (life === 'paused' && tick >= this.pausedUntil[column]! ? 'up' : life));
  }
}

function closed(cell: OpenCell | undefined): Cell | null {
  return cell === undefined ? null : { step: cell.step, lines: cell.lines, after: cell.after };
}

function refusedByTick(run: RecordedRun): Map<number, Refused[]> {
  const byTick = new Map<number, Refused[]>();
  for (const step of run.steps) {
    for (const effect of step.effects) {
      if (effect.kind !== 'send' || effect.fate !== 'refused') continue;
      const known = byTick.get(effect.arrives);
      if (known === undefined) byTick.set(effect.arrives, [{ ...effect, from: step.node }]);
      else known.push({ ...effect, from: step.node });
    }
  }
  return byTick;
}

function refusedByReceiver(messages: readonly Refused[]): Map<string, Refused[]> {
  const byReceiver = new Map<string, Refused[]>();
  for (const message of messages) byReceiver.set(message.to, [...(byReceiver.get(message.to) ?? []), message]);
  return byReceiver;
}
