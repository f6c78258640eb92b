import { safeText } from '../../src/simulator/display-value.ts';
import type { WorkloadsReport } from '../../src/workload/examine-workloads.ts';
import type { ExaminedWorkloads, RunResults } from '../run-results.ts';
import { wrapped } from './columns.ts';
import { errorText } from './error-text.ts';
import type { Palette } from './palette.ts';
import { type InFullOptions, scenarioInFull } from './scenario-in-full.ts';
import { verdictPaint } from './verdict-table.ts';
import { counted } from './words.ts';

const lineWidth = 96;

/** The verdict on a scenario of many workloads: the smallest one that breaks it, what breaks it then, and how to come back to it. */
export function workloadsInFull(examined: ExaminedWorkloads, results: RunResults, palette: Palette, options: InFullOptions): string {
  const { reference, report } = examined;
  const { counterexample } = report;
  const heading = `\n  ${palette.strong(safeText(reference))}  ${palette.faint(triedInWords(report))}\n\n`;
  if (counterexample === undefined) return `${heading}  ${verdictPaint(report, palette)(report.verdict)}   ${groundsOf(report)}\n`;
  const { shown, shrinks, scenario, withoutFaults } = counterexample;
  const smaller = shrinks === 0 ? 'It could not be made smaller.' : `It was made smaller ${shrinks === 1 ? 'once' : `${shrinks} times`}.`;
  const found = `${heading}  ${palette.bad('BROKEN')} under the workload\n\n${wrapped(safeText(shown), lineWidth).map((line) => `    ${line}\n`).join('')}\n  ${smaller}\n`;
  const again = againWith(examined, report.seed, counterexample.path);
  if (counterexample.report === undefined) return `${found}\n${indented(errorText(withoutFaults!, palette))}\n  again   ${again}\n`;
  return found + scenarioInFull({ scenario, reference, report: counterexample.report, elapsedMs: examined.elapsedMs }, results, palette, { ...options, again });
}

/** The verdicts on scenarios of many workloads, two lines for each. */
export function workloadsTable(all: readonly ExaminedWorkloads[], palette: Palette): string {
  const lines = all.flatMap((examined) => {
    const { reference, report } = examined;
    const { counterexample } = report;
    const grounds = counterexample === undefined ? groundsOf(report) : `under ${safeText(counterexample.shown)}: ${againWith(examined, report.seed, counterexample.path)}`;
    const verdict = report.verdict === 'broken' ? 'BROKEN' : report.verdict;
    return ['', `  ${palette.strong(safeText(reference))}  ${palette.faint(triedInWords(report))}`, `    ${verdictPaint(report, palette)(verdict)}  ${grounds}`];
  });
  return `${lines.join('\n')}\n`;
}

function triedInWords({ workloads, seed, skipped, runs }: WorkloadsReport): string {
  const aside = skipped === 0 ? '' : `; ${counted(skipped, 'other')} of which the outcomes say nothing`;
  return `${counted(workloads, 'workload')} of seed ${seed}, in ${counted(runs, 'run')}${aside}`;
}

function groundsOf({ verdict, undecided }: WorkloadsReport): string {
  if (verdict === 'survives') return 'no failure set within the bounds breaks it under any of these workloads; that says nothing of others';
  return undecided > 0 ? `${counted(undecided, 'workload needs', 'workloads need')} more runs than each may have (--runs)` : 'the search was stopped';
}

function againWith({ reference, boundsOptions }: ExaminedWorkloads, seed: number, path: string): string {
  return `clew run ${reference} --seed ${seed} --path ${path}${boundsOptions}`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
