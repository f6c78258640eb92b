import { firstDifference } from '../../src/simulator/first-difference.ts';
import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import type { OutcomeReport } from '../../src/search/examine.ts';
import { recordedName } from '../outcome-in-run.ts';
import { replayCommand, type Report, type Reported } from '../report.ts';
import { plain } from '../summary.ts';
import { textMost } from '../text/words.ts';
import { packed, scriptJson } from './packing.ts';
import type { PageData, PageOutcome, PageRun, PageSet } from './page-data.ts';

/** How many failure sets of one outcome are drawn at most. */
const drawnMax = 40;

/** How large the data of a page may become before only the first run of each outcome is added, in characters. */
const lengthMax = 1_200_000;

/** The data of a page as JSON, and which failure sets of each outcome are drawn. */
export interface DrawnRuns {
  readonly json: string;
  /** By place of the outcome on the page: the failure sets, by their place in the data. */
  readonly drawn: readonly ReadonlyMap<string, number>[];
}

/** Plays the runs that a page shows. The failure set that was asked for comes first. */
export function drawnRuns({ examined }: Report, faults: string | undefined): DrawnRuns {
  const runs = new RunList();
  const outcomes: PageOutcome[] = [];
  for (const reported of examined) for (const outcome of reported.report.outcomes) outcomes.push(outcomeOf(reported, outcome, runs, faults));
  const data: PageData = { outcomes, runs: runs.list };
  return { json: scriptJson(packed(data)), drawn: outcomes.map(({ sets }) => new Map(sets.map((set, index) => [set.faults, index]))) };
}

/** Runs, each once, and how much room they take. */
class RunList {
  readonly list: PageRun[] = [];
  length = 0;
  private readonly places = new Map<string, number>();

  placeOf({ reference }: Reported, run: RecordedRun): number {
    const key = `${reference}\n${run.faults}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const place = this.list.push(pageRun(run)) - 1;
    this.places.set(key, place);
    this.length += scriptJson(packed(this.list[place])).length;
    return place;
  }
}

function outcomeOf(reported: Reported, outcome: OutcomeReport, runs: RunList, faults: string | undefined): PageOutcome {
  const good = reported.play('none');
  if (good === null) return { name: recordedName(outcome.name), good: -1, sets: [] };
  const place = runs.placeOf(reported, good);
  const sets: PageSet[] = [];
  for (const word of wordsToDraw(reported, outcome, faults)) {
    if (sets.length >= drawnMax || (sets.length > 0 && runs.length > lengthMax)) break;
    const run = reported.play(word);
    if (run !== null) sets.push({ faults: word, run: runs.placeOf(reported, run), replay: plain(replayCommand(reported, word), 2 * textMost), parts: firstDifference(good, run) });
  }
  return { name: recordedName(outcome.name), good: place, sets };
}

/** The failure sets in the order in which they are worth drawing: one of each distinct way first. */
function wordsToDraw(reported: Reported, { name, failureSets }: OutcomeReport, faults: string | undefined): Set<string> {
  const ways = reported.explained().get(name)?.ways ?? [];
  return new Set([...(faults === undefined ? [] : [faults]), ...ways.flatMap(({ sets }) => sets.slice(0, 1)), ...failureSets.map((set) => set.faults)]);
}

/** Only what the page shows: a long run has a lot of the rest. */
function pageRun({ bounds: _bounds, fired: _fired, unfired: _unfired, scenario, outcomes, ...run }: RecordedRun): PageRun {
  return { ...run, scenario: plain(scenario), outcomes: outcomes.map((outcome) => ({ ...outcome, name: plain(outcome.name), title: plain(outcome.title) })) };
}
