import { spaceTime } from '../reports/space-time/model.ts';
import { drawSpaceTime } from '../reports/space-time/text.ts';
import { certificateSentence } from '../reports/text/outcome-text.ts';
import { boundsInWords, counted } from '../reports/text/words.ts';
import type { OutcomeReport, ScenarioReport } from '../src/search/examine.ts';
import type { Bounds, BoundsOptions } from '../src/simulator/bounds.ts';
import { safeText } from '../src/simulator/display-value.ts';
import { parseFailureSet } from '../src/simulator/failure-set.ts';
import { recordRun } from '../src/simulator/recorded-run.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { Simulation } from '../src/simulator/simulation.ts';

/** How many failure sets of one outcome a message lists. */
const setsMax = 5;
const width = 96;

/** What breaks the scenario: for each outcome its sets, then the smallest of all drawn, then how to replay it unless `options` is null. */
export function brokenMessage(scenario: Scenario, report: ScenarioReport, options: BoundsOptions | null): string {
  const broken = report.outcomes.filter(({ verdict }) => verdict === 'broken');
  const smallest = [...broken].sort((a, b) => a.failureSets[0]!.size - b.failureSets[0]!.size)[0]!.failureSets[0]!.faults;
  return [
    `expected ${safeText(scenario.name)} to survive ${boundsInWords(report.bounds)}`,
    '',
    ...broken.flatMap((outcome) => [...brokenOutcome(outcome), '']),
    ...runDrawn(scenario, smallest, report.bounds, options),
  ].join('\n');
}

function brokenOutcome({ name, title, failureSets }: OutcomeReport): string[] {
  const [first, ...others] = failureSets.map(({ faults }) => faults);
  const more = others.slice(0, setsMax - 1).map((faults) => `    or by ${faults}`);
  if (others.length > more.length) more.push(`    … and by ${counted(others.length - more.length, 'other failure set')}`);
  return [`  ${safeText(name)} is broken by ${first}`, ...more, `    (${safeText(title)})`];
}

/** A run under that failure set as a diagram, with the command that plays it; without one where `options` is null, as no command knows the scenario. */
export function runDrawn(scenario: Scenario, faults: string, bounds: Bounds, options: BoundsOptions | null): string[] {
  const run = recordRun(new Simulation(scenario), parseFailureSet(faults), bounds);
  const drawn = indented(drawSpaceTime(spaceTime(run), { width }));
  if (options === null) return drawn;
  const { until, horizon } = options;
  const replayOptions = `${until === undefined ? '' : ` --until ${until}`}${horizon === undefined ? '' : ` --horizon ${horizon}`}`;
  return [...drawn, '', `  replay   clew replay ${scenario.name} --faults ${faults}${replayOptions}`];
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`.trimEnd());
}

/** What the certificate says of each outcome, for the case that it was to break. */
export function survivedMessage(report: ScenarioReport): string {
  const lines = report.outcomes.map((outcome) => `  ${safeText(outcome.name)} survives: ${certificateSentence(outcome)}`);
  return [`expected ${safeText(report.scenario)} not to survive ${boundsInWords(report.bounds)}`, '', ...lines].join('\n');
}

/** How far the search has come. */
export function undecidedMessage(report: ScenarioReport): string {
  const open = report.outcomes.filter(({ verdict }) => verdict === 'undecided');
  return [
    `${safeText(report.scenario)} is undecided after ${counted(report.runs, 'run')}: neither broken, nor certain to survive`,
    ...open.map((outcome) => `  ${safeText(outcome.name)}: ${certificateSentence(outcome)}`),
    '  Usually runsMax or millisecondsMax is too small for these bounds: raise it, or lower the depth.',
  ].join('\n');
}
