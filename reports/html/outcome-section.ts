import type { OutcomeReport } from '../../src/search/examine.ts';
import { type CoverRow, coverWords } from '../cover-rows.ts';
import { type Explained, type ExplainedWay, setsLeftOutWords } from '../explained.ts';
import { explainCommand, replayCommand, type Reported } from '../report.ts';
import { certificateSentence } from '../text/outcome-text.ts';
import { budgetInWords, counted } from '../text/words.ts';
import { htmlText } from './escaping.ts';
import { badge, outcomeId } from './overview.ts';

/** How many failure sets are listed of one outcome. */
const setsMax = 400;

/** How many sets of one way are in sight before the rest is folded away. */
const setsInSight = 4;

/** One outcome: how it breaks, or what its survival rests on, and room for the runs. */
export function outcomeSection(reported: Reported, outcome: OutcomeReport, place: number, drawn: ReadonlyMap<string, number>): string {
  const { scenario } = reported;
  const id = outcomeId(place);
  const explained = reported.explained().get(outcome.name);
  const part = outcome.of === undefined ? '' : ` <span class="part">of ${htmlText(outcome.of, 80)}</span>`;
  const viewer = reported.unplayable === '' ? `<div class="viewer" data-outcome="${place}"></div>` : `<p class="note-line">No run is drawn: ${htmlText(reported.unplayable)}.</p>`;
  return `<section id="${id}" class="outcome" aria-labelledby="${id}-title">
<p class="crumbs"><a href="#overview">Overview</a> <span aria-hidden="true">›</span> ${htmlText(scenario.name, 120)}</p>
<div class="title-line"><h2 id="${id}-title" tabindex="-1">${htmlText(outcome.name, 120)}${part}</h2>${badge(outcome)}</div>
<p class="promise"><span class="faint">${outcome.kind}</span> ${htmlText(outcome.title)}</p>
<div class="facts">${outcome.verdict === 'broken' ? breaking(reported, outcome, explained, drawn) : holding(reported, outcome, explained)}${certificate(reported, outcome)}</div>
${viewer}
</section>`;
}

function breaking(reported: Reported, outcome: OutcomeReport, explained: Explained | undefined, drawn: ReadonlyMap<string, number>): string {
  const { failureSets } = outcome;
  const short = explained?.inShort ?? '';
  const ways = explained?.ways ?? [];
  const heading = ways.length > 0 ? `${counted(ways.length, 'way')} to break it` : failureSets.length === 1 ? 'What breaks it' : counted(failureSets.length, 'minimal failure set');
  const list = ways.length > 0 ? `<ol class="ways">${ways.map((way) => wayItem(way, drawn)).join('')}</ol>` : setList(failureSets.map(({ faults }) => faults), drawn);
  const replay = `<p class="command replay"><code>${htmlText(replayCommand(reported, [...drawn.keys()][0] ?? failureSets[0]!.faults), 2000)}</code></p>`;
  const untold = explained === undefined ? '' : setsLeftOutWords(explained.leftOut);
  const left = untold === '' ? '' : `<p class="faint">${htmlText(untold)}.</p>`;
  return `<div class="card breaking"><h3>${heading}</h3>${short === '' ? '' : `<p class="in-short"><b>In short:</b> ${htmlText(short)}</p>`}${list}${left}${redundancy(explained, 'none')}<h4>Play it again</h4>${replay}<p class="command"><code>${htmlText(explainCommand(reported, outcome), 2000)}</code></p></div>`;
}

function wayItem({ sentence, sets, cause }: ExplainedWay, drawn: ReadonlyMap<string, number>): string {
  const chain = cause.length === 0 ? '' : `<details><summary>What happens then</summary><ol class="cause">${cause.map(({ tick, text, likewise }) => `<li><span class="faint">tick ${tick}</span> ${htmlText(likewise.length === 0 ? text : `${text} (likewise ${likewise.join(', ')})`)}</li>`).join('')}</ol></details>`;
  return `<li><p class="sentence">${htmlText(sentence)}</p>${setList(sets, drawn)}${chain}</li>`;
}

