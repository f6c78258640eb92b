import type { OutcomeExplanation, Redundancy } from '../src/explanation/explanation.ts';
import { distinct } from '../src/explanation/words.ts';

/** What covers some links, or some nodes, that fare alike. */
export interface CoverRow {
  /** Such as `C → p1 p2 p3  decide`, and `node C`. */
  readonly subject: string;
  readonly cover: Redundancy['cover'];
  readonly text: string;
}

/** In words what covers a link. */
export const coverWords: { readonly [Cover in Redundancy['cover']]: string } = {
  time: 'in time',
  space: 'in space',
  unneeded: 'not needed',
  none: 'nothing',
  untried: 'not tried',
};

/** What covers each link and then each node; in one row those of the same roles and the same type that are covered in the same way. */
export function coverRows({ links, nodes }: Pick<OutcomeExplanation, 'links' | 'nodes'>, roleOf: (node: string) => string): CoverRow[] {
  const rows = [...alike(links, ({ link, cover }) => `${roleOf(link!.from)} ${roleOf(link!.to)} ${link!.type} ${cover}`), ...alike(nodes, ({ subject, cover }) => `${roleOf(subject)} ${cover}`)];
  return rows.map((row) => ({ subject: subjectWords(row), cover: row[0]!.cover, text: coverText(row) }));
}

function coverText(row: readonly Redundancy[]): string {
  const { subject, cover, text, usedBy, withinBounds } = row[0]!;
  const which = row.length > 1 ? `such as ${subject}: ` : '';
  const outside = withinBounds || cover === 'untried' ? '' : ' (outside the bounds)';
  if (cover === 'none') return `${usedBy} breaks it${outside}`;
  return `${which}${text}${outside}${usedBy === null ? '' : `; but ${usedBy} breaks it`}`;
}

function subjectWords(row: readonly Redundancy[]): string {
  if (row[0]!.link === null) return `node ${namesWords(row.map(({ subject }) => subject))}`;
  const [from, to] = (['from', 'to'] as const).map((end) => namesWords(row.map(({ link }) => link![end])));
  return `${from} → ${to}  ${row[0]!.link.type}`;
}

/** How many nodes are named. */
const namesMax = 6;

function namesWords(names: readonly string[]): string {
  const all = distinct(names);
  return all.length <= namesMax ? all.join(' ') : `${all.slice(0, namesMax - 2).join(' ')} and ${all.length - namesMax + 2} more`;
}

function alike(all: readonly Redundancy[], key: (one: Redundancy) => string): Redundancy[][] {
  const groups = new Map<string, Redundancy[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
}
