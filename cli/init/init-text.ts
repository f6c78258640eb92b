import type { Palette } from '../../reports/text/palette.ts';
import { safeText } from '../../src/simulator/display-value.ts';

/** What `clew init` did. */
export interface InitReport {
  /** The folder as it was typed. */
  readonly folder: string;
  readonly files: readonly { readonly file: string; readonly says: string; readonly written: boolean }[];
  readonly missing: {
    /** Whether there is no `package.json`. */
    readonly manifest: boolean;
    readonly packages: readonly string[];
  };
}

/** What was written, what was left alone, and what to type next. */
export function initText({ folder, files, missing }: InitReport, palette: Palette): string {
  const width = Math.max(...files.map(({ file }) => file.length)) + 3;
  const fileLines = files.map(({ file, says, written }) => `  ${written ? palette.good('written   ') : palette.open('left alone')}  ${safeText(file).padEnd(width)}${palette.faint(written ? says : 'it is there already')}`);
  const commands = nextCommands(folder, missing);
  const commandWidth = Math.max(...commands.map(([command]) => command.length)) + 3;
  return ['', ...fileLines, '', `  ${palette.strong('Next')}`, ...commands.map(([command, why]) => `    ${why === '' ? command : command.padEnd(commandWidth) + palette.faint(why)}`), ''].join('\n');
}

function nextCommands(folder: string, { manifest, packages }: InitReport['missing']): [command: string, why: string][] {
  return [
    ...(folder === '.' ? [] : [[`cd ${safeText(folder)}`, ''] as [string, string]]),
    ...(manifest ? [['npm init --yes', 'there is no package.json yet'] as [string, string]] : []),
    ...(packages.length > 0 ? [[`npm install --save-dev ${packages.join(' ')}`, 'what the files above import'] as [string, string]] : []),
    ['npx clew run', 'see how a lost confirmation ships an order twice'],
    ['npx clew gate', 'nothing has changed: exit code 0'],
    ['npx vitest run', 'the same in your tests'],
  ];
}
