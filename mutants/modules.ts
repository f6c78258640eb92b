import { readFileSync } from 'node:fs';
import path from 'node:path';
import { child, children, isNode, nameOf, parse, type SyntaxNode, walk } from './syntax.ts';

/** Something of another module. */
export interface Origin {
  readonly file: string;
  readonly name: string;
}

/** A module of scenarios, components or exercises, as it was built; `file` is relative to the folder of all that is built. */
export interface Module {
  readonly file: string;
  readonly text: string;
  readonly program: SyntaxNode;
  /** Statements by the names that they declare at the top. */
  readonly declarations: ReadonlyMap<string, SyntaxNode>;
  /** Names that come from other modules of ours, by their name here. */
  readonly imported: ReadonlyMap<string, Origin>;
  /** Names that are passed on from other modules of ours. */
  readonly passedOn: ReadonlyMap<string, Origin>;
  /** Names that come from the ready-made outcomes. */
  readonly checkers: ReadonlySet<string>;
  /** Where the module names another one of ours: the literal, and that module's file. */
  readonly links: readonly { readonly literal: SyntaxNode; readonly file: string }[];
}

/** Reads modules, each once. */
export class Modules {
  readonly root: string;
  private readonly known = new Map<string, Module>();

  /** @param root the folder of all that is built */
  constructor(root: string) {
    this.root = root;
  }

  /** The module of that file. */
  get(file: string): Module {
    const module = this.known.get(file) ?? moduleOf(file, readFileSync(path.join(this.root, file), 'utf8'));
    this.known.set(file, module);
    return module;
  }

  /** The module and all of ours that it imports, directly or not. */
  closureOf(file: string): readonly Module[] {
    const found = new Map<string, Module>();
    const open = [file];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      const module = this.get(next);
      found.set(next, module);
      open.push(...module.links.map((link) => link.file));
    }
    return [...found.values()];
  }

  /** The declaration behind a name as a module sees it; undefined for one that is not ours, or not declared at the top. */
  resolve(file: string, name: string): { readonly module: Module; readonly name: string; readonly declaration: SyntaxNode } | undefined {
    const module = this.get(file);
    const declaration = module.declarations.get(name);
    if (declaration !== undefined) return { module, name, declaration };
    const origin = module.imported.get(name) ?? module.passedOn.get(name);
    return origin && this.resolve(origin.file, origin.name);
  }
}

function moduleOf(file: string, text: string): Module {
  const program = parse(file, text);
  const [imported, passedOn, checkers] = [new Map<string, Origin>(), new Map<string, Origin>(), new Set<string>()];
  const declarations = new Map<string, SyntaxNode>();
  for (const statement of children(program, 'body')) {
    const target = targetOf(file, statement);
    for (const specifier of children(statement, 'specifiers')) {
      const local = nameOf(child(specifier, 'local'))!;
      if (statement.type === 'ImportDeclaration') {
        if (target !== undefined) imported.set(local, { file: target, name: nameOf(child(specifier, 'imported'))! });
        if (child(statement, 'source')?.['value'] === 'clew/checkers') checkers.add(local);
      } else if (target !== undefined) passedOn.set(nameOf(child(specifier, 'exported'))!, { file: target, name: local });
    }
    for (const name of declaredBy(child(statement, 'declaration') ?? statement)) declarations.set(name, statement);
  }
  return { file, text, program, declarations, imported, passedOn, checkers, links: linksOf(file, program) };
}

function linksOf(file: string, program: SyntaxNode): Module['links'] {
  const links: { literal: SyntaxNode; file: string }[] = [];
  walk(program, (node) => {
    const target = targetOf(file, node);
    if (target !== undefined) links.push({ literal: child(node, 'source')!, file: target });
  });
  return links;
}

/** The module of ours that an import or export names. Nobody changes a ready-made outcome: those are not followed. */
function targetOf(file: string, node: SyntaxNode): string | undefined {
  const specifier = /^(Import|Export)/.test(node.type) ? child(node, 'source')?.['value'] : undefined;
  if (specifier === 'clew/components') return 'src/components/index.js';
  return typeof specifier === 'string' && specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : undefined;
}

function declaredBy(declaration: SyntaxNode): string[] {
  if (declaration.type === 'VariableDeclaration') return children(declaration, 'declarations').flatMap((declarator) => boundBy(child(declarator, 'id')));
  return /^(Function|Class)Declaration$/.test(declaration.type) ? boundBy(child(declaration, 'id')) : [];
}

/** The names that a pattern binds: one for an identifier, several for `{ component, scenario }`. */
function boundBy(pattern: SyntaxNode | undefined): string[] {
  if (pattern?.type === 'Identifier') return [nameOf(pattern)!];
  return [...children(pattern, 'properties'), ...children(pattern, 'elements')].flatMap((part) => boundBy([part['value'], part['argument'], part].find(isNode)));
}
