import type { Component } from '../src/simulator/component.ts';
import { always, eventually, type Outcome, type World } from '../src/simulator/outcome.ts';
import { scenario, type Scenario } from '../src/simulator/scenario.ts';
import type { Trace } from '../src/lineage/trace.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { componentOf, type Place, read } from './interpreter.ts';
import { nodeName, type Probe, type Protocol, type Wanted } from './protocol.ts';

/** What keeps a random protocol from running on for ever: a run that reaches these is neither good nor bad. */
export const limits = { stepsMax: 120, stepsPerTickMax: 60, effectsPerStepMax: 2000 };

/** Fault-free runs with fewer or more steps than these are passed over: too little to break, or too much to enumerate. */
const stepsRange = { least: 4, most: 20 } as const;

/** What the probes of one outcome show without faults: at last, and together at any time. */
interface Shown {
  last: readonly number[];
  readonly ever: Set<string>;
}

/** A protocol as a scenario; undefined where its fault-free run is too short or too long, or none of its outcomes will do. */
export function scenarioOf(protocol: Protocol): Scenario | undefined {
  const components = protocol.programs.map((program) => componentOf(protocol, program));
  const shown = protocol.wanted.map((): Shown => ({ last: [], ever: new Set() }));
  const looking = always('nothing', (world) => {
    for (const [place, { probes }] of protocol.wanted.entries()) {
      shown[place]!.last = probes.map((probe) => show(protocol, components, probe, world));
      shown[place]!.ever.add(shown[place]!.last.join());
    }
    return true;
  });
  const { run } = playedOnce(builtFrom(protocol, components, { looking }), protocol, false);
  if (run.breakdowns.length > 0 || run.stepCount < stepsRange.least || run.stepCount > stepsRange.most) return undefined;
  const candidates = protocol.wanted.map((wanted, place) => candidateOf(protocol, components, wanted, shown[place]!));
  const simulation = playedOnce(builtFrom(protocol, components, Object.fromEntries(candidates.map(({ outcome }, place) => [place, outcome]))), protocol, true);
  const chosen = candidates.find((candidate, place) => simulation.run.judgements[place]!.good && (!protocol.demanding || isTelling(candidate, simulation.trace, place)));
  return chosen && builtFrom(protocol, components, { outcome: chosen.outcome });
}

/** Whether the outcome read what some step wrote that took a message or a timer, and, if it must always hold, came near to being broken. */
function isTelling({ outcome, looked, compared }: Candidate, trace: Trace, place: number): boolean {
  const rests = trace.outcomeReads[place]!.some((read) => trace.stepTrigger[trace.effectStep[read >= 0 ? read : ~read]!]! >= 0);
  return rests && (outcome.kind === 'eventually' || looked.size === compared);
}

function playedOnce(made: Scenario, { horizon }: Protocol, lineage: boolean): Simulation {
  const simulation = new Simulation(made, { limits, lineage });
  simulation.play([], { horizon, until: 0, depth: 0, atomicSteps: false, budget: {}, durations: [], deferrals: [] });
  return simulation;
}

function builtFrom(protocol: Protocol, components: readonly Component[], outcomes: { readonly [name: string]: Outcome }): Scenario {
  return scenario({
    name: 'random/protocol',
    nodes: Object.fromEntries(protocol.nodes.map((program, place) => [nodeName(protocol, place), components[program]!])),
    latency: protocol.latency,
    links: protocol.links.map(({ from, to, latency }) => ({ from: nodeName(protocol, from), to: nodeName(protocol, to), latency })),
    seed: protocol.seed,
    outcomes,
  });
}

/** An outcome, and the places of the probes that it has looked at so far. */
interface Candidate {
  readonly outcome: Outcome;
  readonly looked: ReadonlySet<number>;
  /** How many probes it looks at before it can be broken. */
  readonly compared: number;
}

function candidateOf(protocol: Protocol, components: readonly Component[], wanted: Wanted, shown: Shown): Candidate {
  const looked = new Set<number>();
  const see = (place: number, world: World) => {
    looked.add(place);
    return show(protocol, components, wanted.probes[place]!, world);
  };
  return { outcome: outcomeOf(protocol, components, wanted, shown, see), looked, compared: wanted.how === 'deadline' ? 1 : 2 };
}

function outcomeOf(protocol: Protocol, components: readonly Component[], wanted: Wanted, shown: Shown, see: (place: number, world: World) => number): Outcome {
  const { how, probes, given } = wanted;
  const numbers = wanted.numbers.map((number, place) => (number < 0 ? shown.last[place]! : number));
  const holds = (place: number, world: World) => see(place, world) === shown.last[place];
  const options = given === null ? {} : { given: (world: World) => show(protocol, components, given, world) > 0 };
  switch (how) {
    case 'all':
      return eventually(how, (world) => probes.every((_, place) => holds(place, world)), options);
    case 'any':
      return eventually(how, (world) => probes.some((_, place) => holds(place, world)), options);
    case 'excused':
      return eventually(how, (world) => probes.every((probe, place) => isDown(protocol, probe, world) || holds(place, world)), options);
    case 'apart':
      return always(how, (world) => see(0, world) !== numbers[0] || see(1, world) !== numbers[1], options);
    case 'together':
      return always(how, (world) => see(0, world) !== numbers[0] || see(1, world) === numbers[1], options);
    case 'seen':
      return always(how, (world) => shown.ever.has(`${see(0, world)},${see(1, world)}`), options);
    case 'deadline':
      return always(how, (world) => world.tick < wanted.numbers[0] + 12 || holds(0, world), options);
    case 'early':
      return always(how, (world) => see(0, world) !== numbers[1] || holds(1, world) || world.tick >= wanted.numbers[0] + 12, options);
  }
}

function isDown(protocol: Protocol, probe: Probe, world: World): boolean {
  return 'node' in probe && !world.alive(nodeName(protocol, probe.node));
}

function show(protocol: Protocol, components: readonly Component[], probe: Probe, world: World): number {
  switch (probe.see) {
    case 'node':
      return read(world.nodes[nodeName(protocol, probe.node)] as Place, probe.value, 0);
    case 'alive':
      return Number(world.alive(nodeName(protocol, probe.node)));
    case 'living':
      return world.living(components[probe.program % components.length]!).reduce((sum, state) => sum + state[probe.cell], 0) % 5;
    case 'observed': {
      const seen = world.observed<number>('note');
      return probe.how === 'count' ? seen.length : (seen.at(-1)?.value ?? 0);
    }
  }
}
