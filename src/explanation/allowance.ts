/** How many runs may be made to explain one outcome, besides the fault-free one. */
export interface Allowance {
  /** To tell failure sets apart, and to look into one of each way. */
  readonly sets: number;
  /** To take links away, one in each run. */
  readonly links: number;
  /** To let nodes crash: how many of them, and at how many moments each. */
  readonly nodes: number;
  readonly stops: number;
}

/** How many steps all runs of an explanation may take together, unless told otherwise: some seconds. */
export const stepsByDefault = 300_000;

const setsMin = 4;
const linksMin = 8;
const linksMax = 150;
const nodesMin = 4;
const stopsMax = 8;

/** What an explanation of so many outcomes can afford where one run takes so many steps: half for failure sets, a quarter for links and one for nodes, and a few of each however long runs are. */
export function allowanceOf(stepsMax: number, outcomes: number, stepsOfRun: number): Allowance {
  const runs = Math.floor(stepsMax / Math.max(1, stepsOfRun) / Math.max(1, outcomes));
  const quarter = Math.floor(runs / 4);
  return { sets: Math.max(setsMin, 2 * quarter), links: clamped(quarter, linksMin, linksMax), nodes: Math.max(nodesMin, quarter), stops: stopsMax };
}

/** At how many moments each of so many nodes may crash. */
export function stopsOf({ nodes, stops }: Allowance, count: number): number {
  return clamped(Math.floor(nodes / Math.max(1, count)), 1, stops);
}

function clamped(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
