import type { OutcomeReport } from '../../src/search/examine.ts';
import type { Report, Reported } from '../report.ts';
import type { WorkloadsVerdict } from '../saved-workloads.ts';
import { countsInWords, countVerdicts } from '../summary.ts';
import { certificateSentence } from '../text/outcome-text.ts';
import { boundsInWords, counted } from '../text/words.ts';
import { htmlText } from './escaping.ts';

/** What each verdict is shown with, besides its colour. */
const signOf = { broken: '✗', survives: '✓', undecided: '?' } as const;

/** The id of an outcome's section. */
export function outcomeId(place: number): string {
  return `outcome-${place + 1}`;
}

/** The list of all outcomes, at the side. */
export function navigationList({ examined }: Report): string {
  let place = 0;
  const groups = examined.map((reported) => {
    const items = reported.report.outcomes.map((outcome) => `<li><a href="#${outcomeId(place++)}" class="${outcome.verdict}"><span aria-hidden="true">${signOf[outcome.verdict]}</span> ${htmlText(outcome.name, 80)} <span class="hidden-words">${outcome.verdict}</span></a></li>`);
    return `<li><span class="group">${htmlText(reported.scenario.name, 80)}</span><ul>${items.join('')}</ul></li>`;
  });
  return `<ul><li><a href="#overview">Overview</a></li>${groups.join('')}</ul>`;
}

/** The verdicts on all outcomes, in a table. */
export function overview(report: Report): string {
  const counts = countVerdicts(report);
  const tiles = (['broken', 'undecided', 'survives'] as const).filter((verdict) => counts[verdict] > 0);
  const filters = tiles.length > 1 ? `<div class="segments filters" role="group" aria-label="Show"><button type="button" data-filter="all" aria-pressed="true">All ${counts.outcomes}</button>${tiles.map((verdict) => `<button type="button" data-filter="${verdict}" class="${verdict}">${signOf[verdict]} ${counts[verdict]} ${verdict === 'survives' && counts[verdict] > 1 ? 'survive' : verdict}</button>`).join('')}</div>` : '';
  let place = 0;
  const groups = report.examined.map((reported) => groupOf(reported, reported.report.outcomes.map((outcome) => rowOf(outcome, place++))));
  return `<section id="overview" class="overview-page" aria-labelledby="overview-title">
<h2 id="overview-title" tabindex="-1">${htmlText(countsInWords(report))}</h2>
${report.interrupted ? '<p class="note-line">The search was stopped before its end.</p>' : ''}
${filters}
<div class="wide"><table class="verdicts">
<thead><tr><th scope="col">Outcome</th><th scope="col">Verdict</th><th scope="col">Because</th></tr></thead>
${[...groups, ...report.onWorkloads.map(workloadsGroup)].join('\n')}
</table></div>
${unusableList(report)}
</section>`;
}

function groupOf({ scenario, report, unplayable }: Reported, rows: readonly string[]): string {
  const missing = unplayable === '' ? '' : `<span class="note-line">Not drawn: ${htmlText(unplayable)}.</span>`;
  return `<tbody><tr class="scenario"><th scope="rowgroup" colspan="3"><span class="scenario-name">${htmlText(scenario.name, 120)}</span> <span class="faint">${htmlText(scenario.summary)}</span><span class="faint bounds-line">${htmlText(boundsInWords(report.bounds))}; ${counted(report.runs, 'run')}, ${counted(report.steps, 'step')}</span>${missing}</th></tr>
${rows.join('\n')}</tbody>`;
}

function workloadsGroup({ reference, verdict, grounds, found, again }: WorkloadsVerdict): string {
  const details = found.map((line) => `<code class="line-of-its-own">${htmlText(line)}</code>`).join('');
  const command = verdict === 'survives' ? '' : `<p class="command"><code>${htmlText(again)}</code></p>`;
  return `<tbody><tr class="scenario"><th scope="rowgroup" colspan="3"><span class="scenario-name">${htmlText(reference, 120)}</span></th></tr>
<tr data-verdict="${verdict}"><th scope="row"><strong>every workload</strong></th><td><span class="badge ${verdict}"><span aria-hidden="true">${signOf[verdict]}</span> ${verdict}</span></td><td><span class="faint">${htmlText(grounds)}</span>${details}${command}</td></tr></tbody>`;
}

function rowOf(outcome: OutcomeReport, place: number): string {
  const { name, kind, title, of, verdict } = outcome;
  const part = of === undefined ? '' : ` <span class="part">of ${htmlText(of, 80)}</span>`;
  return `<tr data-verdict="${verdict}"><th scope="row"><a href="#${outcomeId(place)}">${htmlText(name, 120)}</a>${part}<span class="faint title">${kind}: ${htmlText(title)}</span></th><td>${badge(outcome)}</td><td>${groundsOf(outcome)}</td></tr>`;
}

/** The verdict, as a badge. */
export function badge({ verdict, failureSets }: OutcomeReport): string {
  return `<span class="badge ${verdict}"><span aria-hidden="true">${signOf[verdict]}</span> ${verdict}${verdict === 'broken' ? ` by ${counted(failureSets[0]!.size, 'fault')}` : ''}</span>`;
}

function groundsOf(outcome: OutcomeReport): string {
  if (outcome.verdict !== 'broken') return `<span class="faint">${htmlText(certificateSentence(outcome))}</span>`;
  const more = outcome.failureSets.length - 1;
  return `<code>${htmlText(outcome.failureSets[0]!.faults, 200)}</code>${more === 0 ? '' : ` <span class="faint">and ${counted(more, 'more set')}</span>`}`;
}

function unusableList({ unusable, notSearched }: Report): string {
  const lines = unusable.map(({ scenario, error }) => `<li><strong>${htmlText(scenario.name, 120)}</strong> is unusable: ${htmlText(error.what)} <code>${htmlText(error.code)}</code></li>`);
  if (notSearched.length > 0) lines.push(`<li>Not searched: ${notSearched.map((name) => htmlText(name, 120)).join(', ')}</li>`);
  return lines.length === 0 ? '' : `<ul class="unusable">${lines.join('')}</ul>`;
}
