import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { apiIndex, apiPage, type EntryPoint } from './api/api-page.ts';
import { exportsOf } from './api/declarations.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'docs/api');

const says: { readonly [specifier: string]: string } = {
  clew: 'Protocols, scenarios and outcomes.',
  'clew/components': 'Ready-made components.',
  'clew/checkers': 'Ready-made outcomes.',
  'clew/testing': 'Assertions for any test runner.',
  'clew/vitest': 'Matchers for vitest: importing it is enough.',
};

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly exports: { readonly [specifier: string]: string | { readonly types: string } } };

const entryPoints: EntryPoint[] = Object.entries(manifest.exports).flatMap(([below, target]) => {
  if (typeof target === 'string') return [];
  const specifier = below.replace(/^\./, 'clew');
  return [{ specifier, page: `${specifier.replace('clew/', '')}.md`, says: says[specifier]!, declarations: exportsOf(path.join(root, target.types)) }];
});

describe('the API reference', () => {
  it.each(['README.md', ...entryPoints.map(({ page }) => page)])('docs/api/%s is what the source says; UPDATE_DOCS=1 rewrites it', (name) => {
    const file = path.join(folder, name);
    const entryPoint = entryPoints.find(({ page }) => page === name);
    const truth = entryPoint === undefined ? apiIndex(entryPoints) : apiPage(entryPoint, entryPoints);
    if (process.env['UPDATE_DOCS'] === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, truth);
    }
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(truth);
  });

  it('has every entry point, and says of every name what it is', () => {
    expect(entryPoints.map(({ specifier }) => specifier)).toEqual(Object.keys(says));
    for (const { declarations, specifier } of entryPoints) {
      expect(declarations.filter(({ doc }) => doc === '').map(({ name }) => `${specifier} ${name}`)).toEqual([]);
      expect(declarations.every(({ texts, kind }) => texts.length > 0 && typeof kind === 'string')).toBe(true);
    }
  });

  it('names all that is exported at run time', async () => {
    const [clew] = entryPoints;
    const exported = (await import('clew')) as object;
    expect(clew!.declarations.filter(({ kind }) => kind === 'function' || kind === 'const' || kind === 'class').map(({ name }) => name).sort()).toEqual(Object.keys(exported).sort());
  });
});
