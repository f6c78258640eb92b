import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operators } from '../mutants/operators.ts';
import { type Account } from '../mutants/report.ts';
import { edited, parse, walk } from '../mutants/syntax.ts';

const main = fileURLToPath(new URL('../dist/mutants/main.js', import.meta.url));

/** All that comes of one kind of mistake in a text. */
function mistakes(operator: string, text: string): string[] {
  const found: string[] = [];
  walk(parse('a.js', text), (node, above) => {
    for (const { edits } of operators[operator]!(node, above, text)) found.push(edited(text, edits));
  });
  return found;
}

describe('a kind of mistake', () => {
  it.each([
    ['ignore-check', 'f = () => { if (old) return; act(); };', ['f = () => { if (false) return; act(); };']],
    ['ignore-check', 'if (known) act();', ['if (true) act();']],
    ['ignore-check', 'x = a ? b : c;', ['x = true ? b : c;', 'x = false ? b : c;']],
    ['negate-check', 'if (a || b) act();', ['if (!(a || b)) act();']],
    ['ignore-part', 'if (a && b) act();', ['if (a) act();', 'if (b) act();']],
    ['ignore-filter', 'x = all.filter(isNew).length;', ['x = all.length;']],
    ['off-by-one', 'if (a < b) act();', ['if (a <= b) act();']],
    ['off-by-one', 'x = y + 1;', ['x = y + 0;']],
    ['off-by-one', 'f(++node.disk.term);', ['f(node.disk.term);']],
    ['off-by-one', 'for (let n = 0; n < 3; n++) act();', []],
    ['quorum', 'x = all.every(has);', ['x = all.some(has);']],
    ['quorum', 'x = Math.min(a, b);', ['x = Math.max(a, b);']],
    ['skip-persist', 'node.disk.log.push(entry); node.state.at = 1;', ['(void 0); node.state.at = 1;']],
    ['skip-persist', 'disk.term++;', ['(void 0);']],
    ['skip-write', 'node.disk.log.push(entry); node.state.at = 1;', ['node.disk.log.push(entry); (void 0);']],
    ['skip-write', 'let x = 1; x = 2;', []],
    ['swap-persist-and-send', '{ node.disk.at = 1; log(); node.send(a, "b"); }', ['{  log(); node.send(a, "b");\nnode.disk.at = 1; }']],
    ['swap-persist-and-send', '{ node.send(a, "b"); node.disk.at = 1; }', ['{  node.disk.at = 1;\nnode.send(a, "b"); }']],
    ['swap-persist-and-send', '{ node.disk.at = 1; later(() => node.send(a, "b")); }', []],
    ['skip-send', 'f = (node) => node.broadcast("a");', ['f = (node) => (void 0);']],
    ['skip-timer', 'node.after(3, "again");', ['(void 0);']],
    ['skip-cancel', 'node.cancel("again");', ['(void 0);']],
  ])('%s makes of %s', (operator, text, mutants) => {
    expect(mistakes(operator, text)).toEqual(mutants);
  });
});

describe('the program', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'clew-mutants-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const equivalent = 'delivery/acked repeat ignore-check: missing.length > 0';

  it('finds every mistake in a protocol that keeps a strict promise', async () => {
    const { code, account } = await mutants('--scenario', 'delivery-consumer');
    expect(code).toBe(0);
    expect(account.survivors).toEqual([]);
    expect(account.share).toBe(1);
    expect(account.brokenByFaults).toBeGreaterThan(0);
    expect(account.brokenByFaults + account.brokenWithoutFaults + account.throwing + account.endless).toBe(account.mutants);
  });

  it('makes a mistake in the exercises of a component if the library lets it stand, and none in the exercises themselves', async () => {
    const survivor = 'components/queue/queue queueWith.on.enqueue ignore-check: !node.disk.jobs.has(id)';
    expect(await mutants('--only', survivor, '--scenario', 'exercises')).toMatchObject({ code: 0, account: { mutants: 1, share: 1 } });
    expect(await mutants('--only', survivor)).toMatchObject({ code: 0, account: { mutants: 1, share: 1 } });
    expect(await mutants('--only', 'exercises/job-queue', '--list')).toMatchObject({ code: 2 });
  });

  it('fails on a survivor without a reason, and on a reason without a survivor', async () => {
    expect(await mutants('--only', equivalent)).toMatchObject({ code: 1, account: { unexplained: [equivalent], stale: [] } });
    expect(await mutants('--only', equivalent, '--reasons', reasons(equivalent))).toMatchObject({ code: 0, account: { unexplained: [], stale: [] } });
    const broken = 'delivery/acked repeat negate-check: missing.length > 0';
    expect(await mutants('--only', broken, '--reasons', reasons(broken))).toMatchObject({ code: 1, account: { unexplained: [], stale: [broken] } });
  });

  function reasons(...names: string[]): string {
    const file = path.join(folder, 'reasons.json');
    writeFileSync(file, JSON.stringify([{ reason: 'it makes no difference', mutants: names }]));
    return file;
  }

  /** Runs the program, with no reasons unless some are named. */
  function mutants(...words: string[]): Promise<{ code: number; account: Account }> {
    const none = path.join(folder, 'none.json');
    writeFileSync(none, '[]');
    const all = words.includes('--reasons') ? words : [...words, '--reasons', none];
    return new Promise((resolve) => {
      execFile(process.execPath, [main, ...all, '--json'], (error, stdout) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, account: JSON.parse(stdout || '{}') as Account }));
    });
  }
});
