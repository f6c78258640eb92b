import { budgetOf, depthOf } from '../../src/simulator/bounds.ts';
import type { KnownVerdict, Scenario } from '../../src/simulator/scenario.ts';
import type { Selected } from '../run-results.ts';
import { inColumns } from './columns.ts';
import type { Palette } from './palette.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { verdictPaint } from './verdict-table.ts';
import { budgetInWords, counted } from './words.ts';

/** Scenarios by family, each with its source, its outcomes and what is known of them. */
export function scenarioList(selected: readonly Selected[], palette: Palette): string {
  const lines: string[] = [''];
  for (const { scenario, reference } of selected) {
    const where = reference === scenario.name ? '' : `  ${palette.faint(safeText(reference))}`;
    lines.push(`  ${palette.strong(safeText(scenario.name))}${where}  ${safeText(scenario.summary)}`.trimEnd());
    if (scenario.source !== '') lines.push(`    ${palette.faint(safeText(scenario.source))}`);
    lines.push(...outcomeLines(scenario, palette), '');
  }
  const families = new Set(selected.map(({ scenario }) => scenario.name.split('/')[0]));
  lines.push(`  ${counted(selected.length, 'scenario')} in ${counted(families.size, 'family', 'families')}. Search one: clew run ${selected[0]?.reference ?? '<scenario>'}`);
  return `${lines.join('\n')}\n`;
}

function outcomeLines(scenario: Scenario, palette: Palette): string[] {
  const rows = Object.entries(scenario.outcomes).flatMap(([name, { kind, title }]) => [
    { cells: [`    ${safeText(name)}`, `${kind}: ${safeText(title)}`], verdict: undefined },
    ...scenario.known.filter(({ outcome }) => outcome === name).map((known) => ({ cells: ['', `  ${knownInWords(known)}`], verdict: known.verdict })),
  ]);
  return inColumns(
    rows.map(({ cells }) => cells),
    (cell, row, column) => (column === 1 && rows[row]!.verdict !== undefined ? verdictPaint({ verdict: rows[row]!.verdict }, palette)(cell) : cell),
  );
}

/** What is known, in a line: `broken by crash:C/p1:vote@1 (1 crash)`. */
export function knownInWords(known: KnownVerdict): string {
  const budget = budgetOf(known);
  const bounds = `${budgetInWords(budget)}, depth ${depthOf(known, budget)}${known.atomicSteps === true ? ', none inside a step' : ''}`;
  const by = known.faults?.[0] === undefined ? '' : ` by ${safeText(known.faults[0])}`;
  return `${known.verdict}${by} (${bounds})${known.because === undefined ? '' : `: ${safeText(known.because)}`}`;
}
