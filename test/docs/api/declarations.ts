import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type SyntaxNode, isSyntaxNode, type Source, parse } from '../../house/source.ts';

/** What one name of the public surface is declared as. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'interface' | 'type' | 'const';
  /** The text of its doc comment, without stars. */
  readonly doc: string;
  /** Its declaration as TypeScript, one for each overload. */
  readonly texts: readonly string[];
}

const sources = new Map<string, Source>();

/** What a declaration file exports, in its order, each name with its declaration, wherever that is. */
export function exportsOf(file: string): Declaration[] {
  const source = read(file);
  const names = source.program.body.flatMap((statement) => exportedNames(statement as unknown as SyntaxNode));
  return [...new Set(names)].map((name) => declarationOf(file, name) ?? missing(file, name));
}

function missing(file: string, name: string): never {
  throw new Error(`${file} exports ${name}, and it is declared nowhere`);
}

function read(file: string): Source {
  if (!sources.has(file)) sources.set(file, parse(file, readFileSync(file, 'utf8')));
  return sources.get(file)!;
}

function exportedNames(statement: SyntaxNode): string[] {
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const declared = statement['declaration'];
  if (isSyntaxNode(declared)) return [nameOf(declared)];
  return specifiersOf(statement).map(({ exported }) => exported);
}

/** Follows a name through re-exports and imports to the file that declares it. */
function declarationOf(file: string, name: string): Declaration | undefined {
  const source = read(file);
  const statements = source.program.body as unknown as SyntaxNode[];
  const declared = statements.map((statement) => ({ statement, node: isSyntaxNode(statement['declaration']) ? statement['declaration'] : statement })).filter(({ node }) => nameOf(node) === name);
  if (declared.length > 0) return described(source, name, declared);
  for (const statement of statements) {
    const found = specifiersOf(statement).find(({ exported, imported }) => exported === name || imported === name);
    const origin = statement['source'];
    if (found === undefined || !isSyntaxNode(origin)) continue;
    return declarationOf(resolved(file, String(origin['value'])), statement.type === 'ImportDeclaration' ? found.exported : found.local);
  }
  return undefined;
}

function described(source: Source, name: string, declared: readonly { readonly statement: SyntaxNode; readonly node: SyntaxNode }[]): Declaration {
  const [first] = declared;
  const kind = ({ TSDeclareFunction: 'function', FunctionDeclaration: 'function', ClassDeclaration: 'class', TSInterfaceDeclaration: 'interface', TSTypeAliasDeclaration: 'type', VariableDeclaration: 'const' } as const)[first!.node.type as 'ClassDeclaration'];
  return { name, kind, doc: docBefore(source, first!.statement.start), texts: declared.map(({ node }) => source.text.slice(node.start, node.end).replace(/^declare /, '')) };
}

/** The names that an import or export speaks of: `exported as local`, or the other way round. */
function specifiersOf(statement: SyntaxNode): { exported: string; imported: string; local: string }[] {
  const specifiers = (statement['specifiers'] ?? []) as SyntaxNode[];
  return specifiers.map((specifier) => {
    const text = (field: string) => (isSyntaxNode(specifier[field]) ? String(specifier[field]['name']) : '');
    return statement.type === 'ImportDeclaration' ? { exported: text('imported'), imported: text('local'), local: text('local') } : { exported: text('exported'), imported: text('exported'), local: text('local') };
  });
}

function nameOf(node: SyntaxNode): string {
  const { id } = node;
  if (isSyntaxNode(id)) return String(id['name']);
  const [first] = (node['declarations'] ?? []) as SyntaxNode[];
  return first === undefined ? '' : nameOf(first);
}

function docBefore({ comments, text }: Source, offset: number): string {
  const comment = comments.findLast(({ type, value, end }) => type === 'Block' && value.startsWith('*') && end <= offset && text.slice(end, offset).trim() === '');
  return (comment?.value ?? '').replace(/^\*/, '').split('\n').map((line) => line.replace(/^\s*\* ?/, '')).join('\n').trim();
}

function resolved(from: string, specifier: string): string {
  const target = path.join(path.dirname(from), specifier).replace(/\.[jt]s$/, '.d.ts');
  if (!existsSync(target)) throw new Error(`${from} exports from ${specifier}, which is not there`);
  return target;
}
