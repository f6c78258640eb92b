/** Raft, after Ongaro & Ousterhout (2014), section 5.3: log replication, with the rule of section 5.4.2 for commitment. */
import type { NodeId } from 'clew';
import { type Entry, isMajority, type Messages, type Rules, type Server, termAt } from './server-state.ts';
import { follow, isStale, observeTerm, waitForLeader } from './terms.ts';

/** Less than anyone's patience, in ticks. */
const heartbeatTicks = 8;

/** How long a leader is in office when its client comes with a command, and after that with another, in ticks. */
const commandTicks = 5;

/** A candidate has been elected: it tells all, and repeats that. */
export function takeOffice(node: Server): void {
  const { state, disk } = node;
  state.role = 'leader';
  for (const other of node.others) {
    state.nextIndex.set(other, disk.log.length + 1);
    state.matchIndex.set(other, 0);
  }
  node.record('elected', { term: disk.term, log: disk.log });
  node.cancel('election');
  node.after(commandTicks, 'command');
  beat(node);
}

/** Calls everyone again; with nothing to say, the call is a heartbeat. */
export function beat(node: Server): void {
  callEveryone(node);
  node.after(heartbeatTicks, 'heartbeat');
}

/** The leader takes a command of a client; two in its term. */
export function takeCommand(node: Server, rules: Rules): void {
  const { disk } = node;
  const taken = disk.log.filter(({ term }) => term === disk.term).length;
  disk.log = [...disk.log, { term: disk.term, command: `${node.id}:${disk.term}.${taken + 1}` }];
  if (taken === 0) node.after(commandTicks, 'command');
  callEveryone(node);
  commit(node, rules);
}

function callEveryone(node: Server): void {
  for (const other of node.others) callAppend(node, other);
}

/** Sends all that the other is not known to have. */
function callAppend(node: Server, other: NodeId): void {
  const { term, log } = node.disk;
  const previousIndex = node.state.nextIndex.get(other)! - 1;
  node.send(other, 'append', {
    term,
    previousIndex,
    previousTerm: termAt(log, previousIndex),
    entries: log.slice(previousIndex),
    commitIndex: node.state.commitIndex,
  });
}

/** The consistency check: a follower takes entries only after one that it has too. */
export function answerLeader(node: Server, rules: Rules, call: Messages['append'], leader: NodeId): void {
  observeTerm(node, rules, call.term);
  const { disk } = node;
  const answer = (success: boolean, index: number) => node.send(leader, 'appended', { term: disk.term, success, index });
  if (isStale(node, rules, call.term)) return answer(false, call.previousIndex);

  follow(node);
  waitForLeader(node);
  if (termAt(disk.log, call.previousIndex) !== call.previousTerm) return answer(false, call.previousIndex);

  store(node, call);
  const last = call.previousIndex + call.entries.length;
  apply(node, Math.min(call.commitIndex, last));
  answer(true, last);
}

/** Deletes what conflicts with the leader's entries, with all that follows, and adds what is missing. */
function store(node: Server, { previousIndex, entries }: Messages['append']): void {
  const { disk } = node;
  const different = entries.findIndex(({ term }, place) => termAt(disk.log, previousIndex + place + 1) !== term);
  if (different >= 0) disk.log = [...disk.log.slice(0, previousIndex + different), ...entries.slice(different)];
}

/** A leader goes back until the logs match, and commits what a majority has. */
export function countReplica(node: Server, rules: Rules, { term, success, index }: Messages['appended'], follower: NodeId): void {
  observeTerm(node, rules, term);
  const { state } = node;
  if (state.role !== 'leader' || isStale(node, rules, term)) return;
  if (!success) return goBack(node, follower, index);
  state.matchIndex.set(follower, Math.max(index, state.matchIndex.get(follower)!));
  state.nextIndex.set(follower, state.matchIndex.get(follower)! + 1);
  commit(node, rules);
}

/** Tries the entry before. An answer that is late tells nothing new. */
function goBack(node: Server, follower: NodeId, index: number): void {
  if (index >= node.state.nextIndex.get(follower)!) return;
  node.state.nextIndex.set(follower, index);
  callAppend(node, follower);
}

/** Commits the last entry that a majority has, and all before it. */
function commit(node: Server, rules: Rules): void {
  const { disk, state } = node;
  const isCommitted = (entry: Entry, place: number) => isReplicated(node, place + 1) && mayCount(node, rules, entry);
  const index = disk.log.findLastIndex(isCommitted) + 1;
  if (index <= state.commitIndex) return;
  node.record('committed', { term: disk.term, index, entry: disk.log[index - 1] });
  apply(node, index);
}

function isReplicated(node: Server, index: number): boolean {
  const others = node.others.filter((other) => node.state.matchIndex.get(other)! >= index);
  return isMajority(node, others.length + 1);
}

/** Section 5.4.2: an entry of an older term may still be overwritten, however many have it. */
function mayCount(node: Server, rules: Rules, { term }: Entry): boolean {
  return rules.countsReplicasOf === 'any term' || term === node.disk.term;
}

/** Hands commands to the state machine, up to that index. */
function apply(node: Server, index: number): void {
  const { state, disk } = node;
  while (state.commitIndex < index) {
    state.commitIndex++;
    node.record('applied', { index: state.commitIndex, command: disk.log[state.commitIndex - 1]!.command });
  }
}
