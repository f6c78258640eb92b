import { describe, expect, it } from 'vitest';
import { type Batch, State, takePiece } from '../../../src/search/ahead/batch.ts';
import type { Forerunners } from '../../../src/search/ahead/forerunners.ts';
import { PieceRunner, type Told } from '../../../src/search/ahead/piece-runner.ts';
import { examination, type ExamineOptions, type ScenarioReport } from '../../../src/search/examine.ts';
import { SimulatedSystem } from '../../../src/search/simulated-system.ts';
import { catalog } from '../../../src/scenarios/catalog.ts';
import type { Fault } from '../../../src/simulator/fault.ts';
import { type Preparation, prepare } from '../../../src/simulator/preparation.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';

/** Runs pieces in this thread, on a system of its own, as a thread would: what it is given and what it tells is copied. */
class Here implements Forerunners<Fault> {
  made = 0;
  batches = 0;
  private readonly preparation: Preparation;
  private readonly system: SimulatedSystem;
  private readonly order: (told: Told<Fault>[]) => Told<Fault>[];
  private readonly waiting: { readonly batch: Batch<Fault>; readonly runner: PieceRunner<Fault> }[] = [];
  private readonly kept: Told<Fault>[] = [];

  /** @param order what is told of what has been run, and in which order */
  constructor(scenario: Scenario, options: ExamineOptions, order: (told: Told<Fault>[]) => Told<Fault>[] = (told) => told.splice(0)) {
    this.preparation = prepare(scenario, options);
    this.system = new SimulatedSystem(this.preparation.simulation, this.preparation.bounds);
    this.system.startInterning();
    this.order = order;
  }

  begin(sent: Batch<Fault>): boolean {
    this.batches++;
    const { settled, state } = sent;
    const copy = structuredClone(sent);
    const batch = { ...copy, settled, state, faults: copy.faults.map((fault) => this.system.intern(fault)) };
    const { simulation, bounds } = this.preparation;
    this.waiting.push({ batch, runner: new PieceRunner(batch, { system: this.system, bounds, steps: () => simulation.stepsPlayed }) });
    return true;
  }

  heard(): readonly Told<Fault>[] {
    this.makePiece();
    const told = this.order(this.kept);
    this.made += told.length;
    return told;
  }

  unchanged(): boolean {
    return true;
  }

  /** One batch after the other. */
  private makePiece(): void {
    for (const { batch, runner } of this.waiting) {
      const piece = takePiece(batch);
      if (piece === undefined) continue;
      this.kept.push(structuredClone({ by: 0, ...runner.run(piece) }));
      return;
    }
  }
}

function report(scenario: Scenario, options: ExamineOptions): ScenarioReport & { readonly progress: readonly string[] } {
  const running = examination(scenario, options);
  const progress: string[] = [];
  for (;;) {
    const next = running.next();
    if (next.done === true) return { ...next.value, progress };
    progress.push(JSON.stringify(next.value));
  }
}

function named(name: string): Scenario {
  return catalog.find((scenario) => scenario.name === name)!;
}

/** A level in many parts. */
const inParts: ExamineOptions = { part: { formed: 100, proposed: 40 } };

const searches: readonly (readonly [string, ExamineOptions])[] = [
  ['3pc/termination', {}],
  ['delivery-consumer/dedup', {}],
  ['lock/heartbeat-fenced', {}],
  ['primary-backup/confirmed', {}],
  ['offsets/atomic', {}],
  ['2pc/timeout', { depth: 3, crashes: 1, drops: 2 }],
  ['3pc/termination', inParts],
  ['saga/keyed', inParts],
];

const orders: readonly (readonly [string, (told: Told<Fault>[]) => Told<Fault>[]])[] = [
  ['as they come', (told) => told.splice(0)],
  ['three at a time, the last first', (told) => (told.length < 3 ? [] : told.splice(0).toReversed())],
  ['every other one never', (told) => told.splice(0).filter(({ piece }) => piece % 2 === 0)],
  ['none ever', () => []],
];

