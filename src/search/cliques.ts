import { clearBit, countBits, hasBit } from './bits.ts';

/** Things with a kind, and for each, as bits by place, the later ones that go with it. */
export interface Graph {
  readonly added: readonly { readonly kind: string }[];
  readonly edges: readonly Uint32Array[];
}

/** How many sets of one to `most` things there are of which each two go together, with no more of a kind than are left of it. */
export function countCliques(graph: Graph, allowed: Uint32Array, most: number, left: ReadonlyMap<string, number>): number {
  if (most === 1) return countBits(allowed);
  let count = 0;
  for (const [place, { kind }] of graph.added.entries()) {
    if (!hasBit(allowed, place)) continue;
    const rest = allowed.map((word, index) => word & graph.edges[place]![index]!);
    const stillLeft = new Map(left).set(kind, left.get(kind)! - 1);
    if (stillLeft.get(kind) === 0) for (const [other, thing] of graph.added.entries()) if (thing.kind === kind) clearBit(rest, other);
    count += 1 + countCliques(graph, rest, most - 1, stillLeft);
  }
  return count;
}

/** Those sets one by one, as places in order. */
export function* cliqueSets(edges: readonly Uint32Array[], allowed: Uint32Array, most: number): Generator<number[]> {
  if (most < 1) return;
  for (const [place, row] of edges.entries()) {
    if (!hasBit(allowed, place)) continue;
    yield [place];
    for (const others of cliqueSets(edges, allowed.map((word, index) => word & row[index]!), most - 1)) yield [place, ...others];
  }
}
