import type { Rule } from './rules.ts';
import { isSyntaxNode, walk, type SyntaxNode } from './source.ts';

const banned = new Set(['console', 'process', 'Date', 'Math.random']);

/** The only files of `src` that may name a banned global, which ones, and why. */
const allowed: Record<string, { globals: readonly string[]; reason: string }> = {
  'src/simulator/purity.ts': {
    globals: ['console', 'process', 'Date', 'Math.random'],
    reason: 'replaces these globals while a handler runs, so it has to name them',
  },
};

/** Nothing under `src` prints, looks at the clock or the process, or draws an unseeded number. */
export const bannedGlobals: Rule = (source) => {
  if (!source.path.startsWith('src/')) return [];

  const spared = allowed[source.path]?.globals ?? [];
  const found: { offset: number; message: string }[] = [];

  walk({ ...source.program }, (node, parent, field) => {
    const name = globalNamedBy(node, parent, field);
    if (name !== undefined && banned.has(name) && !spared.includes(name)) {
      found.push({ offset: node.start, message: `${name} has no place under src` });
    }
  });
  return found;
};

/** `process` for `process` and `globalThis.process`, `Math.random` for `Math.random` and `const { random } = Math`. */
function globalNamedBy(node: SyntaxNode, parent: SyntaxNode | undefined, field: string): string | undefined {
  if (node.type === 'Identifier') return isMerelyAKey(parent, field) ? undefined : String(node['name']);
  if (node.type === 'MemberExpression') return memberName(node['object'], keyOf(node['property'], node['computed']));
  if (node.type === 'Property' && parent?.type === 'ObjectPattern') return undefined;
  if (node.type === 'VariableDeclarator' && isSyntaxNode(node['id']) && node['id'].type === 'ObjectPattern') {
    const keys = keysOfPattern(node['id']).map((key) => memberName(node['init'], key));
    return keys.find((name) => name !== undefined && banned.has(name));
  }
  return undefined;
}

function memberName(object: unknown, key: string | undefined): string | undefined {
  if (!isSyntaxNode(object) || object.type !== 'Identifier' || key === undefined) return undefined;
  if (object['name'] === 'globalThis') return key;
  return `${String(object['name'])}.${key}`;
}

function keysOfPattern(pattern: SyntaxNode): (string | undefined)[] {
  const properties: unknown = pattern['properties'];
  if (!Array.isArray(properties)) return [];
  return properties.map((property: SyntaxNode) => keyOf(property['key'], property['computed']));
}

function keyOf(key: unknown, computed: unknown): string | undefined {
  if (!isSyntaxNode(key)) return undefined;
  if (key.type === 'Literal') return String(key['value']);
  return computed === true ? undefined : String(key['name']);
}

/** A property, member or foreign name that only happens to be spelled like a global: `clock.Date`, `{ process: 1 }`. */
function isMerelyAKey(parent: SyntaxNode | undefined, field: string): boolean {
  if (parent === undefined || parent['computed'] === true) return false;
  if (field === 'property') return parent.type === 'MemberExpression';
  if (field === 'right') return parent.type === 'TSQualifiedName';
  if (field === 'imported' || field === 'exported') return true;
  if (field === 'local') return parent.type === 'ExportSpecifier';
  return field === 'key' || (field === 'id' && parent.type === 'TSEnumMember');
}
