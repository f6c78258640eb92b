import type { Rule, Violation } from './rules.ts';
import { isSyntaxNode, lineOf, walk, type Source, type SyntaxNode } from './source.ts';

const functionLinesMax = 70;
const fileLinesMax = 300;

const homeless = new Set(['utils', 'helpers', 'types', 'common']);
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** Names are in kebab case, and no folder or file is named after the kind of thing in it. */
export const names: Rule = (source) =>
  source.path.split('/').flatMap((name) => {
    const stem = name.replace(/\.tsx?$/, '');
    if (homeless.has(stem)) return [{ offset: 0, message: `"${stem}" says nothing; name what it is about` }];
    if (!kebabCase.test(stem)) return [{ offset: 0, message: `"${name}" is not in kebab case` }];
    return [];
  });

/** Exports are named, but for the configuration files of tools that ask for a default one. */
export const defaultExports: Rule = (source) => {
  if (source.path.endsWith('.config.ts')) return [];

  const found: Violation[] = [];
  walk({ ...source.program }, (node) => {
    const exported = node.type === 'ExportSpecifier' ? node['exported'] : undefined;
    const isDefault = isSyntaxNode(exported) && (exported['name'] ?? exported['value']) === 'default';
    if (isDefault || node.type === 'ExportDefaultDeclaration' || node.type === 'TSExportAssignment') {
      found.push({ offset: node.start, message: 'exports are named, never default' });
    }
  });
  return found;
};

/** No function of the product is longer than the wall. */
export const functionLength: Rule = (source) => {
  if (!isProduct(source)) return [];

  const found: Violation[] = [];
  walk({ ...source.program }, (node) => {
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return;

    const lines = lineOf(source, node.end) - lineOf(source, node.start) + 1;
    if (lines > functionLinesMax) {
      found.push({ offset: node.start, message: `a function of ${lines} lines; at most ${functionLinesMax}` });
    }
  });
  return found;
};

/** No file of the product is longer than the wall. */
export const fileLength: Rule = (source) => {
  const lines = source.text.replace(/\n$/, '').split('\n').length;
  if (!isProduct(source) || lines <= fileLinesMax) return [];
  return [{ offset: 0, message: `a file of ${lines} lines; at most ${fileLinesMax}` }];
};

/** Every name that the product exports where it is declared has a doc comment directly above. */
export const docComments: Rule = (source) => {
  if (!isProduct(source)) return [];

  const documented = new Set<string>();
  return exportedDeclarationsOf(source).flatMap(({ statement, declaration }) => {
    const named = namesDeclaredBy(declaration);
    // The signatures of an overloaded function share the comment above the first.
    const isDocumented = hasDocComment(source, statement) || named.every((name) => documented.has(name));
    if (isDocumented) for (const name of named) documented.add(name);
    return isDocumented ? [] : [{ offset: statement.start, message: `${named.join(', ')} has no doc comment directly above` }];
  });
};

function isProduct(source: Source): boolean {
  return /^(src|cli|reports|testing)\//.test(source.path);
}

/** Declarations exported on the spot, and those exported further down by `export { name }`. */
function exportedDeclarationsOf(source: Source): { statement: SyntaxNode; declaration: SyntaxNode }[] {
  const statements: SyntaxNode[] = source.program.body.map((statement) => ({ ...statement }));
  const listed = new Set(statements.flatMap(namesListedBy));

  return statements.flatMap((statement) => {
    if (statement.type === 'ExportNamedDeclaration') {
      const declaration = statement['declaration'];
      return isSyntaxNode(declaration) ? [{ statement, declaration }] : [];
    }
    return namesDeclaredBy(statement).some((name) => listed.has(name)) ? [{ statement, declaration: statement }] : [];
  });
}

function namesListedBy(statement: SyntaxNode): string[] {
  if (statement.type !== 'ExportNamedDeclaration' || statement['source']) return [];
  return nodesIn(statement['specifiers']).flatMap((specifier) => namesIn(specifier['local']));
}

function namesDeclaredBy(declaration: SyntaxNode): string[] {
  if (declaration.type === 'VariableDeclaration') {
    return nodesIn(declaration['declarations']).flatMap((declarator) => namesIn(declarator['id']));
  }
  return /Declaration$|^TSDeclareFunction$/.test(declaration.type) ? namesIn(declaration['id']) : [];
}

/** The names that a binding introduces: one for an identifier, several for a pattern. */
function namesIn(binding: unknown): string[] {
  if (!isSyntaxNode(binding)) return [];
  if (binding.type === 'Identifier') return [String(binding['name'])];
  return [...nodesIn(binding['properties']), ...nodesIn(binding['elements'])].flatMap((part) =>
    namesIn(part['value'] ?? part['argument'] ?? part['left'] ?? part),
  );
}

function nodesIn(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isSyntaxNode) : [];
}

function hasDocComment(source: Source, statement: SyntaxNode): boolean {
  // Directives to a linter or compiler may stand between the comment and what it is about.
  const above = source.text.slice(0, statement.start).replace(/(\n[ \t]*\/\/[^\n]*)+\n[ \t]*$/, '\n');
  const end = above.search(/[ \t]*\n?[ \t]*$/);

  return source.comments.some((comment) => comment.type === 'Block' && comment.value.startsWith('*') && comment.end === end);
}
