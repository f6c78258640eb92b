import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { strayFences, truePage, typeErrors } from './transcripts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = path.join(root, 'docs');
const pages = readdirSync(docs).filter((name) => /^\d\d-.*\.md$/.test(name)).sort();
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe.concurrent('the course', () => {
  it.each(pages)('docs/%s shows the true output; UPDATE_DOCS=1 rewrites it', async (name) => {
    const file = path.join(docs, name);
    const page = readFileSync(file, 'utf8');
    const { text, unused } = await truePage(page);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, text);
    expect(unused).toEqual([]);
    expect(strayFences(page)).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('the pages', () => {
  it('show code that compiles, before and after each change', async () => {
    expect(await typeErrors(new Map(['README.md', ...pages.map((name) => `docs/${name}`)].map((file) => [file, read(file)])))).toBe('');
  });

  it('are numbered without a gap, and the index has them all in their order', () => {
    expect(pages.map((name) => Number(name.slice(0, 2)))).toEqual(pages.map((_, place) => place + 1));
    expect([...read('docs/README.md').matchAll(/\]\((\d\d-[\w-]+\.md)\)/g)].map(([, name]) => name)).toEqual(pages);
  });

  it('each end with the way to the next', () => {
    for (const [place, name] of pages.entries()) {
      const next = pages[place + 1] ?? 'README.md';
      expect(read(`docs/${name}`).trimEnd().split('\n').at(-1), name).toContain(`](${next})`);
    }
  });

  it.each(['README.md', 'CONTRIBUTING.md', ...readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)])('%s links to what is there', (file) => {
    const links = [...read(file).replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !/^\w+:/.test(link) && !existsSync(path.resolve(root, path.dirname(file), link)))).toEqual([]);
  });
});
