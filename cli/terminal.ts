import { inAscii } from '../reports/text/ascii.ts';
import { type Palette, plainPalette } from '../reports/text/palette.ts';

/** Writes a result for somebody to read. Only results go to stdout. */
export function print(text: string): void {
  process.stdout.write(isAsciiOnly(process.stdout) ? inAscii(text) : text);
}

/** Writes a document for a program to read. */
export function printDocument(text: string): void {
  process.stdout.write(text);
}

/** Writes an error or a warning. */
export function printError(text: string): void {
  process.stderr.write(isAsciiOnly(process.stderr) ? inAscii(text) : text);
}

/** Whether only ASCII can be shown: `--ascii` says so, or the locale names another character set than UTF-8, or the terminal is one that has no signs. */
export function isAsciiOnly(stream: NodeJS.WriteStream): boolean {
  if (process.argv.includes('--ascii')) return true;
  const { LC_ALL, LC_CTYPE, LANG, TERM } = process.env;
  if (stream.isTTY && (TERM === 'dumb' || TERM === 'linux')) return true;
  // Where there is no locale at all, as in most containers, a terminal outside of it shows what is written.
  const locale = [LC_ALL, LC_CTYPE, LANG].find((name) => name !== undefined && name !== '');
  return process.platform !== 'win32' && locale !== undefined && !/utf-?8/i.test(locale);
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