function setList(sets: readonly string[], drawn: ReadonlyMap<string, number>): string {
  const items = sets.slice(0, setsMax).map((faults) => {
    const place = drawn.get(faults);
    return `<li>${place === undefined ? `<code>${htmlText(faults, 300)}</code>` : `<button type="button" class="set" data-set="${place}" aria-pressed="false"><code>${htmlText(faults, 300)}</code></button>`}</li>`;
  });
  if (sets.length > setsMax) items.push(`<li class="faint">and ${sets.length - setsMax} more</li>`);
  const [inSight, folded] = [items.slice(0, setsInSight), items.slice(setsInSight)];
  const rest = folded.length === 0 ? '' : `<details><summary>${folded.length} more</summary><ul class="sets">${folded.join('')}</ul></details>`;
  return `<ul class="sets">${inSight.join('')}</ul>${rest}`;
}

function holding(reported: Reported, outcome: OutcomeReport, explained: Explained | undefined): string {
  const what = outcome.verdict === 'survives' ? 'No failure set within the bounds breaks it.' : 'Nothing was found that breaks it, and not everything was tried.';
  return `<div class="card holding"><h3>${what}</h3>${redundancy(explained)}<h4>Why it holds</h4><p class="command"><code>${htmlText(explainCommand(reported, outcome), 2000)}</code></p></div>`;
}

/** What covers each link and each node; those that are covered in a certain way in sight, and the others folded away. */
function redundancy(explained: Explained | undefined, inSight?: CoverRow['cover']): string {
  const { cover: rows = [], leftOut } = explained ?? {};
  if (rows.length === 0) return '';
  const list = (some: readonly CoverRow[]) => (some.length === 0 ? '' : `<ul class="links">${some.map(coverItem).join('')}</ul>`);
  const [shown, folded] = inSight === undefined ? [rows, []] : [rows.filter(({ cover }) => cover === inSight), rows.filter(({ cover }) => cover !== inSight)];
  const untried = (leftOut?.links ?? 0) + (leftOut?.nodes ?? 0);
  const rest = folded.length === 0 ? '' : `<details><summary>${shown.length === 0 ? 'links and nodes' : 'the other links and nodes'}</summary>${list(folded)}</details>`;
  return `<h4>What covers each link</h4>${list(shown)}${rest}${untried === 0 ? '' : `<p class="faint">${untried} more ${untried === 1 ? 'was' : 'were'} not tried: each takes a run, and runs are long.</p>`}`;
}

function coverItem({ subject, cover, text }: CoverRow): string {
  return `<li><span class="cover ${cover}">${coverWords[cover]}</span> <code>${htmlText(subject, 160)}</code> <span class="faint">${htmlText(text)}</span></li>`;
}

function certificate({ report: { bounds } }: Reported, outcome: OutcomeReport): string {
  const { certificate: rests } = outcome;
  const lasting = bounds.durations.length === 0 ? [] : [['durations', `${bounds.durations.join(', ')} ticks`]];
  const facts = [
    ['search', rests.method],
    ['faults', `at most ${bounds.depth}, of ${budgetInWords(bounds.budget)}`],
    ['crashes', bounds.atomicSteps ? 'between steps only' : 'between and inside steps'],
    ['nothing new after', `tick ${bounds.until}`],
    ['runs end', `at tick ${bounds.horizon}`],
    ...lasting,
    ['runs', `${rests.runs}`],
    ['failure sets covered', `${Math.max(rests.covered, rests.runs)}`],
  ];
  const title = rests.complete ? 'Certificate' : 'No certificate';
  return `<div class="card certificate"><h3>${title}</h3><p>${htmlText(capital(certificateSentence(outcome)))}.</p><dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${htmlText(value!)}</dd></div>`).join('')}</dl></div>`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
