import { countsInWords } from '../summary.ts';
import type { Report } from '../report.ts';
import { counted } from '../text/words.ts';
import { htmlText } from './escaping.ts';
import { outcomeSection } from './outcome-section.ts';
import { navigationList, overview } from './overview.ts';
import { drawnRuns } from './page-data-of.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './style/style.ts';

/** Options of {@link htmlReport}. */
export interface HtmlOptions {
  /** The version of clew. */
  readonly version: string;
  /** A failure set to draw first. */
  readonly faults?: string;
}

/**
 * A report as one HTML file that needs nothing else: it opens from disk, and asks no network for anything.
 *
 * What was found out is in the page itself, and can be read without its script; the script draws the runs.
 */
export function htmlReport(report: Report, { version, faults }: HtmlOptions): string {
  const { json, drawn } = drawnRuns(report, faults);
  const all = report.examined.flatMap((reported) => reported.report.outcomes.map((outcome) => ({ reported, outcome })));
  const sections = all.map(({ reported, outcome }, place) => outcomeSection(reported, outcome, place, drawn[place]!));
  const runs = report.examined.reduce((sum, { report: { runs: made } }) => sum + made, 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="clew ${htmlText(version)}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>clew: ${htmlText(countsInWords(report))}</title>
<link rel="icon" href="data:,">
<style>
${pageStyle}
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the verdicts</a>
<header class="top">
<a class="mark" href="#overview"><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><circle cx="10" cy="11" r="8"/><path d="M4 7c5-2 9 0 12 5M3 12c4-3 9-2 12 2M5 16c4-3 7-3 9-1M16 16c1 3 3 5 6 5"/></svg>clew</a>
<span class="summary">${htmlText(countsInWords(report))} <span class="faint">${counted(report.examined.length, 'scenario')}, ${counted(runs, 'run')}</span></span>
<button type="button" id="theme" aria-label="Dark or light">◐</button>
<button type="button" id="help" aria-label="Keys">?</button>
</header>
<nav aria-label="Outcomes">${navigationList(report)}</nav>
<main id="content">
${overview(report)}
${sections.join('\n')}
</main>
<noscript><p class="noscript">The runs are drawn by a script, which is switched off.</p></noscript>
<script type="application/json" id="data">${json}</script>
<script type="module">
${pageScript()}
</script>
</body>
</html>
`;
}
