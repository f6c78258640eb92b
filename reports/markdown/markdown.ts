import type { OutcomeReport } from '../../src/search/examine.ts';
import { setsLeftOutWords } from '../explained.ts';
import { explainCommand, replayCommand, type Report, type Reported } from '../report.ts';
import { countsInWords, plain, setsListed } from '../summary.ts';
import { certificateSentence } from '../text/outcome-text.ts';
import { boundsInWords, counted, textMost } from '../text/words.ts';
import { drawSpaceTime } from '../space-time/text.ts';
import { spaceTime } from '../space-time/model.ts';
import { markdownBlock, markdownCode, markdownText } from './escaping.ts';

/** How much of it a forge takes for one comment, in characters; with room to spare. */
const commentMost = 60_000;

/** How many outcomes are told in full. */
const outcomesInFull = 10;

/** How many rows of a diagram are drawn. */
const rowsMax = 40;

/** A report as Markdown for a comment on a pull request, or for the summary of a workflow: a table, then each broken outcome, folded. */
export function markdownReport(report: Report): string {
  const head = [`## clew: ${countsInWords(report)}`, '', ...tableOf(report), ...unusableLines(report)];
  const parts: string[] = [];
  let length = head.join('\n').length;
  const broken = report.examined.flatMap((reported) => reported.report.outcomes.filter(({ verdict }) => verdict === 'broken').map((outcome) => ({ reported, outcome })));
  for (const { reported, outcome } of broken.slice(0, outcomesInFull)) {
    const part = brokenOutcome(reported, outcome);
    if (length + part.length > commentMost) break;
    length += part.length;
    parts.push(part);
  }
  const left = broken.length - parts.length;
  const bounds = [...new Set(report.examined.map((examined) => boundsInWords(examined.report.bounds)))];
  const foot = bounds.length === 1 ? ['', `<sub>Within these bounds: ${markdownText(bounds[0]!)}.</sub>`] : [];
  return `${[...head, ...parts, ...(left > 0 ? ['', `${counted(left, 'more broken outcome')}: see the full report.`] : []), ...foot].join('\n')}\n`;
}

const signs = { broken: '❌', survives: '✅', undecided: '❔' } as const;

/** How many lines the table may have. */
const linesMax = 200;

function tableOf({ examined, onWorkloads }: Report): string[] {
  const lines = examined.flatMap((reported) => reported.report.outcomes.map((outcome) => `| ${markdownText(reported.scenario.name, 100)} | ${markdownText(outcome.name, 100)} | ${signs[outcome.verdict]} ${outcome.verdict} | ${groundsCell(outcome)} |`));
  lines.push(...onWorkloads.map(({ reference, verdict, grounds, found, again }) => `| ${markdownText(reference, 100)} | every workload | ${signs[verdict]} ${verdict} | ${[grounds, ...found].map((line) => markdownText(line)).join('<br>')}${verdict === 'survives' ? '' : `<br>${markdownCode(again)}`} |`));
  if (lines.length === 0) return [];
  const more = lines.length > linesMax ? [`| | | | and ${lines.length - linesMax} more |`] : [];
  return ['| scenario | outcome | verdict | |', '|---|---|---|---|', ...lines.slice(0, linesMax), ...more];
}

function groundsCell(outcome: OutcomeReport): string {
  if (outcome.verdict !== 'broken') return markdownText(certificateSentence(outcome));
  const more = outcome.failureSets.length - 1;
  return `${markdownCode(outcome.failureSets[0]!.faults, 200)}${more === 0 ? '' : ` and ${counted(more, 'more set')}`}`;
}

function brokenOutcome(reported: Reported, outcome: OutcomeReport): string {
  const { failureSets } = outcome;
  const smallest = failureSets[0]!.faults;
  const { inShort: short = '', ways = [], leftOut } = reported.explained().get(outcome.name) ?? {};
  const untold = leftOut === undefined ? '' : setsLeftOutWords(leftOut);
  const run = reported.play(smallest);
  const drawn = run === null ? [] : drawSpaceTime(spaceTime(run, { rowsMax }), { width: 100 }).split('\n').map((line) => line.trimEnd());
  return [
    '',
    `<details><summary><b>${htmlText(reported.scenario.name)}</b>: ${htmlText(outcome.name)} is broken by ${counted(failureSets[0]!.size, 'fault')}</summary>`,
    '',
    `> ${markdownText(outcome.title)}`,
    '',
    ...(short === '' ? [] : [markdownText(short), '']),
    ...(ways.length > 0 ? ways.slice(0, setsListed).map(({ sentence, sets }) => `- ${markdownText(sentence)} (${markdownCode(sets[0] ?? smallest)}${sets.length > 1 ? ` and ${sets.length - 1} more` : ''})`) : failureSets.slice(0, setsListed).map(({ faults }) => `- ${markdownCode(faults)}`)),
    ...(untold === '' ? [] : [`- ${untold}`]),
    ...(ways.length === 0 && failureSets.length > setsListed ? [`- and ${failureSets.length - setsListed} more`] : []),
    '',
    ...(drawn.length > 0 ? [markdownBlock(drawn), ''] : [`<sub>Not drawn: ${markdownText(reported.unplayable)}</sub>`, '']),
    markdownBlock([plain(replayCommand(reported, smallest), 2 * textMost), plain(explainCommand(reported, outcome), 2 * textMost)], 'sh'),
    '',
    '</details>',
  ].join('\n');
}

function unusableLines({ unusable, notSearched }: Report): string[] {
  const lines = unusable.map(({ scenario, error }) => `- ${markdownText(scenario.name)} is unusable: ${markdownText(error.what)} (${markdownCode(error.code)})`);
  if (notSearched.length > 0) lines.push(`- not searched: ${notSearched.map((name) => markdownText(name, 100)).join(', ')}`);
  return lines.length === 0 ? [] : ['', ...lines];
}

/** In a line of HTML, where Markdown is still at work. */
function htmlText(text: string): string {
  return markdownText(text, 200);
}
