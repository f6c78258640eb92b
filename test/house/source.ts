import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, type Comment, type Program } from 'oxc-parser';

/** One source file, parsed; `path` is relative to the project and written with `/`. */
export interface Source {
  path: string;
  text: string;
  program: Program;
  comments: Comment[];
  syntaxErrors: string[];
}

/** A node of the syntax tree, seen without its kind's own fields. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** Parses one file; a syntax error is kept in the result, not thrown. */
export function parse(file: string, text: string): Source {
  const { program, comments, errors } = parseSync(file, text);

  return { path: file, text, program, comments, syntaxErrors: errors.map((error) => error.message) };
}

/** All TypeScript files below the given folders of `root`, parsed, in a stable order. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => filesBelow(root, folder))
    .toSorted()
    .map((file) => parse(file, readFileSync(path.join(root, file), 'utf8')));
}

/** Line of an offset, counted from 1. */
export function lineOf(source: Source, offset: number): number {
  return source.text.slice(0, offset).split('\n').length;
}

/** Calls `visit` for each node below `node`, with its parent and the parent's field that holds it. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode | undefined, field: string) => void,
  parent?: SyntaxNode,
  fieldOfParent = '',
): void {
  visit(node, parent, fieldOfParent);

  for (const [field, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isSyntaxNode(child)) walk(child, visit, node, field);
    }
  }
}

/** Tells a syntax node from the other values that a syntax node's fields hold. */
export function isSyntaxNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function filesBelow(root: string, folder: string): string[] {
  return entriesOf(path.join(root, folder)).flatMap((entry) => {
    const below = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, below);
    return /\.tsx?$/.test(entry.name) ? [below] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
