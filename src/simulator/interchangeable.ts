import { ClewError, suggestion } from './errors.ts';
import { parseFault } from './failure-set.ts';
import type { Fault } from './fault.ts';
import type { Scenario } from './scenario.ts';

/** Other names for nodes; each node that is not named keeps its own. */
export type Renaming = ReadonlyMap<string, string>;

/** The most ways to rename the interchangeable nodes of one scenario: six in one group, or two groups of four. */
const renamingsMax = 720;

/**
 * Looks whether the nodes that a scenario declares interchangeable can be: whether they are there, run one component, and have links alike.
 *
 * @throws ClewError CLEW_UNKNOWN_NODE, or CLEW_BAD_SCENARIO
 */
export function checkInterchangeable(scenario: Scenario): void {
  const seen = new Set<string>();
  for (const group of scenario.interchangeable) {
    if (group.length < 2) throw bad(scenario, `declares ${group.length === 0 ? 'no node' : `${group[0]} alone`} interchangeable`, 'A group names two nodes or more: `interchangeable: [["b", "c"]]`.');
    for (const id of group) {
      checkNode(scenario, id, group[0]!);
      if (seen.has(id)) throw bad(scenario, `declares ${id} interchangeable twice`, 'A node is in one group at most, and once: join the groups.');
      seen.add(id);
    }
  }
  const ways = scenario.interchangeable.reduce((product, group) => product * factorial(group.length), 1);
  if (ways > renamingsMax) throw bad(scenario, `has ${ways} ways to rename its interchangeable nodes, and ${renamingsMax} are looked at`, 'Declare fewer of them: of each failure set all images are formed.');
  for (const renaming of renamingsOf(scenario.interchangeable)) checkLinks(scenario, renaming);
}

function checkNode(scenario: Scenario, id: string, first: string): void {
  const known = Object.keys(scenario.nodes);
  if (!known.includes(id)) throw new ClewError('CLEW_UNKNOWN_NODE', `${scenario.name} declares a node "${id}" interchangeable that it does not have`, { values: [suggestion(id, known)] });
  if (scenario.nodes[id] !== scenario.nodes[first]) throw bad(scenario, `declares ${first} and ${id} interchangeable, which run different components`, 'A component that is made anew for each node, by a function of its name: make it once, and let it ask for `node.id`.');
}

function checkLinks(scenario: Scenario, renaming: Renaming): void {
  const latencies = new Map(scenario.links.map(({ from, to, latency }) => [`${from} → ${to}`, latency]));
  const latencyOf = (link: string): number => latencies.get(link) ?? scenario.latency;
  for (const { from, to } of scenario.links) {
    const [link, image] = [`${from} → ${to}`, `${renamedNode(from, renaming)} → ${renamedNode(to, renaming)}`];
    if (latencyOf(link) === latencyOf(image)) continue;
    throw bad(scenario, `declares nodes interchangeable whose links differ: ${link} takes ${latencyOf(link)}, and ${image} takes ${latencyOf(image)} ticks`, 'Interchangeable nodes have links alike. Nodes at different distances are different nodes.');
  }
}

function bad(scenario: Scenario, what: string, usually: string): ClewError {
  return new ClewError('CLEW_BAD_SCENARIO', `${scenario.name} ${what}`, { usually });
}

function factorial(count: number): number {
  return count < 2 ? 1 : count * factorial(count - 1);
}

/** All ways to rename the nodes within their groups, but for the one that changes nothing. */
export function renamingsOf(groups: readonly (readonly string[])[]): Renaming[] {
  let renamings: Renaming[] = [new Map()];
  for (const group of groups) renamings = renamings.flatMap((renaming) => permutationsOf(group).map((permuted) => new Map([...renaming, ...group.map((id, place) => [id, permuted[place]!] as const)])));
  return renamings.filter((renaming) => [...renaming].some(([id, other]) => id !== other));
}

function permutationsOf(ids: readonly string[]): (readonly string[])[] {
  if (ids.length < 2) return [ids];
  return ids.flatMap((id, place) => permutationsOf(ids.toSpliced(place, 1)).map((rest) => [id, ...rest]));
}

/** The renaming that undoes another. */
export function inverseOf(renaming: Renaming): Renaming {
  return new Map([...renaming].map(([id, other]) => [other, id]));
}

function renamedNode(id: string, renaming: Renaming): string {
  return renaming.get(id) ?? id;
}

/** The lane between the renamed nodes, by name. */
export function renamedLane(lane: string, renaming: Renaming): string {
  const name = (id: string): string => renamedNode(id, renaming);
  if (!lane.includes(':')) return lane.replace(/^[^/]+/, name);
  return lane.replace(/^([^:]+):([^:]+)/, (_, sender: string, receiver: string) => `${name(sender)}:${name(receiver)}`);
}

/**
 * The same fault of the renamed nodes. Types of messages and names of timers stay, even where a node is called the same; so do numbers and ticks.
 *
 * `crash:b/a:vote@1` with b and c exchanged is `crash:c/a:vote@1`; `drop:b:a:vote@2` is `drop:c:a:vote@2`.
 */
export function renamedFault(fault: Fault, renaming: Renaming): Fault {
  const at = fault.token.indexOf(':');
  const body = fault.token.slice(at + 1);
  return parseFault(`${fault.token.slice(0, at)}:${renamedBody(fault, body, renaming)}`);
}

function renamedBody(fault: Fault, body: string, renaming: Renaming): string {
  const name = (id: string): string => renamedNode(id, renaming);
  switch (fault.kind) {
    case 'skew':
      return body.replace(/^[^~]+/, name);
    case 'cut':
      return body.replace(/^[^@]+/, (groups) => groups.split(':').map((group) => group.split(',').map(name).join()).join(':'));
    case 'drop':
    case 'dup':
    case 'defer':
      return renamedLane(body, renaming);
    case 'crash':
    case 'restart':
    case 'pause':
    case 'isolate':
      // The node, and the sender where the step takes a message; not the name of a timer.
      return body.replace(/^([^/]+)\/(?:([^:]+):)?/, (_, node: string, sender: string | undefined) => `${name(node)}/${sender === undefined ? '' : `${name(sender)}:`}`);
  }
}
