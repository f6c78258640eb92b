import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const executable = path.join(root, 'dist/cli/main.js');

/** What a spawned program left behind. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to spawn it. */
export interface SpawnedOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called once it runs. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

/** Runs the built program with these arguments, with no terminal and no colours but those asked for. */
export function clew(words: readonly string[], { cwd = root, env = {}, meanwhile }: SpawnedOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
    const child = spawn(process.execPath, [executable, ...words], { cwd, env: { ...inherited, LC_ALL: 'C.UTF-8', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    meanwhile?.(child);
  });
}

/** A folder outside the project, with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'clew-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const ajv = new Ajv2020({ allErrors: true, strict: true });

/** What is wrong with a document by its schema; empty for nothing. */
export function flaws(document: string, schema: string): unknown[] {
  const known = ajv.getSchema(`urn:clew:${schema}:1`);
  const validate = known ?? ajv.compile(JSON.parse(readFileSync(path.join(root, `schemas/${schema}-1.schema.json`), 'utf8')) as object);
  return validate(JSON.parse(document)) === true ? [] : [...(validate.errors ?? [])];
}
