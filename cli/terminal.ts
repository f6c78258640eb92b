import { type Palette, plainPalette } from '../reports/text/palette.ts';

/** Writes a result. Only results go to stdout. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** Writes an error or a warning. */
export function printError(text: string): void {
  process.stderr.write(text);
}

/** A reader that has seen enough (`clew run | head`) is no error: ends quietly. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      // oxlint-disable-next-line unicorn/no-process-exit
      process.exit(process.exitCode);
    });
  }
}

/** The colours for a stream: none unless it is a terminal, or they are forced; NO_COLOR and `--no-color` always win. */
export async function paletteFor(stream: NodeJS.WriteStream, color = !process.argv.includes('--no-color')): Promise<Palette> {
  if (!color || !wantsColor(stream)) return plainPalette;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { bad: chalk.red, good: chalk.green, open: chalk.yellow, faint: chalk.dim, strong: chalk.bold };
}

function wantsColor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY && TERM !== 'dumb';
}
