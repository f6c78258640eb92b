import type { Module, Modules } from './modules.ts';
import type { Place } from './places.ts';
import { operators } from './operators.ts';
import { type ProtocolCode, protocolCode } from './protocol-code.ts';
import { child, type Edit, edited, isNode, nameOf, type SyntaxNode, walk } from './syntax.ts';

/** One mistake in one module. */
export interface Mutant {
  /** Its name, which stays the same while what it is about stays the same: the key of a reason. */
  readonly name: string;
  readonly file: string;
  readonly operator: string;
  /** What makes the mistake in the text of the module. */
  readonly edits: readonly Edit[];
  /** The scenarios that have the code in them. */
  readonly scenarios: readonly string[];
}

/** The longest piece of source in a name, in characters. */
const sourceMax = 90;

/** Every mistake of these kinds that can be made in what of the library the nodes of these scenarios are made of. */
export function mutantsOf(modules: Modules, places: readonly Place[], kinds: readonly string[]): Mutant[] {
  const found = new Map<SyntaxNode, ProtocolCode & { scenarios: string[] }>();
  for (const place of places) {
    for (const code of protocolCode(modules, place)) {
      // An exercise is a measure, and not what is measured.
      if (!code.module.file.startsWith('src/')) continue;
      const known = found.get(code.declaration) ?? { ...code, scenarios: [] };
      known.scenarios.push(place.scenario);
      found.set(code.declaration, known);
    }
  }
  const all = [...found.values()].flatMap((code) => mistakesIn(code, kinds).map((mistake) => ({ ...mistake, scenarios: code.scenarios })));
  return numbered(all).sort((a, b) => (a.name < b.name ? -1 : 1));
}

type Unnumbered = Omit<Mutant, 'scenarios'> & { readonly scenarios: readonly string[] };

function mistakesIn({ module, declaration, outcomes }: ProtocolCode, kinds: readonly string[]): Omit<Mutant, 'scenarios'>[] {
  const mutants = new Map<string, Omit<Mutant, 'scenarios'>>();
  walk(declaration, (node, above) => {
    if (outcomes.includes(node)) return false;
    for (const operator of kinds) {
      for (const { about, edits } of operators[operator]!(node, above, module.text)) {
        const text = edited(module.text, edits);
        // Two kinds may come to the same.
        if (!mutants.has(text)) mutants.set(text, { name: nameFor(module, operator, [...above, node], about), file: module.file, operator, edits });
      }
    }
    return true;
  });
  return [...mutants.values()];
}

function nameFor(module: Module, operator: string, path: readonly SyntaxNode[], about: SyntaxNode): string {
  const source = module.text.slice(about.start, about.end).replaceAll(/\/\/.*$/gm, '').replaceAll(/\s+/g, ' ');
  const shortened = source.length <= sourceMax ? source : `${source.slice(0, sourceMax - 20)} … ${source.slice(-17)}`;
  return `${module.file.replace(/\.js$/, '').replace(/^src\/(scenarios\/)?/, '')} ${placeOf(path)} ${operator}: ${shortened}`;
}

/** The functions and properties that a node is in: `broker.on.lead`. */
function placeOf(path: readonly SyntaxNode[]): string {
  const names = path.flatMap((node, depth) => {
    if (/^(FunctionDeclaration|VariableDeclarator|ClassDeclaration)$/.test(node.type)) return nameOf(child(node, 'id')) ?? [];
    const holdsMore = isNode(node['value']) && /Function|Object|Call/.test(node['value'].type) && path[depth + 1] === node['value'];
    return /^(Property|MethodDefinition)$/.test(node.type) && holdsMore ? (nameOf(child(node, 'key')) ?? []) : [];
  });
  return names.join('.') || 'module';
}

/** Names are told apart by a number where the source says the same thing twice. */
function numbered(all: readonly Unnumbered[]): Mutant[] {
  const times = new Map<string, number>();
  return all.map((mutant) => {
    const time = (times.get(mutant.name) ?? 0) + 1;
    times.set(mutant.name, time);
    return time === 1 ? mutant : { ...mutant, name: `${mutant.name} #${time}` };
  });
}
