import { type Change, type Direction, onlyImprovements } from '../../src/gate/change.ts';
import { gateVerdict } from '../../src/gate/gate-report.ts';
import { markdownBlock, markdownCode, markdownText } from '../markdown/escaping.ts';
import { plain } from '../summary.ts';
import { counted, textMost } from '../text/words.ts';
import { type GateView, telling } from './gate-view.ts';

const signs: { readonly [Way in Direction]: string } = { worse: '❌', changed: '❔', better: '✅' };

/** How many lines the table may have. */
const linesMax = 200;

/** A gate as Markdown, for a comment on a pull request or the summary of a workflow: a line for each change, and what to type. */
export function gateMarkdown({ report, command }: GateView): string {
  const { changes, unusable, found, runs, file } = report;
  const verdict = gateVerdict(report);
  const title = { unusable: 'unusable', undecided: 'undecided: the search was stopped', agreed: changes.length === 0 ? 'as agreed' : 'better than agreed', differs: 'not as agreed' }[verdict];
  const outcomes = found.scenarios.reduce((sum, scenario) => sum + scenario.outcomes.length, 0);
  const lines = [`## clew gate: ${title}`, '', `${counted(found.scenarios.length, 'scenario')}, ${counted(outcomes, 'outcome')}, in ${counted(runs, 'run')}.`, ''];
  if (changes.length > 0) lines.push('| scenario | outcome | | |', '|---|---|---|---|', ...changes.slice(0, linesMax).map(row));
  if (changes.length > linesMax) lines.push(`| | | | and ${changes.length - linesMax} more |`);
  for (const { scenario, code, what } of unusable) lines.push('', `- ${markdownText(scenario)} is unusable: ${markdownText(what)} (${markdownCode(code)})`);
  const commands = waysToLookAt(changes).map(({ scenario, faults }) => plain(command(scenario, faults!), 2 * textMost));
  if (commands.length > 0) lines.push('', markdownBlock(commands, 'sh'));
  if (verdict === 'differs' || (verdict === 'agreed' && changes.length > 0)) lines.push('', `${onlyImprovements(changes) ? 'To keep it' : 'If this is meant, agree to it'}: ${markdownCode('clew gate --update')}, and let the diff of ${markdownCode(file)} be reviewed.`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function row({ scenario, outcome = '', direction, text }: Change): string {
  return `| ${markdownText(scenario, 100)} | ${markdownText(outcome, 100)} | ${signs[direction]} ${direction} | ${markdownText(text)} |`;
}

/** The first new failure set of each scenario. */
function waysToLookAt(changes: readonly Change[]): Change[] {
  return [...new Set(changes.map(({ scenario }) => scenario))].flatMap((scenario) => telling(changes.filter((change) => change.scenario === scenario)) ?? []);
}
