import { ClewError } from '../src/simulator/errors.ts';
import { parseFailureSet } from '../src/simulator/failure-set.ts';
import { printFailureSet } from '../src/simulator/fault.ts';
import { renamedFault, renamingsOf } from '../src/simulator/interchangeable.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { systemOf } from '../src/search/interchangeable-system.ts';
import { miserly, SimulatedSystem, type TouchRules, wasteful } from '../src/search/simulated-system.ts';
import { protocolNumbered } from './arbitrary.ts';
import { boundsOf, type Comparison, type FaultMix, searched } from './comparison.ts';
import { type Block, nodeName, type Probe, type Program, type Protocol, type Statement, type Value } from './protocol.ts';
import { limits, scenarioOf } from './scenario.ts';

/** How the searches compare on a protocol of which some nodes are declared interchangeable. */
export interface SymmetricComparison extends Comparison {
  /** Whether each image of a breaking set breaks as well. If not, because of messages that are due at one tick, the declaration is wrong. */
  readonly isTrue: boolean;
  /** Whether the search said that the declaration is wrong. */
  readonly refuted: boolean;
  /** Whether it neither said so nor found what exhaustive search found. Is never true where the declaration is. */
  readonly slipped: boolean;
  /** What cover runs without the declaration. */
  readonly plainRuns: number;
}

/** The protocol of that number, changed so that all nodes but the first run one program, and none is named: the first broadcasts, the others send to it or to all. */
export function symmetricNumbered(number: number): Protocol {
  const protocol = protocolNumbered(number);
  const hub = protocol.programs[protocol.nodes[0]!]!;
  const others = protocol.programs[protocol.nodes[1]!]!;
  const programs = [withoutNames(hub, false), withoutNames(others, true)];
  const wanted = protocol.wanted.map((one) => ({ ...one, probes: one.probes.map((probe) => ofAll(protocol, probe)), given: one.given && ofAll(protocol, one.given) }));
  return { ...protocol, programs, nodes: protocol.nodes.map((_, place) => Math.min(place, 1)), links: [], wanted };
}

/** The nodes of such a protocol that are declared interchangeable. */
export function groupsOf(protocol: Protocol): readonly (readonly string[])[] {
  return [protocol.nodes.slice(1).map((_, place) => nodeName(protocol, place + 1))];
}

function withoutNames({ start, restarted, A, B, T, U }: Program, isOther: boolean): Program {
  const block = (statements: Block): Block => statements.map(statement);
  const statement = (one: Statement): Statement => {
    if (one.do === 'if') return { ...one, left: drawless(one.left), right: drawless(one.right), then: block(one.then), otherwise: block(one.otherwise) };
    if (one.do === 'send') return isOther ? { ...one, to: 0, value: drawless(one.value) } : { do: 'broadcast', type: one.type, value: drawless(one.value) };
    return 'value' in one ? { ...one, value: drawless(one.value) } : one;
  };
  return { start: block(start), restarted: restarted && block(restarted), A: block(A), B: block(B), T: block(T), U: block(U) };
}

function drawless(value: Value): Value {
  return value.is === 'draw' ? { is: 'constant', value: 1 } : value;
}

/** A probe that sees the first node, or all others together. */
function ofAll(protocol: Protocol, probe: Probe): Probe {
  if (probe.see === 'living') return { ...probe, program: 1 };
  if (probe.see === 'observed') return { see: 'observed', how: 'count' };
  if (probe.node % protocol.nodes.length === 0) return probe;
  return probe.see === 'alive' ? { ...probe, node: 0 } : { see: 'living', program: 1, cell: 'x1' };
}

/** Searches the protocol of that number exhaustively, and by cover with and without the declaration; undefined where it is passed over. */
export function compareSymmetric(number: number, mix: FaultMix, rules?: Partial<TouchRules>): SymmetricComparison | undefined {
  const protocol = symmetricNumbered(number);
  const plain = scenarioOf(protocol);
  if (plain === undefined) return undefined;
  const groups = groupsOf(protocol);
  const declared: Scenario = { ...plain, interchangeable: groups };
  const bounds = boundsOf(protocol, mix);
  const simulation = new Simulation(declared, { limits });
  const all = searched(new SimulatedSystem(simulation, bounds, {}, wasteful), 'exhaustive');
  const without = searched(new SimulatedSystem(simulation, bounds, rules, miserly), 'cover');
  const some = orRefuted(() => searched(systemOf(simulation, bounds, rules, miserly), 'cover'));
  const isTrue = areClosed(all.sets, groups);
  const missed = some === undefined ? [] : all.sets.filter((set) => !some.sets.includes(set)).map((set) => `missed  ${set}`);
  const more = some === undefined ? [] : some.sets.filter((set) => !all.sets.includes(set)).map((set) => `only by cover  ${set}`);
  const complaints = isTrue ? [...missed, ...more, ...(some === undefined ? ['refuted, though it is true'] : [])] : [];
  return {
    breaking: all.sets,
    exhaustiveRuns: all.runs,
    coverRuns: some?.runs ?? 0,
    plainRuns: some === undefined ? 0 : without.runs,
    inconclusive: all.inconclusive || without.inconclusive,
    complaints,
    isTrue,
    refuted: some === undefined,
    slipped: missed.length + more.length > 0,
  };
}

function orRefuted<Found>(search: () => Found): Found | undefined {
  try {
    return search();
  } catch (error) {
    if (error instanceof ClewError && error.code === 'CLEW_NOT_INTERCHANGEABLE') return undefined;
    throw error;
  }
}

/** Whether renaming the nodes makes of each of these sets one of them. Of sets that stop a node inside a step nothing is claimed. */
function areClosed(sets: readonly string[], groups: readonly (readonly string[])[]): boolean {
  const known = new Set(sets);
  return renamingsOf(groups).every((renaming) => sets.every((set) => parseFailureSet(set).some(({ inside }) => inside > 0) || known.has(printFailureSet(parseFailureSet(set).map((fault) => renamedFault(fault, renaming))))));
}
