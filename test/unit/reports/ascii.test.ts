import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasAsciiSign, inAscii } from '../../../reports/text/ascii.ts';
import { widthOf } from '../../../reports/space-time/width.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

function sourcesOf(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).map((file) => path.join(root, folder, file)));
}

describe('inAscii', () => {
  it('knows every sign that the program itself writes to a terminal', () => {
    const written = sourcesOf('reports/text', 'reports/tui', 'reports/space-time', 'cli', 'src').map((file) => readFileSync(file, 'utf8')).join('').match(/[^\u0000-\u007f\p{L}]/gu); // oxlint-disable-line no-control-regex
    expect(written!.length).toBeGreaterThan(50);
    expect([...new Set(written)].filter((sign) => !hasAsciiSign(sign))).toEqual([]);
  });

  it('takes as many columns as before', () => {
    for (const text of ['│ ├ └ ─ → ◀ ✗', 'a → b  message', '漢字 and 👨‍👩‍👧 and é', 'cut off…  │', '\u001b[31m✗ broken\u001b[39m']) {
      expect(inAscii(text)).toMatch(/^[\u001b -~]+$/u); // oxlint-disable-line no-control-regex
      expect(widthOf(inAscii(text))).toBe(widthOf(text));
    }
  });

  it('leaves Latin letters without their accents', () => {
    expect(inAscii('François')).toBe('Francois');
  });

  it('keeps colours, and writes three dots where words are left out', () => {
    expect(inAscii('\u001b[31m✗ broken\u001b[39m\n  … and 5 more (--all)')).toBe('\u001b[31mx broken\u001b[39m\n  ... and 5 more (--all)');
  });
});
