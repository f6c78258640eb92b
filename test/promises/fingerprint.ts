import { inspect } from 'node:util';
import type { SimulatedSystem } from '../../src/search/simulated-system.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import type { Simulation } from '../../src/simulator/simulation.ts';

/** All that a run has left behind, for comparing two of them. */
export function fingerprintOf({ run, topology, observations }: Simulation): Record<string, unknown> {
  const steps = Array.from({ length: run.stepCount }, (_, step) => `${run.stepTick[step]} ${run.stepName(step)} copy ${run.stepCopy[step]} outward ${run.stepOutward[step]} timed ${run.stepTimed[step]} sent from ${run.stepSentFrom[step]}`);
  const sent = Array.from({ length: run.sentCount }, (_, place) => `${run.sentTick[place]} ${run.sentLane[place]!.messageName(run.sentNumber[place]!)} fate ${run.sentFate[place]} by ${run.sentTakenBy[place]} waited ${run.sentWaited[place]} ${run.sentWaitedEnough[place]}`);
  return {
    steps,
    sent,
    judgements: structuredClone(run.judgements),
    fired: [...run.fired].map(({ token }) => token).sort(),
    stops: [...run.stops].map(([{ token }, stop]) => ({ token, ...stop })),
    stoppedAt: run.stoppedAtLane.map((lane, place) => `${run.stoppedAtTick[place]} ${lane.stepName(run.stoppedAtNumber[place]!)}`),
    rest: [run.waitedFor, run.endedWaitBySilence, run.threw, run.drew, run.breakdowns, run.aborted, run.lastTick, [...run.clockReaders].map(({ id }) => id).sort(), run.upAfterUntil.map(({ id }) => id)],
    observations: inspect(observations.list, { depth: Infinity }),
    nodes: topology.nodes.map(({ alive, life, pausedUntil, state, disk }) => inspect({ alive, life, pausedUntil, state, disk }, { depth: Infinity, showProxy: false })),
  };
}

/** All that is asked of a run of which only the verdict counts: how it came out, what fired, and which other faults would have come to the same. */
export function verdictOf(system: SimulatedSystem, faults: readonly Fault[], others: readonly (readonly Fault[])[]): Record<string, unknown> {
  const { run } = system.simulation;
  const rivals = [...new Set(others.flat())];
  const alike = (fault: Fault, outcome: number) => rivals.filter((rival) => rival !== fault && rival.rivals === fault.rivals && rival.rivals !== '' && system.actsLike(fault, rival, outcome)).map(({ token }) => token);
  return {
    goodness: system.outcomes.map((_, outcome) => system.goodness(outcome)),
    fired: faults.filter((fault) => system.fired(fault)).map(({ token }) => token),
    judgements: structuredClone(run.judgements),
    alike: system.outcomes.slice(0, -1).map((_, outcome) => faults.map((fault) => alike(fault, outcome))),
  };
}
