import { CommanderError } from 'commander';
import { errorDocument } from '../reports/json/error-document.ts';
import { documentText } from '../reports/json/document.ts';
import { errorText } from '../reports/text/error-text.ts';
import { ClewError, closest, suggestion } from '../src/simulator/errors.ts';
import { commandLine } from './command-line.ts';
import { ExitCode } from './exit-code.ts';
import { relative, relativePaths } from './relative-paths.ts';
import { paletteFor, printDocument, printError } from './terminal.ts';

/** Says what went wrong, and sets the exit code: 2 for a mistake of the user's, 70 for one of ours. */
export async function report(failure: unknown): Promise<void> {
  if (failure instanceof CommanderError && failure.exitCode === 0) return;
  const mistake = failure instanceof CommanderError ? await wrongUse(failure) : failure;
  process.exitCode = mistake instanceof ClewError ? ExitCode.unusable : ExitCode.internal;
  const error = mistake instanceof ClewError ? relativePaths(mistake) : internal(mistake);
  if (process.argv.includes('--json')) printDocument(documentText(errorDocument(error)));
  printError(errorText(error, await paletteFor(process.stderr)));
  const debug = (process.env['CLEW_DEBUG'] ?? '') !== '';
  if (failure instanceof Error && (debug || !(mistake instanceof ClewError))) printError(`\n${relative(failure.stack ?? '')}\n`);
}

/** What commander says, in our words. */
async function wrongUse(failure: CommanderError): Promise<ClewError> {
  const [first = '', ...rest] = failure.message.replace(/^error: /, '').split('\n');
  const commandNames = commandLine().commands.map((command) => command.name());
  const command = commandNames.includes(process.argv[2] ?? '') ? process.argv[2]! : undefined;
  const next = command === undefined ? '`clew --help` shows the commands.' : `\`clew ${command} --help\` shows the options.`;
  const unknown = /^unknown command '(.*)'$/s.exec(first)?.[1];
  if (unknown !== undefined) return new ClewError('CLEW_UNKNOWN_COMMAND', `no command is called "${unknown}"`, { values: [await commandSuggestion(unknown, commandNames)], next });
  const hint = rest.join(' ').trim().replace(/^\((.*)\)$/, '$1');
  return new ClewError('CLEW_BAD_OPTION', first, { ...(hint !== '' && { values: [hint] }), next });
}

async function commandSuggestion(word: string, commandNames: readonly string[]): Promise<string> {
  if (closest(word, commandNames).length > 0) return suggestion(word, commandNames);
  const { isKnownScenario } = await import('./select-scenarios.ts');
  return (await isKnownScenario(word)) ? `Did you mean \`clew run ${word}\`?` : suggestion(word, commandNames);
}

function internal(failure: unknown) {
  return {
    code: 'CLEW_INTERNAL',
    what: `clew itself failed: ${failure instanceof Error ? failure.message : String(failure)}`,
    values: [],
    usually: 'This is a mistake in clew, not in your scenario.',
    next: 'Please report it, with the command, the scenario and the stack below.',
  };
}
