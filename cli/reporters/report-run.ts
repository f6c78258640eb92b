import { documentText } from '../../reports/json/document.ts';
import { runDocument } from '../../reports/json/run-document.ts';
import type { RunResults } from '../../reports/run-results.ts';
import { type Palette, plainPalette } from '../../reports/text/palette.ts';
import type { ReporterName } from '../../src/project/reporters.ts';
import type { Subject } from '../report-formats.ts';
import { paletteFor } from '../terminal.ts';
import type { ChosenReporter } from './chosen-reporters.ts';
import { deliver } from './deliver.ts';

/** Writes what a run found out with each of the reporters. `text` is what the command shows. The code of the others is loaded when one is asked for. */
export async function reportRun(results: RunResults, reporters: readonly ChosenReporter[], text: (palette: Palette) => string): Promise<void> {
  let subject: Promise<Subject> | undefined;
  const written = async (name: ReporterName) => (await import('../report-formats.ts')).formats[name].write(await (subject ??= subjectFor(results)));
  for (const reporter of reporters) {
    if (reporter.name === 'text') deliver(reporter, text(reporter.file === undefined ? await paletteFor(process.stdout) : plainPalette));
    else deliver(reporter, await written(reporter.name));
    if (reporter.name === 'github') await (await import('../report.ts')).summarize(() => written('markdown'));
  }
}

/** The reports are made from what would have been saved, so that they are those of `clew report`. */
async function subjectFor(results: RunResults): Promise<Subject> {
  const [{ reportOf, subjectOf }, { readSavedRun }] = await Promise.all([import('../report.ts'), import('../../reports/saved-run.ts')]);
  return subjectOf(await reportOf(readSavedRun(documentText(runDocument(results)), 'the run'), 'here'), { shown: false, faults: undefined });
}
