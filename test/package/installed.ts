import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm pack` says of the package. */
export interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** What a command left behind. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty project with the packed package installed in it, as a user gets it. */
export interface Project {
  readonly folder: string;
  readonly packed: Packed;
  /** The file that `npm pack` made. */
  readonly tarball: string;
  /** The names of all packages that came with it. */
  readonly installed: readonly string[];
  /** Runs the `clew` of the project. */
  readonly clew: (...words: readonly string[]) => Promise<Ended>;
  /** Runs a program of this repository's in the project. */
  readonly node: (program: string, ...words: readonly string[]) => Promise<Ended>;
  readonly edit: (file: string, from: string, to: string) => void;
  readonly remove: () => void;
}

/**
 * Packs `dist` as it is and installs it with production dependencies only, and offline. What npm's cache has not got yet is
 * fetched once, into another folder; the installation that is tested sees no network.
 */
export async function installedProject(): Promise<Project> {
  const folder = mkdtempSync(path.join(tmpdir(), 'clew-package-'));
  const [packed] = JSON.parse((await ended('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root)).stdout) as [Packed];
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'first', private: true, type: 'module' }));
  const tarball = path.join(folder, packed.filename);
  const offline = await install(tarball, folder, '--offline');
  if (offline.code !== 0) {
    await fillCache(tarball);
    const again = await install(tarball, folder, '--offline');
    if (again.code !== 0) throw new Error(again.stderr);
  }
  const installed = packagesIn(path.join(folder, 'node_modules'));
  borrow(folder, 'vitest');
  return {
    folder,
    packed,
    tarball,
    installed,
    clew: (...words) => ended(path.join(folder, 'node_modules/.bin/clew'), words, folder),
    node: (program, ...words) => ended(process.execPath, [path.join(root, program), ...words], folder),
    edit(file, from, to) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      writeFileSync(path.join(folder, file), text.replace(from, to));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function install(tarball: string, folder: string, ...options: readonly string[]): Promise<Ended> {
  return ended('npm', ['install', ...options, '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', tarball], folder);
}

async function fillCache(tarball: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'clew-cache-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const filled = await install(tarball, folder, '--prefer-offline');
  rmSync(folder, { recursive: true, force: true });
  if (filled.code !== 0) throw new Error(filled.stderr);
}

/** Every package that npm has put there, also those below others. */
function packagesIn(folder: string): string[] {
  const { packages } = JSON.parse(readFileSync(path.join(folder, '.package-lock.json'), 'utf8')) as { packages: object };
  return Object.keys(packages).map((name) => name.replace(/^node_modules\//, ''));
}

/** What the user installs besides, without another copy of it. */
function borrow(folder: string, name: string): void {
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
}

function ended(program: string, words: readonly string[], cwd: string): Promise<Ended> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, VITEST: _vitest, NODE_ENV: _environment, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(program, [...words], { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr });
    });
  });
}