describe('runs that are made ahead', { timeout: 180_000 }, () => {
  it.each(searches)('change nothing of what comes out, in whatever order they are told: %s', (name, options) => {
    const scenario = named(name);
    const alone = report(scenario, options);
    let made = 0;
    for (const [order, told] of orders) {
      const here = new Here(scenario, options, told);
      expect(report(scenario, { ...options, forerunners: here }), order).toEqual(alone);
      made += here.made;
    }
    expect(made).toBeGreaterThan(0);
  });

  it('change nothing where the search is stopped', () => {
    const scenario = named('3pc/termination');
    for (const runsMax of [1, 50, 200]) expect(report(scenario, { runsMax, forerunners: new Here(scenario, {}) })).toEqual(report(scenario, { runsMax }));
    for (const runsMax of [150, 200, 300]) expect(report(scenario, { ...inParts, runsMax, forerunners: new Here(scenario, {}) })).toEqual(report(scenario, { ...inParts, runsMax }));
  });

  it('go on with the next part of a level while the one before is waited for', () => {
    const scenario = named('3pc/termination');
    let ahead = 0;
    class Watching extends Here {
      private last: Batch<Fault> | null = null;
      override begin(sent: Batch<Fault>): boolean {
        // The search has not come to the one before yet.
        if (this.last !== null && this.last.size === sent.size && Atomics.load(this.last.state, State.closed) === 0 && Atomics.load(this.last.state, State.reached) === 0) ahead++;
        this.last = sent;
        return super.begin(sent);
      }
    }
    report(scenario, { ...inParts, forerunners: new Watching(scenario, {}) });
    expect(ahead).toBeGreaterThan(3);
  });

  it.each(['kafka/isr', '3pc/termination'])('are hardly ever made twice, or in vain: %s', (name) => {
    const scenario = named(name);
    const { run } = SimulatedSystem.prototype;
    let runs = 0;
    const counted = (search: () => unknown): number => {
      runs = 0;
      SimulatedSystem.prototype.run = function (...parts) {
        runs++;
        return run.apply(this, parts);
      };
      try {
        search();
        return runs;
      } finally {
        SimulatedSystem.prototype.run = run;
      }
    };
    const alone = counted(() => report(scenario, {}));
    expect(counted(() => report(scenario, { forerunners: new Here(scenario, {}) }))).toBeLessThan(alone * 1.05);
  });

  it('never begin far ahead of the search where they take much room', () => {
    const scenario = named('kafka/isr');
    const windows: number[] = [];
    class Watching extends Here {
      override begin(sent: Batch<Fault>): boolean {
        const { window, state } = sent;
        windows.push(window);
        if (window !== Infinity) {
          // As if the search were so far back that not even the first piece may be taken.
          Atomics.store(state, State.reached, -window - 1);
          expect(takePiece(sent)).toBeUndefined();
          Atomics.store(state, State.reached, 0);
        }
        return super.begin(sent);
      }
    }
    report(scenario, { forerunners: new Watching(scenario, {}) });
    expect(windows).toEqual([512, Infinity]);
  });
});

describe('what is told that is not so', { timeout: 180_000 }, () => {
  it('is noticed, and all is searched alone', () => {
    const scenario = named('3pc/termination');
    const lying = (told: Told<Fault>[]): Told<Fault>[] => {
      // No fault is said to have fired.
      for (const { words } of told) for (let from = 0; from < words.length; from += words[from]!) words[from + 3] = 0;
      return told.splice(0);
    };
    expect(report(scenario, { forerunners: new Here(scenario, {}, lying) }).outcomes).toEqual(report(scenario, {}).outcomes);
  });

  it('is not believed where a forerunner has changed since', () => {
    const scenario = named('3pc/termination');
    class Changed extends Here {
      override unchanged(): boolean {
        return false;
      }
    }
    const forerunners = new Changed(scenario, {});
    const { progress } = report(scenario, { forerunners });
    expect(progress.length).toBe(2 * report(scenario, {}).progress.length);
  });
});
