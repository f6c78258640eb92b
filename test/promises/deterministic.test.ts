import { expect, it } from 'vitest';
import { dropsAndCrashes } from '../../soundness/mixes.ts';
import { limits } from '../../soundness/scenario.ts';
import { mulberry32 } from '../../src/search/random.ts';
import type { SystemRun, SystemUnderTest } from '../../src/search/system-under-test.ts';
import { parseFailureSet } from '../../src/simulator/failure-set.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import type { Run } from '../../src/simulator/run.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { breakingSets, candidates, systemOf } from './protocols.ts';

const mix = { ...dropsAndCrashes, depth: 2 };

it('the same system, faults and bounds give the same run, in the same simulation and in another', () => {
  for (const candidate of candidates(1, 30, mix)) {
    const system = systemOf(candidate);
    for (const set of ['none', ...breakingSets(system, candidate.bounds).slice(0, 3)]) {
      const faults = parseFailureSet(set);
      const first = transcriptOf(system.simulation.play(faults, candidate.bounds));
      expect(transcriptOf(system.simulation.play(faults, candidate.bounds)), `protocol ${candidate.number} under ${set}`).toEqual(first);
      const other = new Simulation(candidate.scenario, { limits });
      expect(transcriptOf(other.play(faults, candidate.bounds)), `protocol ${candidate.number} under ${set}`).toEqual(first);
    }
  }
});

it('lineage changes nothing of a run', () => {
  for (const { number, scenario, bounds } of candidates(1, 30, mix)) {
    const recorded = new Simulation(scenario, { limits }).play([], bounds);
    const bare = new Simulation(scenario, { limits, lineage: false }).play([], bounds);
    expect(transcriptOf(bare), `protocol ${number}`).toEqual(transcriptOf(recorded));
  }
});

it('a search finds the same whatever the order in which it tries', () => {
  for (const candidate of candidates(1, 30, mix)) {
    const found = breakingSets(systemOf(candidate), candidate.bounds);
    expect(breakingSets(systemOf(candidate), candidate.bounds), `protocol ${candidate.number}`).toEqual(found);
    for (const seed of [1, 2, 3]) {
      expect(breakingSets(shuffled(systemOf(candidate), seed), candidate.bounds), `protocol ${candidate.number} shuffled by ${seed}`).toEqual(found);
    }
  }
});

function transcriptOf(run: Run): unknown {
  const steps = Array.from({ length: run.stepCount }, (_, step) => `${run.stepTick[step]} ${run.stepName(step)} ${run.stepOutward[step]}`);
  const sent = Array.from({ length: run.sentCount }, (_, place) => `${run.sentTick[place]} ${run.sentLane[place]!.messageName(run.sentNumber[place]!)} ${run.sentFate[place]}`);
  return { steps, sent, judgements: run.judgements.map(({ good, brokenAtTick, brokenAfterSteps }) => ({ good, brokenAtTick, brokenAfterSteps })) };
}

/** The same system, which names its faults in another order at each run. */
function shuffled(system: SystemUnderTest<Fault>, seed: number): SystemUnderTest<Fault> {
  const random = mulberry32(seed);
  const inDisorder = (faults: readonly Fault[]): Fault[] =>
    faults.map((fault) => ({ fault, place: random() })).toSorted((a, b) => a.place - b.place).map(({ fault }) => fault);
  const shuffledRun = (run: SystemRun<Fault>): SystemRun<Fault> => ({
    fired: (fault) => run.fired(fault),
    goodness: (outcome) => run.goodness(outcome),
    touching: (outcome) => inDisorder(run.touching(outcome)),
    offered: () => inDisorder(run.offered()),
    support: (outcome) => run.support(outcome),
    actsLike: (fault, other, outcome) => run.actsLike!(fault, other, outcome),
  });
  return { outcomes: system.outcomes, run: (faults, depth) => shuffledRun(system.run(faults, depth)) };
}
