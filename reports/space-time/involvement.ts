import type { RecordedRun } from '../../src/simulator/recorded-run.ts';

/** The least involvement of a node that a fault strikes. */
export const struckInvolvement = 2_000_000;
const askedInvolvement = 1_000_000;

/** How much a node has to do with what went wrong: first those that a fault strikes, then those that a broken outcome looks at, then by the number of their steps. */
export function involvementOf(node: string, run: RecordedRun): number {
  const struck = run.incidents.some(({ nodes, apart }) => nodes.includes(node) || apart.includes(node));
  const asked = run.outcomes.some(({ goodness, reads }) => goodness !== 'good' && reads.some(({ cell }) => cell.startsWith(`${node}.`) || cell === `${node} is up`));
  const steps = run.steps.reduce((count, step) => count + (step.node === node ? 1 : 0), 0);
  return (struck ? struckInvolvement : 0) + (asked ? askedInvolvement : 0) + Math.min(steps, askedInvolvement - 1);
}
