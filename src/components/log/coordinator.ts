import type { NodeId } from 'clew';
import type { BrokerDisk, Commit, LiveGroup, StoredGroup, WireMessages } from './messages.ts';
import { type Broker, type BrokerTimers, recordOf, recordsFrom } from './partitions.ts';

/** Someone wants to be a member: it is, from the next generation on. */
export function join(node: Broker, { group, life, partitions, sessionTicks, rebalanceTicks }: WireMessages['join'], member: NodeId): void {
  const live = liveGroup(node, group);
  const session = live.members.get(member);
  if (session !== undefined && session.life > life) return;
  // It is one, and has not been told yet. Another generation would have the others join again, and so on without end.
  if (session?.life === life && live.joining === undefined) return assign(node, group, member);

  Object.assign(live, { partitions, sessionTicks, rebalanceTicks });
  beginRebalance(node, group);
  live.joining!.set(member, life);
  if (live.members.size > 0 && [...live.members.keys()].every((known) => live.joining!.has(known))) formGeneration(node, group);
  watch(node, group);
}

/** A member asks for records, and shows by it that it lives. */
export function fetch(node: Broker, { group, generation, positions }: WireMessages['fetch'], member: NodeId): void {
  const isMember = heard(node, group, generation, member);
  if (!isMember || liveGroup(node, group).joining !== undefined) return node.send(member, 'rejoin', { generation });

  const records = recordsFrom(node, positions);
  if (records.length > 0) node.send(member, 'fetched', { generation, records });
}

/** A member says how far it has come. Only one of the present generation is believed. */
export function commit(node: Broker, request: WireMessages['commit'], member: NodeId): void {
  const { group, generation, positions } = request;
  if (!heard(node, group, generation, member)) return node.send(member, 'rejoin', { generation });

  carryOut(node.disk, request);
  node.send(member, 'committed', { generation, positions });
}

// A position never goes back: what moves nothing has been carried out before.
function carryOut(disk: BrokerDisk, { group, positions, output }: Commit): void {
  const { partitions, groups } = disk.store;
  const stored = groups[group]!;
  if (Object.entries(positions).every(([partition, offset]) => offset <= (stored.positions[partition] ?? 0))) return;
  if (output.length === 0) {
    stored.positions = { ...stored.positions, ...positions };
    return;
  }

  // One write: the output and the positions, or neither.
  const extended = { ...partitions };
  for (const append of output) extended[append.partition] = [...extended[append.partition]!, recordOf(append, extended[append.partition]!.length)];
  disk.store = { partitions: extended, groups: { ...groups, [group]: { generation: stored.generation, positions: { ...stored.positions, ...positions } } } };
}

/** The rebalance has waited long enough. */
export function rebalance(node: Broker, { group, round }: BrokerTimers['rebalance']): void {
  const live = liveGroup(node, group);
  if (live.joining !== undefined && live.round === round) formGeneration(node, group);
}

/** Whoever has been silent for a whole session is out. */
export function sessions(node: Broker, { group }: BrokerTimers['sessions']): void {
  const { members, sessionTicks } = liveGroup(node, group);
  for (const [member, session] of members) {
    if (!session.heard) {
      members.delete(member);
      beginRebalance(node, group);
    }
    session.heard = false;
  }
  node.after(sessionTicks, 'sessions', { group });
}

function watch(node: Broker, group: string): void {
  const live = liveGroup(node, group);
  if (live.watched) return;
  live.watched = true;
  node.after(live.sessionTicks, 'sessions', { group });
}

function beginRebalance(node: Broker, group: string): void {
  const live = liveGroup(node, group);
  if (live.joining !== undefined) return;
  live.joining = new Map();
  live.round++;
  node.after(live.members.size === 0 ? 1 : live.rebalanceTicks, 'rebalance', { group, round: live.round });
}

// Those who have joined share the partitions, under a new number; all others are fenced off.
function formGeneration(node: Broker, group: string): void {
  const live = liveGroup(node, group);
  const joined = [...live.joining!];
  storedGroup(node, group).generation++;
  live.joining = undefined;
  live.members.clear();
  for (const [place, [member, life]] of joined.entries()) {
    const partitions = live.partitions.filter((_, index) => index % joined.length === place);
    live.members.set(member, { life, partitions, heard: true });
    assign(node, group, member);
  }
}

// A member goes on where the group has committed.
function assign(node: Broker, group: string, member: NodeId): void {
  const { generation, positions } = storedGroup(node, group);
  const { partitions } = liveGroup(node, group).members.get(member)!;
  node.send(member, 'assigned', { generation, positions: Object.fromEntries(partitions.map((partition) => [partition, positions[partition] ?? 0])) });
}

// Whether it is a member of the present generation; if so, it has been heard.
function heard(node: Broker, group: string, generation: number, member: NodeId): boolean {
  const session = liveGroup(node, group).members.get(member);
  if (session === undefined || storedGroup(node, group).generation !== generation) return false;
  session.heard = true;
  return true;
}

function liveGroup(node: Broker, group: string): LiveGroup {
  node.state.groups[group] ??= { members: new Map(), partitions: [], sessionTicks: 0, rebalanceTicks: 0, watched: false, joining: undefined, round: 0 };
  return node.state.groups[group];
}

function storedGroup(node: Broker, group: string): StoredGroup {
  node.disk.store.groups[group] ??= { generation: 0, positions: {} };
  // Read it again: what is on the disk is a copy.
  return node.disk.store.groups[group];
}
