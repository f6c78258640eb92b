import path from 'node:path';
import type { Rule } from './rules.ts';
import { isSyntaxNode, walk, type Source } from './source.ts';

/**
 * What each part may import of ours, besides itself: `cli → reports → search → simulator → lineage`.
 * A part of `src` that is not listed here has no place in the order, and is itself a violation.
 *
 * Beside that line stand parts that build on the search and that it knows nothing of: `src/explanation` says why, `src/gate` compares what searches
 * have found, `src/workload` makes many scenarios of one, `src/project` is what a project's configuration may say. `src/components` and `src/checkers`
 * are ready-made parts of scenarios, and import only what a user would import, as scenarios do. `testing` is what test runners import: it words failures as
 * reports do, so it stands beside `cli`, which must not import it, nor it `cli`.
 */
const mayImport: Record<string, readonly string[]> = {
  'src/lineage': [],
  'src/simulator': ['src/lineage'],
  'src/search': ['src/simulator', 'src/lineage'],
  'src/explanation': ['src/search', 'src/simulator', 'src/lineage'],
  'src/gate': ['src/search', 'src/simulator', 'src/lineage'],
  'src/workload': ['src/search', 'src/simulator'],
  'src/project': ['src/simulator'],
  'src/checkers': ['clew'],
  'src/components': ['clew'],
  'src/scenarios': ['clew'],
  'src/index.ts': ['src/lineage', 'src/simulator', 'src/search', 'src/project', 'src/workload'],
  reports: ['clew', 'src/index.ts', 'src/lineage', 'src/simulator', 'src/search', 'src/explanation', 'src/gate', 'src/workload', 'src/scenarios'],
  testing: ['src/simulator', 'src/search', 'src/workload', 'reports'],
  cli: ['clew', 'src/index.ts', 'src/components', 'src/checkers', 'src/lineage', 'src/simulator', 'src/search', 'src/explanation', 'src/gate', 'src/project', 'src/workload', 'src/scenarios', 'reports'],
  bench: ['clew', 'src/index.ts', 'src/lineage', 'src/simulator', 'src/search', 'src/scenarios', 'reports'],
  soundness: ['clew', 'src/index.ts', 'src/lineage', 'src/simulator', 'src/search', 'src/scenarios', 'reports'],
  mutants: ['clew', 'src/index.ts', 'src/lineage', 'src/simulator', 'src/search', 'src/scenarios'],
};

/** What is written as a user would write it. */
const madeOfClew = new Set(['src/checkers', 'src/components', 'src/scenarios']);

/** The only scenarios that run a package, which one, and why. */
const packages: Record<string, { specifier: string; reason: string }> = {
  'src/scenarios/crdt/yjs.ts': { specifier: 'yjs', reason: 'it is the library that is examined' },
};

/** Imports point one way, and relative imports are written with the extension of the file that is there. */
export const imports: Rule = (source) => {
  const part = partOf(source.path);
  if (part === 'test') return [];

  const allowed = mayImport[part];
  if (!allowed) return [{ offset: 0, message: `${part} is no part that test/house/imports.ts knows` }];

  return importsOf(source).flatMap(({ offset, specifier }) => {
    const problem = problemWith(specifier, source.path, part, allowed);
    return problem ? [{ offset, message: problem }] : [];
  });
};

function problemWith(specifier: string, file: string, part: string, allowed: readonly string[]): string | undefined {
  const target = targetOf(specifier, file);

  if (target === undefined) {
    return madeOfClew.has(part) && packages[file]?.specifier !== specifier ? `${part} imports only 'clew' and its siblings, not '${specifier}'` : undefined;
  }
  if (target !== part && !allowed.includes(target)) return `${part} must not import ${target} ('${specifier}')`;
  if (specifier.startsWith('.') && !/\.tsx?$/.test(specifier)) return `write the .ts extension in '${specifier}'`;
  return undefined;
}

/** The part of ours that an import leads to; undefined for a package or a module of Node. */
function targetOf(specifier: string, file: string): string | undefined {
  if (specifier === 'clew' || specifier.startsWith('clew/')) return 'clew';
  if (!specifier.startsWith('.')) return undefined;
  return partOf(path.posix.join(path.posix.dirname(file), specifier));
}

/** `src/search/cover.ts` is of the part `src/search`, `src/index.ts` is its own, `cli/main.ts` is of `cli`. */
function partOf(file: string): string {
  const [top = '', below] = file.split('/');
  return top === 'src' && below !== undefined ? `src/${below}` : top;
}

function importsOf(source: Source): { offset: number; specifier: string }[] {
  const found: { offset: number; specifier: string }[] = [];

  walk({ ...source.program }, (node) => {
    if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType|TSExternalModuleReference)$/.test(node.type)) return;

    const origin = node['source'] ?? node['expression'];
    if (isSyntaxNode(origin) && typeof origin['value'] === 'string') found.push({ offset: node.start, specifier: origin['value'] });
  });
  return found;
}
