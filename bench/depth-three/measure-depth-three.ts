import { type Preparation, prepare } from '../../src/simulator/preparation.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { keyOf } from '../../src/search/failure-sets.ts';
import { systemOf } from '../../src/search/interchangeable-system.ts';
import { spreadOf } from '../../src/search/sampling.ts';
import { SimulatedSystem, wasteful } from '../../src/search/simulated-system.ts';
import { processorTime } from '../processor-time.ts';
import { searchToItsEnd } from '../search-to-its-end.ts';

/** The depth of these searches, in faults at once. */
export const depth = 3;

/** A search that took less is timed again, in turns with the others, and the median counts: the first one pays for the compiler. */
const repeatedBelowMilliseconds = 500;
const repetitions = 5;

/** One search for all outcomes of a scenario. */
export interface CertificateFigures {
  readonly runs: number;
  readonly milliseconds: number;
  /** Whether it covered every failure set within the bounds, for every outcome. */
  readonly complete: boolean;
}

/** What the certificates of one scenario cost at this depth. */
export interface DepthThreeFigures {
  readonly scenario: string;
  readonly outcomes: number;
  /** The minimal failure sets of all outcomes together. */
  readonly minimal: number;
  readonly cover: CertificateFigures;
  readonly exhaustive: CertificateFigures;
  /** Exhaustive search whose runs go on from where another had come to, and end where another has been in the same world. */
  readonly merged: CertificateFigures;
}

/**
 * Certifies all outcomes of a scenario at once, as `clew run` does, with failure sets of up to three faults, each way.
 *
 * @param runsMax the most runs of one search
 * @returns undefined where the budgets of the scenario do not allow three faults
 * @throws Error if cover and exhaustive search do not find the same minimal failure sets
 */
export function measureDepthThree(scenario: Scenario, runsMax: number): DepthThreeFigures | undefined {
  const preparation = prepare(scenario, { depth });
  if (Object.values(preparation.bounds.budget).reduce((sum, count) => sum + count, 0) < depth) return undefined;
  const searches = new Searches(preparation, runsMax);
  const first = searches.turn();
  const all = [first];
  while (all.length < repetitions && first.exhaustive.figures.milliseconds < repeatedBelowMilliseconds) all.push(searches.turn());
  const figures = (way: Way): CertificateFigures => ({ ...first[way].figures, milliseconds: spreadOf(all.map((turn) => turn[way].figures.milliseconds))!.median });
  const { cover, exhaustive } = first;
  if (cover.figures.complete && exhaustive.figures.complete && cover.minimal.join() !== exhaustive.minimal.join()) throw new Error(`${scenario.name}: cover and exhaustive search disagree at depth ${depth}`);
  return { scenario: scenario.name, outcomes: Object.keys(scenario.outcomes).length, minimal: cover.minimal.length, cover: figures('cover'), exhaustive: figures('exhaustive'), merged: figures('merged') };
}

type Way = 'cover' | 'exhaustive' | 'merged';

interface Searched {
  readonly figures: CertificateFigures;
  /** The minimal failure sets that it found, each with its outcome, sorted. */
  readonly minimal: readonly string[];
}

/** One scenario, made ready at this depth. */
class Searches {
  private readonly preparation: Preparation;
  private readonly outcomes: readonly number[];
  private readonly runsMax: number;

  constructor(preparation: Preparation, runsMax: number) {
    this.preparation = preparation;
    this.outcomes = Object.keys(preparation.simulation.scenario.outcomes).map((_, place) => place);
    this.runsMax = runsMax;
  }

  /** Searches each way once. */
  turn(): { readonly [Each in Way]: Searched } {
    return { exhaustive: this.search('exhaustive'), merged: this.search('merged'), cover: this.search('cover') };
  }

  /** A search begins with nothing known. */
  private search(way: Way): Searched {
    const before = processorTime();
    const method = way === 'cover' ? 'cover' : 'exhaustive';
    const { strategies, runs } = searchToItsEnd(this.system(way), { method, bounds: this.preparation.bounds, outcomes: this.outcomes, runsMax: this.runsMax });
    const milliseconds = processorTime() - before;
    const complete = [...strategies.values()].every((strategy) => strategy.complete && !strategy.inconclusive);
    const minimal = [...strategies].flatMap(([outcome, { breaking }]) => breaking.sets.map(({ faults }) => `${outcome} ${keyOf(faults)}`)).sort();
    return { figures: { runs, milliseconds, complete }, minimal };
  }

  private system(way: Way): SimulatedSystem {
    const { simulation, bounds } = this.preparation;
    if (way === 'cover') return systemOf(simulation, bounds);
    return way === 'merged' ? new SimulatedSystem(simulation, bounds) : new SimulatedSystem(simulation, bounds, {}, wasteful);
  }
}
