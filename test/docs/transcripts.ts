import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clew } from '../cli/spawned.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a page may show: a transcript, a file, a change of a file, and commands that are only for the reader to type. */
const fence = /^```(console|sh|text|(?:ts|js|json|diff) file=(\S+))\n([\s\S]*?)^```$/gm;

/** A page as it should be, and which of its files nothing has run. */
export interface TruePage {
  readonly text: string;
  readonly unused: readonly string[];
}

/**
 * The page with the true output below each `$ npx clew …` of its transcripts.
 *
 * Blocks are worked off from top to bottom in a folder of their own: ```ts file=name writes a file, ```diff file=name
 * changes one, and commands see what is there by then. Files of tests (`*.test.ts` for vitest, `*.node-test.js` for
 * node:test) are run at the end, and must pass.
 */
export async function truePage(page: string): Promise<TruePage> {
  const folder = projectFolder();
  const files = new Set<string>();
  const used = new Set<string>();
  let end = 0;
  let written = '';
  try {
    for (const { 0: block, 1: kind = '', 2: file, 3: text = '', index } of page.matchAll(fence)) {
      if (file !== undefined) {
        files.add(file);
        if (kind.startsWith('diff')) change(path.join(folder, file), text);
        else write(path.join(folder, file), text);
      } else if (kind === 'console') {
        written += page.slice(end, index) + (await transcript(text, folder));
        end = index + block.length;
        for (const name of files) if (text.includes(name)) used.add(name);
      }
    }
    for (const file of await runTests(folder, [...files])) used.add(file);
    const unused = [...files].filter((file) => !used.has(file) && !isFoundByItself(file, files) && !isImported(file, [...files], folder));
    return { text: written + page.slice(end), unused };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What is wrong with the types of the files that the pages show, in each state that a page brings them to: each a line of the
 * compiler's, empty for nothing.
 */
export async function typeErrors(pages: ReadonlyMap<string, string>): Promise<string> {
  const folder = projectFolder();
  try {
    const shown = [...pages].flatMap(([name, page]) => statesOf(page).flatMap((files, state) => [...files].filter(([file]) => file.endsWith('.ts')).map(([file, text]) => ({ file: path.join(name, String(state), file), text }))));
    for (const { file, text } of shown) write(path.join(folder, file), text);
    const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext', '--allowImportingTsExtensions', '--types', ''];
    return await ended([path.join(root, 'node_modules/typescript/bin/tsc'), ...options, ...shown.map(({ file }) => file)], folder).then(({ output }) => output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files of a page as they are at each transcript, and at its end. */
function statesOf(page: string): ReadonlyMap<string, string>[] {
  const files = new Map<string, string>();
  const states: ReadonlyMap<string, string>[] = [];
  for (const { 1: kind = '', 2: file, 3: text = '' } of page.matchAll(fence)) {
    if (file === undefined) states.push(new Map(files));
    else files.set(file, kind.startsWith('diff') ? changed(files.get(file) ?? '', text, file) : text);
  }
  return [...states, files];
}

/** The fences of a page that nothing runs. */
export function strayFences(page: string): string[] {
  return [...page.replaceAll(fence, '').matchAll(/^```.*$/gm)].map(([line]) => line);
}

/** A folder of a project that has installed clew, vitest and fast-check. */
function projectFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'clew-docs-'));
  mkdirSync(path.join(folder, 'node_modules'));
  const packages = [['clew', root], ...['vitest', 'fast-check'].map((name) => [name, path.join(root, 'node_modules', name)])] as [string, string][];
  for (const [name, target] of packages) symlinkSync(target, path.join(folder, 'node_modules', name), 'dir');
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  return folder;
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Applies a change: lines that begin with `-` go, lines that begin with `+` come, all others stay and say where. */
function change(file: string, diff: string): void {
  writeFileSync(file, changed(readFileSync(file, 'utf8'), diff, file));
}

function changed(text: string, diff: string, file: string): string {
  const lines = diff.split('\n').slice(0, -1);
  const side = (sign: string) => lines.filter((line) => !line.startsWith(sign)).map((line) => line.slice(1)).join('\n');
  const [before, after] = [side('+'), side('-')];
  if (text.split(before).length !== 2) throw new Error(`${path.basename(file)} has these lines ${text.split(before).length - 1} times:\n${before}`);
  return text.replace(before, () => after);
}

async function transcript(text: string, cwd: string): Promise<string> {
  const parts: string[] = [];
  for (const [line] of text.matchAll(/^\$ .*$/gm)) {
    const words = [...line.replace(/^\$ npx clew ?/, '').matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
    if (!line.startsWith('$ npx clew')) throw new Error(`only clew is run: ${line}`);
    const { stdout, stderr } = await clew(words, { cwd });
    parts.push(`${line}\n${stdout}${stderr}`);
  }
  return `\`\`\`console\n${parts.join('\n')}\`\`\``;
}

/** Runs the files of tests, and names them. @throws Error for one that fails */
async function runTests(folder: string, files: readonly string[]): Promise<string[]> {
  const vitest = files.filter((file) => file.endsWith('.test.ts'));
  const nodeTest = files.filter((file) => file.endsWith('.node-test.js'));
  if (vitest.length > 0) await passes([path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder], folder);
  if (nodeTest.length > 0) await passes(['--test', ...nodeTest], folder);
  return [...vitest, ...nodeTest];
}

async function passes(words: readonly string[], cwd: string): Promise<void> {
  const { code, output } = await ended(words, cwd);
  if (code !== 0) throw new Error(output);
}

function ended(words: readonly string[], cwd: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const { NODE_ENV: _environment, VITEST: _vitest, NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, words, { cwd, env });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Configuration and gate file are looked for by their names, and scenarios where there is a configuration. */
function isFoundByItself(file: string, files: ReadonlySet<string>): boolean {
  return /^clew\.(config\.ts|gate\.json)$/.test(path.basename(file)) || (files.has('clew.config.ts') && file.endsWith('.scenario.ts'));
}

function isImported(file: string, files: readonly string[], folder: string): boolean {
  const name = path.basename(file).replace(/\.ts$/, '');
  return files.some((other) => other !== file && readFileSync(path.join(folder, other), 'utf8').includes(`/${name}`));
}
