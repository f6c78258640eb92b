import type { Module, Modules } from './modules.ts';
import type { Place } from './places.ts';
import { child, nameOf, type SyntaxNode, walk } from './syntax.ts';

/** A declaration that the nodes of a scenario are made of, and what in it is none of theirs. */
export interface ProtocolCode {
  readonly module: Module;
  readonly declaration: SyntaxNode;
  /** Ranges in which outcomes are said: a mistake there would be one of the measure, and not of what is measured. */
  readonly outcomes: readonly SyntaxNode[];
}

/** What makes outcomes of predicates. */
const outcomeMakers = new Set(['always', 'eventually', 'confluent']);

/** What of a scenario, or of a component that brings its own outcomes, does not run on a node. */
const claims = new Set(['outcomes', 'guarantees', 'known', 'bounds']);

/** What refuses the options of a part where it is made, before anything runs. */
const optionChecks = new Set(['checkCounts', 'checkChoice', 'checkSome']);

/** The declarations that a scenario is made of, wherever they stand, but for what it is measured by: its components, and what these use. */
export function protocolCode(modules: Modules, { file, exported }: Place): readonly ProtocolCode[] {
  const found = new Map<SyntaxNode, ProtocolCode>();
  const open = [{ file, name: exported }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const resolved = modules.resolve(next.file, next.name);
    if (resolved === undefined || found.has(resolved.declaration)) continue;
    const { module, declaration } = resolved;
    const outcomes = outcomesIn(module, declaration);
    found.set(declaration, { module, declaration, outcomes });
    open.push(...namesIn(declaration, outcomes).map((name) => ({ file: module.file, name })));
  }
  return [...found.values()];
}

/** What makes what runs, or names it: a function that calls one of these is about more than outcomes. */
const systemMakers = new Set(['component', 'layer', 'scenario', 'exercise']);

/** A function that says outcomes and makes no system is about nothing else; elsewhere the calls that make them are left out. */
function outcomesIn(module: Module, declaration: SyntaxNode): SyntaxNode[] {
  const calls: SyntaxNode[] = [];
  const claimed: SyntaxNode[] = [];
  let makesSystem = false;
  walk(declaration, (node) => {
    if (node.type === 'Property' && claims.has(nameOf(child(node, 'key'))!)) claimed.push(node);
    if (node.type !== 'CallExpression') return;
    const name = nameOf(node) ?? '';
    if (systemMakers.has(name)) makesSystem = true;
    if (outcomeMakers.has(name) || module.checkers.has(name)) calls.push(node);
    if (optionChecks.has(name)) claimed.push(node);
  });
  const isFunction = /^FunctionDeclaration$/.test((child(declaration, 'declaration') ?? declaration).type);
  return calls.length > 0 && isFunction && !makesSystem && claimed.length === 0 ? [declaration] : [...calls, ...claimed];
}

/** All names that are used below a node, but for those of properties, and outside some ranges. */
function namesIn(node: SyntaxNode, without: readonly SyntaxNode[]): string[] {
  const names = new Set<string>();
  walk(node, (below, above) => {
    if (without.includes(below)) return false;
    const parent = above.at(-1);
    const isProperty = parent !== undefined && ((parent.type === 'MemberExpression' && parent['property'] === below) || (parent.type === 'Property' && parent['key'] === below && parent['shorthand'] !== true)) && parent['computed'] !== true;
    if (below.type === 'Identifier' && !isProperty) names.add(nameOf(below)!);
    return true;
  });
  return [...names];
}
