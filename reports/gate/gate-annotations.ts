import { workflowCommand } from '../github/annotations.ts';
import { lineOf } from '../report.ts';
import { plain } from '../summary.ts';
import { textMost } from '../text/words.ts';
import { gatedOutcomes, type GatedOutcome, type GateView, isShutBy, telling } from './gate-view.ts';

/**
 * A gate as workflow commands of GitHub Actions: an error for each outcome that is not as agreed, a notice for each that is
 * better. GitHub shows them in the review, at the line that declares the outcome.
 */
export function gateAnnotations(view: GateView): string {
  const { report } = view;
  const lines = [
    ...gatedOutcomes(report).flatMap((one) => (one.changes.length === 0 ? [] : [annotation(view, one)])),
    ...report.unusable.map(({ scenario, code, what }) => workflowCommand('error', { title: `${plain(scenario)} is unusable` }, `${plain(what)} (${code})`)),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function annotation({ place: placeOf, command, report }: GateView, { scenario, outcome, changes }: GatedOutcome): string {
  const place = placeOf(scenario);
  const line = outcome === undefined ? (place?.line ?? 1) : lineOf(place, outcome);
  const where = place === null ? {} : { file: plain(place.file), line: String(Math.max(1, line)) };
  const way = telling(changes);
  const isShut = isShutBy(changes);
  const message = [...changes.map(({ direction, text }) => `${direction}: ${plain(text)}`), ...(way === undefined ? [] : [plain(command(scenario, way.faults!), 2 * textMost)]), ...(isShut ? [`If this is meant: clew gate --update, and review ${plain(report.file)}`] : [])];
  const title = `${plain(scenario)}${outcome === undefined ? '' : `: ${plain(outcome)}`} is ${isShut ? 'not as agreed' : 'better than agreed'}`;
  return workflowCommand(isShut ? 'error' : 'notice', { ...where, title }, message.join('\n'));
}
