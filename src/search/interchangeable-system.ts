import { EffectKind } from '../lineage/effects.ts';
import { ClewError } from '../simulator/errors.ts';
import type { Bounds } from '../simulator/bounds.ts';
import { byToken, type Fault } from '../simulator/fault.ts';
import { inverseOf, renamedFault, renamedLane, type Renaming, renamingsOf } from '../simulator/interchangeable.ts';
import type { Simulation } from '../simulator/simulation.ts';
import { type FaultList, keyOf } from './failure-sets.ts';
import { SimulatedSystem, type Thrift, type TouchRules } from './simulated-system.ts';
import type { Image, Symmetry } from './symmetry.ts';
import type { Goodness, RunDepth, SystemRun } from './system-under-test.ts';

/** A scenario as the search sees it, with what it declares of its nodes. */
export function systemOf(simulation: Simulation, bounds: Bounds, rules?: Partial<TouchRules>, thrift?: Thrift): SimulatedSystem {
  const System = simulation.scenario.interchangeable.length === 0 ? SimulatedSystem : InterchangeableSystem;
  return new System(simulation, bounds, rules, thrift);
}

/** A simulated system of which some nodes are declared interchangeable. */
class InterchangeableSystem extends SimulatedSystem {
  override readonly symmetry: NodeSymmetry;

  constructor(simulation: Simulation, bounds: Bounds, rules?: Partial<TouchRules>, thrift?: Thrift) {
    super(simulation, bounds, rules, thrift);
    this.symmetry = new NodeSymmetry(simulation, this.outcomes);
    // An image may be formed before a run offers it.
    this.startInterning();
  }

  override run(faults: readonly Fault[], depth: RunDepth = 'lineage'): SystemRun<Fault> {
    super.run(faults, depth);
    this.symmetry.checkDraws();
    if (faults.length < 2 && depth === 'lineage') this.symmetry.learnNumbers();
    return this;
  }
}

/** Kinds that strike as something is taken: what has been taken before, within the tick, may be from any of the interchangeable nodes. */
const atTaking: ReadonlySet<Fault['kind']> = new Set(['crash', 'defer', 'isolate', 'pause', 'restart']);

/** The sender of what travels a lane of messages; empty for other lanes. */
function senderOf(lane: string): string {
  return lane.includes(':') ? lane.slice(0, lane.indexOf(':')) : '';
}

/** The renamings of a scenario's interchangeable nodes, and what they make of faults. */
class NodeSymmetry implements Symmetry<Fault> {
  private readonly simulation: Simulation;
  private readonly outcomes: readonly string[];
  readonly renamings: readonly ((fault: Fault) => Fault)[];
  private readonly namings: readonly Renaming[];
  private readonly inverses: readonly ((fault: Fault) => Fault)[];
  private readonly nodes: ReadonlySet<string>;
  private readonly families = new Map<Fault, string>();
  /** Lanes on which what a step sends and what its image sends go by different numbers. */
  private readonly shifted = new Set<string>();

  constructor(simulation: Simulation, outcomes: readonly string[]) {
    this.simulation = simulation;
    this.outcomes = outcomes;
    const { interchangeable } = simulation.scenario;
    this.nodes = new Set(interchangeable.flat());
    const renamings = (this.namings = renamingsOf(interchangeable));
    this.renamings = renamings.map((renaming) => this.remembering(renaming));
    this.inverses = renamings.map((renaming) => this.remembering(inverseOf(renaming)));
  }

  imagesOf(faults: FaultList<Fault>): readonly Image<Fault>[] {
    const images = new Map<string, Image<Fault>>([[keyOf(faults), { faults, to: (fault) => fault, from: (fault) => fault }]]);
    for (const [place, to] of this.renamings.entries()) {
      const image = faults.map(to).sort(byToken);
      const key = keyOf(image);
      if (!images.has(key)) images.set(key, { faults: image, to, from: this.inverses[place]! });
    }
    return [...images.values()].slice(1);
  }

  isShifted(fault: Fault): boolean {
    return this.shifted.has(fault.lane) || (atTaking.has(fault.kind) && this.nodes.has(senderOf(fault.lane)));
  }

