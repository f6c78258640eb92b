import type { Change, Direction } from '../../src/gate/change.ts';
import { type GateReport, gateVerdict } from '../../src/gate/gate-report.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { inColumns } from './columns.ts';
import type { Palette } from './palette.ts';
import { counted, textMost } from './words.ts';

/** How many failure sets of one outcome are shown, of each direction, unless all are asked for. */
const setsMax = 5;

/** How to show a gate. */
export interface GateTextOptions {
  /** Whether every failure set is shown. */
  readonly all?: boolean;
  /** What to type to see a failure set at work, or to come back to a workload. */
  readonly command: (scenario: string, faults: string) => string;
  /** Whether the new agreement is written right away, so that nobody needs to be told how. */
  readonly updating?: boolean;
}

/** What the gate says: a line for each change, then what all of it means, and what to type next. */
export function gateText(report: GateReport, palette: Palette, options: GateTextOptions): string {
  const { unusable, part } = report;
  const lines = changeLines(report.changes, palette, options);
  for (const { scenario, code, what } of unusable) lines.push(`  ${palette.strong(safeText(scenario))}  ${palette.bad('UNUSABLE')}  ${code}: ${safeText(what.split('\n')[0]!)}`, '');
  lines.push(`  ${verdictSentence(report, palette, options.updating === true)}`);
  if (part !== undefined) lines.push(`  part ${part.shard.index}/${part.shard.count}; \`clew merge\` joins the parts`);
  else if (options.updating !== true) lines.push(...advice(report));
  return `\n${lines.join('\n')}\n`;
}

/** What is different between two states of the protocols. */
export function diffText(changes: readonly Change[], palette: Palette, options: Omit<GateTextOptions, 'command'>): string {
  const lines = changeLines(changes, palette, options);
  return `\n${[...lines, `  ${changes.length === 0 ? palette.good('no difference') : tally(changes)}`].join('\n')}\n`;
}

function changeLines(changes: readonly Change[], palette: Palette, options: Partial<GateTextOptions>): string[] {
  const lines: string[] = [];
  for (const scenario of new Set(changes.map((change) => change.scenario))) {
    const here = changes.filter((change) => change.scenario === scenario);
    const shown = options.all === true ? here.map(asRow) : abridged(here);
    lines.push(`  ${palette.strong(safeText(scenario))}`);
    lines.push(...inColumns(shown.map(({ direction, outcome, text }) => [`    ${direction}`, safeText(outcome), safeText(text)]), (cell, row, column) => (column === 0 ? paint(palette, shown[row]!.direction)(cell) : cell)));
    const first = here.find(({ kind, direction, faults }) => kind === 'failure-set-new' && direction === 'worse' && faults !== undefined);
    if (first !== undefined && options.command !== undefined) {
      const command = safeText(options.command(scenario, first.faults!), 2 * textMost);
      lines.push('', `    ${command.startsWith('clew replay') ? 'replay' : 'again '}   ${command}`);
    }
    lines.push('');
  }
  return lines;
}

interface ChangeRow {
  readonly direction: Direction;
  readonly outcome: string;
  readonly text: string;
}

function asRow({ direction, outcome = '', text }: Change): ChangeRow {
  return { direction, outcome, text };
}

/** The changes without those that repeat what others of the same kind have said. */
function abridged(changes: readonly Change[]): ChangeRow[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = change.faults === undefined ? `${groups.size}` : `${change.outcome} ${change.kind} ${change.direction}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => {
    if (group.length <= setsMax + 1) return group.map(asRow);
    return [...group.slice(0, setsMax).map(asRow), { ...asRow(group[0]!), text: `… and ${group.length - setsMax} more (--all)` }];
  });
}

function paint(palette: Palette, direction: Direction): (text: string) => string {
  if (direction === 'worse') return (text) => palette.bad(text);
  return direction === 'better' ? (text) => palette.good(text) : (text) => palette.open(text);
}

function verdictSentence(report: GateReport, palette: Palette, updating: boolean): string {
  const { changes, found, runs } = report;
  const scope = `${counted(found.scenarios.length, 'scenario')}, ${counted(found.scenarios.reduce((sum, { outcomes }) => sum + outcomes.length, 0), 'outcome')}, in ${counted(runs, 'run')}`;
  switch (gateVerdict(report)) {
    case 'unusable':
      return `${palette.bad('unusable')}: ${counted(report.unusable.length, 'scenario')} of ${found.scenarios.length + report.unusable.length}`;
    case 'undecided':
      return `${palette.open('undecided')}: the search was stopped`;
    case 'agreed':
      return changes.length === 0 ? `${palette.good('as agreed')}: ${scope}` : `${palette.good('better than agreed')}: ${tally(changes)}; ${scope}`;
    case 'differs':
      return updating ? `to be agreed: ${tally(changes)}; ${scope}` : `${palette.bad('not as agreed')}: ${tally(changes)}; ${scope}`;
  }
}

function tally(changes: readonly Change[]): string {
  const count = (direction: Direction) => changes.filter((change) => change.direction === direction).length;
  return (['worse', 'better', 'changed'] as const).flatMap((direction) => (count(direction) === 0 ? [] : [`${count(direction)} ${direction}`])).join(', ');
}

function advice(report: GateReport): string[] {
  if (report.changes.length === 0 || gateVerdict(report) === 'unusable' || gateVerdict(report) === 'undecided') return [];
  return [`  If this is meant, agree to it: \`clew gate --update\`, and let the diff of ${safeText(report.file)} be reviewed.`];
}
