import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The script of the page, in one piece.
 *
 * It is compiled with everything else, into modules; a page that opens from disk may not import any, so they are joined
 * here: each becomes a function that returns what it exports, and what it imports is taken from those above it.
 */
export function pageScript(): string {
  const joined = new Map<string, string>();
  join(path.join(compiledFolder(), 'main.js'), joined);
  return [...joined.values()].join('\n');
}

/** Where the compiler has put the script: beside this file; for this file as it was written, where the build goes. */
function compiledFolder(): string {
  const beside = fileURLToPath(new URL('./page/', import.meta.url));
  return existsSync(path.join(beside, 'main.js')) ? beside : fileURLToPath(new URL('../../dist/reports/html/page/', import.meta.url));
}

const importing = /^import\s*\{([^}]*)\}\s*from\s*'([^']+)';\s*$/gm;
const exporting = /^export (?=(?:async )?(?:function|class|const|let) ([\w$]+))/gm;

/** Adds a module, after those that it imports. */
function join(file: string, joined: Map<string, string>): void {
  if (joined.has(file)) return;
  const text = readFileSync(file, 'utf8');
  const imports: string[] = [];
  for (const [, names, from] of text.matchAll(importing)) {
    const imported = path.join(path.dirname(file), from!);
    join(imported, joined);
    imports.push(`const {${names!.replaceAll(' as ', ': ')}} = ${nameOf(imported)};`);
  }
  const exported = [...text.matchAll(exporting)].map(([, name]) => name!);
  const body = text.replace(importing, '').replace(exporting, '').replace(/^export \{\};$/gm, '').replace(/^\/\/# sourceMappingURL=.*$/gm, '').replace(/^\s*\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*$/gm, '').trim();
  joined.set(file, `const ${nameOf(file)} = (() => {\n${[...imports, body].join('\n')}\nreturn { ${exported.join(', ')} };\n})();`);
}

function nameOf(file: string): string {
  return `module_${path.relative(path.join(compiledFolder(), '../..'), file).replace(/\.js$/, '').replaceAll(/\W/g, '_')}`;
}