  /** Looks in the last run for lanes whose numbers hang on which of the interchangeable nodes came first. */
  learnNumbers(): void {
    const launches = launchesOf(this.simulation);
    for (const [step, lanes] of launches) {
      for (const renaming of this.namings) {
        const imageLanes = launches.get(`${renamedLane(step.slice(0, step.lastIndexOf('@')), renaming)}${step.slice(step.lastIndexOf('@'))}`);
        for (const [lane, numbers] of lanes) {
          const image = renamedLane(lane, renaming);
          const imageNumbers = imageLanes?.get(image);
          if (imageNumbers !== undefined && imageNumbers !== numbers) this.shifted.add(lane).add(image);
        }
      }
    }
  }

  familyOf(fault: Fault): string {
    let family = this.families.get(fault);
    if (family === undefined) {
      const words = [fault, ...this.renamings.map((to) => to(fault))].map((image) => `${image.kind} ${image.node} ${image.lane} ${image.inside} ${image.groups?.join(':') ?? ''}`);
      this.families.set(fault, (family = words.reduce((least, word) => (word < least ? word : least))));
    }
    return family;
  }

  refutedBy(outcome: number, one: FaultList<Fault>, goodness: Goodness, other: FaultList<Fault>): Error {
    const { scenario } = this.simulation;
    const [bad, good] = goodness === 'bad' ? [one, other] : [other, one];
    const words = (faults: FaultList<Fault>) => (faults.length === 0 ? 'none' : keyOf(faults));
    return new ClewError('CLEW_NOT_INTERCHANGEABLE', `${this.nodesInWords} of ${scenario.name} are not interchangeable: "${this.outcomes[outcome]}" tells them apart`, {
      values: [`broken by      ${words(bad)}`, `not broken by  ${words(good)}`],
      usually: 'A handler or an outcome that asks which node it is, or for the first of several messages that are due at one tick: they are taken in the order of the nodes.',
      next: `clew replay ${scenario.name} --faults ${words(good)}, or leave out \`interchangeable\``,
    });
  }

  /** A random number hangs on the name of the step that draws it, so it is another on an interchangeable node. */
  checkDraws(): void {
    const { run, scenario } = this.simulation;
    for (const step of run.drew) {
      const { node, sender } = run.stepLane[step]!;
      if (!this.nodes.has(node.id) && !this.nodes.has(sender.id)) continue;
      throw new ClewError('CLEW_NOT_INTERCHANGEABLE', `${this.nodesInWords} of ${scenario.name} are not interchangeable: ${run.stepName(step)} draws a random number`, {
        usually: 'Draws hang on the name of the step, and so of the node: two nodes that draw are two different nodes.',
        next: 'Leave out `interchangeable`.',
      });
    }
  }

  private get nodesInWords(): string {
    return this.simulation.scenario.interchangeable.map((group) => group.join(', ')).join(' and ');
  }

  private remembering(renaming: Renaming): (fault: Fault) => Fault {
    const known = new Map<Fault, Fault>();
    return (fault) => {
      let image = known.get(fault);
      if (image === undefined) known.set(fault, (image = this.simulation.run.internByToken(renamedFault(fault, renaming))));
      return image;
    };
  }
}

/** What each step of the last run launched: by the step's lane and number, the lanes, and the numbers on each. */
function launchesOf({ run, trace, topology }: Simulation): Map<string, Map<string, string>> {
  const counts = new Map<number, number>();
  const launches = new Map<string, Map<string, string>>();
  for (let step = 0; step < run.stepCount; step++) {
    const lanes = new Map<string, string>();
    for (let effect = trace.stepEffectsFrom[step]!; effect < trace.effectsTo(step); effect++) {
      if (trace.effectKind[effect] !== EffectKind.launch) continue;
      const lane = trace.effectLane[effect]!;
      const number = (counts.get(lane) ?? 0) + 1;
      counts.set(lane, number);
      const { name } = topology.lanes[lane]!;
      lanes.set(name, `${lanes.get(name) ?? ''} ${number}`);
    }
    launches.set(`${run.stepLane[step]!.name}@${run.stepNumber[step]}`, lanes);
  }
  return launches;
}
