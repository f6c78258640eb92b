import { parseSync } from 'oxc-parser';

/** A node of a syntax tree, seen without its kind's own fields. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A replacement of a range of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly with: string;
}

/** Parses a module. @throws Error with the first syntax error */
export function parse(file: string, text: string): SyntaxNode {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  return { ...program };
}

/** Tells a syntax node from the other values that a syntax node's fields hold. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The node in that field; undefined if there is none. */
export function child(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  const value = node?.[field];
  return isNode(value) ? value : undefined;
}

/** The nodes in that field. */
export function children(node: SyntaxNode | undefined, field: string): readonly SyntaxNode[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/**
 * Calls `visit` for each node at or below `node`, with those above it, outermost first; does not go below where it
 * answers `false`.
 */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode, above: readonly SyntaxNode[]) => boolean | void, above: readonly SyntaxNode[] = []): void {
  if (visit(node, above) === false) return;
  const path = [...above, node];
  for (const value of Object.values(node)) {
    for (const below of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(below)) walk(below, visit, path);
  }
}

/** The name of an identifier, of a property, or of what a call calls: `send` of `node.send(…)`. */
export function nameOf(node: SyntaxNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  switch (node.type) {
    case 'Identifier':
      return String(node['name']);
    case 'Literal':
      return String(node['value']);
    case 'MemberExpression':
      return nameOf(child(node, 'property'));
    case 'CallExpression':
      return nameOf(child(node, 'callee'));
    default:
      return undefined;
  }
}

/** The text with the edits made; they must not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((before, edit) => before.slice(0, edit.start) + edit.with + before.slice(edit.end), text);
}
