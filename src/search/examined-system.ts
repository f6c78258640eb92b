import type { Fault } from '../simulator/fault.ts';
import type { Preparation } from '../simulator/preparation.ts';
import { AheadSystem, UnlikeError } from './ahead/ahead-system.ts';
import type { Forerunners } from './ahead/forerunners.ts';
import { BreakingSets } from './failure-sets.ts';
import { systemOf } from './interchangeable-system.ts';
import { exceptionOutcome, type SimulatedSystem, type Thrift } from './simulated-system.ts';
import type { Symmetry } from './symmetry.ts';
import type { RunDepth, SystemRun, SystemUnderTest } from './system-under-test.ts';

/** The system of an examination: counts what is run, and collects the runs in which a handler threw or that did not end. */
export class ExaminedSystem implements SystemUnderTest<Fault> {
  readonly outcomes: readonly string[];
  readonly simulated: SimulatedSystem;
  readonly symmetry: Symmetry<Fault> | undefined;
  readonly expect: SystemUnderTest<Fault>['expect'];
  readonly exceptions = new BreakingSets<Fault>();
  private readonly forerunners: Forerunners<Fault> | null;
  private readonly ahead: AheadSystem<Fault> | null;
  private readonly exception: number;
  private readonly stepsPlayed: () => number;
  private readonly stepsBefore: number;
  private runs = 0;

  constructor({ simulation, bounds }: Preparation, forerunners: Forerunners<Fault> | null, thrift?: Thrift) {
    const system = systemOf(simulation, bounds, {}, thrift);
    this.stepsPlayed = () => simulation.stepsPlayed;
    this.stepsBefore = simulation.stepsPlayed;
    if (forerunners !== null) system.startInterning();
    this.simulated = system;
    this.symmetry = system.symmetry;
    this.forerunners = forerunners;
    this.ahead = forerunners && new AheadSystem({ system, bounds, forerunners, steps: this.stepsPlayed, intern: (fault) => system.intern(fault) });
    this.expect = this.ahead?.expect;
    this.outcomes = system.outcomes;
    this.exception = system.outcomes.indexOf(exceptionOutcome);
  }

  run(faults: readonly Fault[], depth: RunDepth): SystemRun<Fault> {
    const run = (this.ahead ?? this.simulated).run(faults, depth);
    this.runs++;
    if (run.goodness(this.exception) === 'bad') this.exceptions.add(faults.filter((fault) => run.fired(fault)), this.runs);
    return run;
  }

  /** Steps of the runs that were asked for. */
  get steps(): number {
    return this.ahead?.steps ?? this.stepsPlayed() - this.stepsBefore;
  }

  /** Ends what forerunners still do. @throws UnlikeError if the scenario no longer runs with them as it did */
  checkForerunners(): void {
    this.ahead?.close();
    if (this.forerunners?.unchanged() === false) throw new UnlikeError('a thread runs the scenario no longer as it did');
  }
}
