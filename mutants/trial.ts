import type { KnownVerdict, Scenario } from 'clew';
import { examination, type ScenarioReport } from '../src/search/examine.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { prepare } from '../src/simulator/preparation.ts';

/** What became of a scenario with a mistake in it. */
export type Fate =
  | { readonly kind: 'broken'; readonly outcome: string; readonly faults: string }
  | { readonly kind: 'broken without faults' | 'throws' | 'does not end'; readonly message: string }
  | { readonly kind: 'survives' | 'undecided' };

/** A search that a scenario is known to survive. */
export interface Search {
  readonly outcomes: readonly string[];
  /** The bounds of the scenario without a mistake: they do not shrink because a mistake makes it come to rest early. */
  readonly bounds: BoundsOptions & { readonly depth: number };
}

/** What a known verdict says besides how far to search. */
const claims = new Set(['outcome', 'verdict', 'faults', 'sets', 'because']);

/** A search that takes more runs than this is given up. */
const runsMax = 100_000;

/** The searches that a scenario is known to survive, those of fewer kinds of fault first. */
export function searchesOf(scenario: Scenario): Search[] {
  const searches = new Map<string, string[]>();
  for (const known of scenario.known) {
    if (known.verdict !== 'survives') continue;
    const key = JSON.stringify(boundsOf(known));
    searches.set(key, [...(searches.get(key) ?? []), known.outcome]);
  }
  return [...searches]
    .sort(([one], [other]) => one.length - other.length)
    .map(([key, outcomes]) => {
      const options = JSON.parse(key) as BoundsOptions;
      const { depth, horizon, until, durations, deferrals } = prepare(scenario, options).bounds;
      return { outcomes, bounds: { ...options, depth, horizon, until, durations, deferrals } };
    });
}

/** Searches until something breaks. */
export function tried(scenario: Scenario, searches: readonly Search[]): Fate {
  try {
    let isUndecided = false;
    for (const search of searches) {
      const report = examined(scenario, search);
      const broken = report.outcomes.find(({ verdict }) => verdict === 'broken');
      if (broken !== undefined) return { kind: 'broken', outcome: broken.name, faults: broken.failureSets[0]!.faults };
      isUndecided ||= report.outcomes.some(({ verdict }) => verdict === 'undecided');
    }
    return { kind: isUndecided ? 'undecided' : 'survives' };
  } catch (error) {
    return fateOf(error);
  }
}

function examined(scenario: Scenario, { outcomes, bounds }: Search): ScenarioReport {
  let isBroken = false;
  // A mistake may well make a difference between nodes; that alone is not what is asked.
  const running = examination({ ...scenario, interchangeable: [] }, { ...bounds, outcomes, runsMax, stopped: () => isBroken });
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
    isBroken = next.value.found > 0;
  }
}

const endless = new Set(['CLEW_ENDLESS_TICK', 'CLEW_ENDLESS_HANDLER', 'CLEW_TOO_MANY_STEPS']);
const broken = new Set(['CLEW_BROKEN_WITHOUT_FAULTS', 'CLEW_VACUOUS_OUTCOME']);

/** What makes a scenario unusable tells a mistake as well. */
export function fateOf(error: unknown): Fate {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ClewError && endless.has(error.code)) return { kind: 'does not end', message };
  if (error instanceof ClewError && broken.has(error.code)) return { kind: 'broken without faults', message };
  return { kind: 'throws', message };
}

function boundsOf(known: KnownVerdict): BoundsOptions {
  return Object.fromEntries(Object.entries(known).filter(([name]) => !claims.has(name)));
}
