import path from 'node:path';
import type { Examined } from '../../reports/run-results.ts';
import { gateDocument } from '../../reports/json/gate-document.ts';
import { documentText } from '../../reports/json/document.ts';
import { gateText } from '../../reports/text/gate-text.ts';
import { type Palette, plainPalette } from '../../reports/text/palette.ts';
import type { GateView } from '../../reports/gate/gate-view.ts';
import type { GateReport } from '../../src/gate/gate-report.ts';
import type { ReporterName } from '../../src/project/reporters.ts';
import { placeOf } from '../scenario-source.ts';
import { paletteFor, printError } from '../terminal.ts';
import type { ChosenReporter } from './chosen-reporters.ts';
import { deliver } from './deliver.ts';

/** What a gate, or the parts of one, have to say, and how. */
export interface GateTelling {
  readonly report: GateReport;
  readonly all: boolean;
  readonly updating: boolean;
  readonly command: GateView['command'];
  /** The searches themselves; absent where only their results are left. */
  readonly examined?: readonly Examined[];
}

/** Writes what a gate found out with each of the reporters. */
export async function reportGate(telling: GateTelling, reporters: readonly ChosenReporter[]): Promise<void> {
  const view = viewOf(telling);
  for (const reporter of reporters) {
    const { name, file } = reporter;
    const palette = name === 'text' && file === undefined ? await paletteFor(process.stdout) : plainPalette;
    const text = await written(name, view, telling, palette);
    if (text !== undefined) deliver(reporter, text);
    else if (telling.examined === undefined) printError(`${file} is not written: ${name} shows runs, and the parts of a gate only have verdicts.\n`);
    else await reportSearches(telling.examined, reporter);
    if (name === 'github') await (await import('../report.ts')).summarize(async () => (await import('../../reports/gate/gate-markdown.ts')).gateMarkdown(view));
  }
}

function viewOf({ report, command }: GateTelling): GateView {
  const places = new Map<string, ReturnType<GateView['place']>>();
  return { report, command, place: (scenario) => kept(places, scenario, () => placeIn(report, scenario)) };
}

/** What a reporter says of the gate itself; undefined for one that shows runs. */
async function written(name: ReporterName, view: GateView, { report, all, updating, command }: GateTelling, palette: Palette): Promise<string | undefined> {
  if (name === 'text') return gateText(report, palette, { all, updating, command });
  if (name === 'json') return documentText(gateDocument(report));
  if (name === 'junit') return (await import('../../reports/gate/gate-junit.ts')).gateJunit(view);
  if (name === 'github') return (await import('../../reports/gate/gate-annotations.ts')).gateAnnotations(view);
  return name === 'markdown' ? (await import('../../reports/gate/gate-markdown.ts')).gateMarkdown(view) : undefined;
}

async function reportSearches(examined: readonly Examined[], reporter: ChosenReporter): Promise<void> {
  const { reportRun } = await import('./report-run.ts');
  await reportRun({ examined, unusable: [], notSearched: [], interrupted: false, replayOptions: '', searchOptions: '' }, [reporter], () => '');
}

/** Where a scenario is declared: agreements name its file relative to their own. */
function placeIn({ found, file: gateFile }: GateReport, name: string): ReturnType<GateView['place']> {
  const scenario = found.scenarios.find((one) => one.scenario === name);
  if (scenario?.file === undefined) return null;
  const outcomes = Object.fromEntries(scenario.outcomes.map(({ outcome }) => [outcome, { title: '' }]));
  return placeOf(path.join(path.dirname(gateFile), scenario.file), { name, outcomes });
}

function kept<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  if (!values.has(key)) values.set(key, make());
  return values.get(key)!;
}
