#!/usr/bin/env node
import { commandLine } from './command-line.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { report } from './failure.ts';
import { endQuietlyOnClosedPipe } from './terminal.ts';

endQuietlyOnClosedPipe();
// A handler that is asynchronous by mistake, which is reported as such, or a promise that a scenario file left alone.
process.on('unhandledRejection', (failure) => {
  if (process.exitCode === undefined || process.exitCode === 0) void report(new ClewError('CLEW_BAD_FILE', 'a promise of a scenario file failed, and nobody was waiting for it', { values: [String(failure)] }));
});
try {
  const program = commandLine();
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (failure) {
  await report(failure);
}
