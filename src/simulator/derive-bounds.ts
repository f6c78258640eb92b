import { type Bounds, type BoundsOptions, budgetOf, depthOf, faultKinds, pluralOf } from './bounds.ts';
import { ClewError } from './errors.ts';
import type { Run } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Simulation } from './simulation.ts';

/** The longest fault-free run that is made to find out how long a scenario takes, in ticks. */
const explorationTicksMax = 2_000;

/** Steps of a receiver that a deferred message waits for, unless told otherwise. */
const defaultDeferrals = [1, 2, 3];

/**
 * The bounds of a search: what the user fixed, or else the scenario, or else what follows from the fault-free run.
 *
 * `until` is when the fault-free run has come to rest (or, if it never does, when its `eventually` outcomes hold for
 * good), and the longest timer more, so that something may go wrong during recovery as well. `horizon` leaves as much time again, and time for five timeouts in a row with
 * their messages, so that a protocol which repeats gets its chance.
 *
 * @param play plays the run without faults; here it is played for the very first time
 * @throws ClewError CLEW_BAD_BOUNDS where the options contradict each other
 */
export function deriveBounds(simulation: Simulation, options: BoundsOptions, play: (bounds: Bounds) => Run = (bounds) => simulation.play([], bounds)): Bounds {
  const { scenario } = simulation;
  const wanted = { ...scenario.bounds, ...withoutUndefined(options) };
  // A budget on the command line replaces the scenario's as a whole.
  const budgetSource = faultKinds.some((kind) => options[pluralOf[kind]] !== undefined) ? options : scenario.bounds;
  const budget = budgetOf(budgetSource);
  checkNumbers(wanted, scenario);
  const rest = restOf(simulation, wanted, play);
  const delays = [...simulation.network.delays].filter((delay) => delay <= explorationTicksMax);
  const latencies = simulation.topology.lanes.filter((lane) => lane.kind === 'message' && !lane.local).map((lane) => lane.latency);
  const slowest = Math.max(1, ...delays) + 2 * Math.max(1, ...latencies);
  const late = rest + Math.max(0, ...delays);
  const until = wanted.until ?? (wanted.horizon === undefined ? late : Math.min(late, Math.floor(wanted.horizon / 2)));
  const horizon = wanted.horizon ?? 2 * Math.max(until, rest) + 5 * slowest;
  if (until > horizon) throw new ClewError('CLEW_BAD_BOUNDS', `until ${until} lies after the horizon ${horizon} of ${scenario.name}`, { usually: 'A run ends at the horizon; nothing can go wrong later.' });
  return {
    horizon,
    until,
    depth: depthOf(options.depth !== undefined || budgetSource === options ? options : wanted, budget),
    atomicSteps: wanted.atomicSteps ?? false,
    budget,
    durations: sorted(wanted.durations ?? [...delays, ...latencies].map((ticks) => ticks + 1)),
    deferrals: sorted(wanted.deferrals ?? defaultDeferrals),
  };
}

/** The tick at which the fault-free run needs nothing more. */
function restOf(simulation: Simulation, wanted: BoundsOptions, play: (bounds: Bounds) => Run): number {
  let known = false;
  for (let horizon = 16; ; horizon *= 2) {
    const run = play({ ...fixed, horizon, until: horizon });
    if (run.aborted || simulation.queue.left === 0 || horizon >= explorationTicksMax) return Math.max(1, run.lastTick);
    const { outcomes } = simulation.scenario;
    const waiting = Object.values(outcomes).filter((outcome) => outcome.kind === 'eventually');
    if (waiting.length === 0 && horizon >= 64) return wanted.horizon === undefined ? horizon / 2 : Math.floor(wanted.horizon / 2);
    const good = waiting.length > 0 && run.judgements.every((judgement) => judgement.good);
    if (good && known) return firstGood(simulation, horizon / 2);
    known = good;
  }
}

/** The first tick from which on the outcomes are good, given that they are good at `latest`. */
function firstGood(simulation: Simulation, latest: number): number {
  let [bad, good] = [0, latest];
  while (good - bad > 1) {
    const middle = Math.floor((bad + good) / 2);
    const run = simulation.play([], { ...fixed, horizon: middle, until: middle });
    if (run.judgements.every((judgement) => judgement.good)) good = middle;
    else bad = middle;
  }
  return good;
}

const fixed: Omit<Bounds, 'horizon' | 'until'> = { depth: 0, atomicSteps: false, budget: {}, durations: [], deferrals: [] };

function sorted(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function withoutUndefined(options: BoundsOptions): BoundsOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function checkNumbers(options: BoundsOptions, scenario: Scenario): void {
  const counts = { depth: options.depth, until: options.until, horizon: options.horizon, ...Object.fromEntries(faultKinds.map((kind) => [pluralOf[kind], options[pluralOf[kind]]])) };
  for (const [name, value] of Object.entries(counts)) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 0)) throw new ClewError('CLEW_BAD_BOUNDS', `${name} of ${scenario.name} is ${value}`, { usually: 'Bounds are whole numbers, at least 0.' });
  }
  for (const [name, list] of Object.entries({ durations: options.durations ?? [], deferrals: options.deferrals ?? [] })) {
    for (const value of list) if (!(Number.isInteger(value) && value >= 1 && value < 4096)) throw new ClewError('CLEW_BAD_BOUNDS', `${name} of ${scenario.name} hold ${value}`, { usually: 'They are whole numbers from 1 to 4095.' });
  }
}
