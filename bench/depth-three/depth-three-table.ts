import { duration, grouped, none, table, times } from '../markdown.ts';
import { type CertificateFigures, depth, type DepthThreeFigures } from './measure-depth-three.ts';

/** The certificates of three faults at once beside those of exhaustive search, as Markdown. */
export function depthThreeSection(measured: readonly DepthThreeFigures[], runsMax: number): string[] {
  const compared = measured.filter(({ exhaustive }) => exhaustive.complete);
  const tooLarge = measured.filter(({ exhaustive }) => !exhaustive.complete);
  const won = (other: 'exhaustive' | 'merged'): number => compared.filter((figures) => figures.cover.milliseconds <= figures[other].milliseconds).length;
  const lost = compared.filter(({ cover, exhaustive }) => cover.milliseconds > exhaustive.milliseconds);
  return [
    '## Certificates of three faults at once',
    '',
    `All outcomes of a scenario at once, as \`clew run --depth ${depth}\` searches for them, in one thread; within the budgets of the scenario otherwise. Left out is what has no budget for three faults.`,
    '',
    ...table(['scenario', 'outcomes', 'minimal', 'cover', 'exhaustive', 'merged', 'runs saved', 'time saved', 'of merged'], compared.map(row)),
    '',
    `In time, cover is ahead of exhaustive search in ${won('exhaustive')} of ${compared.length} rows, and in ${won('merged')} of exhaustive search that merges. ${loss(lost)}`,
    '',
    ...(tooLarge.length === 0 ? [] : [`Exhaustive search was given up after ${grouped(runsMax)} runs in the others, and cover too where it says so:`, '', ...table(['scenario', 'outcomes', 'minimal', 'cover', 'exhaustive', 'merged'], tooLarge.map((figures) => row(figures).slice(0, 6))), '']),
    '- *minimal*: the minimal failure sets that cover found, over all outcomes. Where exhaustive search came to its end, it found the same, or there would be no page.',
    '- The other columns: as above. What took less than half a second was repeated in turns, and the median counts.',
    '',
  ];
}

function row({ scenario, outcomes, minimal, cover, exhaustive, merged }: DepthThreeFigures): string[] {
  const saved = exhaustive.complete && cover.complete;
  return [
    scenario, String(outcomes), grouped(minimal), effort(cover), effort(exhaustive), effort(merged),
    saved ? times(exhaustive.runs / cover.runs) : none, saved ? times(exhaustive.milliseconds / cover.milliseconds) : none, saved ? times(merged.milliseconds / cover.milliseconds) : none,
  ];
}

function effort({ runs, milliseconds, complete }: CertificateFigures): string {
  return `${complete ? '' : 'not after '}${grouped(runs)} in ${duration(milliseconds)}`;
}

/** Where cover loses, and how large the largest of these searches is. */
function loss(lost: readonly DepthThreeFigures[]): string {
  if (lost.length === 0) return '';
  const most = lost.reduce((one, other) => (other.cover.milliseconds - other.exhaustive.milliseconds > one.cover.milliseconds - one.exhaustive.milliseconds ? other : one));
  return `Where it is behind, the most it takes more is ${duration(most.cover.milliseconds - most.exhaustive.milliseconds)}, in ${most.scenario}.`;
}
