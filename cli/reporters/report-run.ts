import { documentText } from '../../reports/json/document.ts';
import { runDocument } from '../../reports/json/run-document.ts';
import type { RunResults } from '../../reports/run-results.ts';
import { readSavedRun } from '../../reports/saved-run.ts';
import type { Palette } from '../../reports/text/palette.ts';
import { plainPalette } from '../../reports/text/palette.ts';
import { formats, type Subject } from '../report-formats.ts';
import { reportOf, subjectOf, summarize } from '../report.ts';
import { paletteFor } from '../terminal.ts';
import type { ChosenReporter } from './chosen-reporters.ts';
import { deliver } from './deliver.ts';

/** Writes what a run found out with each of the reporters. `text` is what the command shows. */
export async function reportRun(results: RunResults, reporters: readonly ChosenReporter[], text: (palette: Palette) => string): Promise<void> {
  let subject: Promise<Subject> | undefined;
  for (const reporter of reporters) {
    if (reporter.name === 'text') deliver(reporter, text(reporter.file === undefined ? await paletteFor(process.stdout) : plainPalette));
    else deliver(reporter, await formats[reporter.name].write(await (subject ??= subjectFor(results))));
    if (reporter.name === 'github') await summarize(async () => formats.markdown.write(await subject!));
  }
}

/** The reports are made from what would have been saved, so that they are those of `clew report`. */
async function subjectFor(results: RunResults): Promise<Subject> {
  return subjectOf(await reportOf(readSavedRun(documentText(runDocument(results)), 'the run'), 'here'), { shown: false, faults: undefined });
}
