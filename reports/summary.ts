import { safeText } from '../src/simulator/display-value.ts';
import type { OutcomeReport, Verdict } from '../src/search/examine.ts';
import { setsLeftOutWords } from './explained.ts';
import { replayCommand, type Report, type Reported } from './report.ts';
import { certificateSentence } from './text/outcome-text.ts';
import { boundsInWords, counted, textMost } from './text/words.ts';

/** How many failure sets a report lists of each outcome. */
export const setsListed = 20;

/** A text of a scenario on one line, shortened. */
export function plain(text: string, most = textMost): string {
  return safeText(text, most);
}

/** The verdict on an outcome in one line: `broken by 1 fault: crash:C/p1:vote@1`. */
export function verdictLine({ verdict, failureSets }: OutcomeReport): string {
  if (verdict !== 'broken') return verdict;
  const more = failureSets.length - 1;
  return `broken by ${counted(failureSets[0]!.size, 'fault')}: ${plain(failureSets[0]!.faults)}${more === 0 ? '' : ` (and ${counted(more, 'other set')})`}`;
}

/** All that there is to say of an outcome that does not survive, as lines of plain text. */
export function grounds(reported: Reported, outcome: OutcomeReport): string[] {
  const { failureSets } = outcome;
  const { inShort: short = '', ways = [], leftOut } = reported.explained().get(outcome.name) ?? {};
  const untold = leftOut === undefined ? '' : setsLeftOutWords(leftOut);
  const listed = failureSets.slice(0, setsListed);
  return [
    plain(outcome.title),
    ...(short === '' ? [] : ['', plain(short)]),
    '',
    ...ways.slice(0, setsListed).map(({ sentence }) => `- ${plain(sentence)}`),
    ...(untold === '' ? [] : [`- ${untold}`]),
    ...(ways.length > 0 ? [''] : []),
    ...(listed.length > 0 ? ['minimal failure sets:', ...listed.map(({ faults }) => `  ${plain(faults)}`)] : []),
    ...(failureSets.length > listed.length ? [`  and ${counted(failureSets.length - listed.length, 'more', 'more')}`] : []),
    ...(listed.length > 0 ? ['', `replay: ${plain(replayCommand(reported, listed[0]!.faults), 2 * textMost)}`] : []),
    `bounds: ${boundsInWords(reported.report.bounds)}`,
    `certificate: ${certificateSentence(outcome)}`,
  ];
}

/** How many outcomes came out in which way, and how many scenarios could not be searched. */
export function countVerdicts({ examined, unusable, onWorkloads }: Report): Readonly<Record<Verdict | 'unusable' | 'outcomes', number>> {
  const counts = { broken: 0, survives: 0, undecided: 0, unusable: unusable.length, outcomes: 0 };
  for (const { report } of examined) {
    for (const { verdict } of report.outcomes) {
      counts[verdict]++;
      counts.outcomes++;
    }
  }
  for (const { verdict } of onWorkloads) {
    counts[verdict]++;
    counts.outcomes++;
  }
  return counts;
}

/** The counts in words: `3 broken, 5 survive, 1 undecided`. */
export function countsInWords(report: Report): string {
  const { broken, survives, undecided, unusable } = countVerdicts(report);
  const parts = [
    [broken, 'broken'],
    [survives, survives === 1 ? 'survives' : 'survive'],
    [undecided, 'undecided'],
    [unusable, 'unusable'],
    [report.notSearched.length, 'not searched'],
  ] as const;
  const words = parts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
  return words.length === 0 ? 'nothing was searched' : words.join(', ');
}
