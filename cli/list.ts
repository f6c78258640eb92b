import { documentText } from '../reports/json/document.ts';
import { listDocument } from '../reports/json/list-document.ts';
import { scenarioList } from '../reports/text/scenario-list.ts';
import { library, selectScenarios } from './select-scenarios.ts';
import { paletteFor, print, printDocument } from './terminal.ts';

/** `clew list`: shows the scenarios, with their sources, outcomes and known verdicts. */
export async function list(words: readonly string[], { json = false, library: ofLibrary = false }: { readonly json?: boolean; readonly library?: boolean }): Promise<void> {
  const selected = ofLibrary && words.length === 0 ? await library() : await selectScenarios(words);
  if (json) printDocument(documentText(listDocument(selected)));
  else print(scenarioList(selected, await paletteFor(process.stdout)));
}
