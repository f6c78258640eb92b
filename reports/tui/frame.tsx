import { Box, Text } from 'ink';
import { fitted } from '../space-time/width.ts';
import { inAscii } from '../text/ascii.ts';
import type { Theme } from './theme.ts';

/** What every screen is put into: what one looks at above, the keys below. */
export interface FrameProps {
  readonly columns: number;
  readonly rows: number;
  readonly theme: Theme;
  readonly title: string;
  readonly subtitle: string;
  /** What parts them from the rest; a plain rule by default. */
  readonly rule?: string;
  /** The lines in between; those that do not fit are left out. */
  readonly lines: readonly string[];
  /** The last line: keys, or what is being typed. */
  readonly foot: string;
}

/** How many lines of a frame are left for a screen. One line of the terminal stays free, so that it never scrolls. */
export function bodyHeight(rows: number): number {
  return rows - 5;
}

/** One frame: always as high, whatever is in it, and one text for each line. */
export function Frame({ columns, rows, theme, title, subtitle, rule, lines, foot }: FrameProps) {
  const height = bodyHeight(rows);
  const body = Array.from({ length: height }, (_, index) => lines[index] ?? '');
  const all = [theme.strong(fitted(title, columns).trimEnd()), subtitle, rule ?? theme.faint('─'.repeat(columns)), ...body, theme.faint(fitted(foot, columns).trimEnd())];
  return (
    <Box flexDirection="column" width={columns}>
      {all.map((line, index) => (
        <Text key={index} wrap="truncate">
          {line === '' ? ' ' : theme.ascii ? inAscii(line) : line}
        </Text>
      ))}
    </Box>
  );
}
