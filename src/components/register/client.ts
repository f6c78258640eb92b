import { type Component, layer, type LayerContext, type NodeId } from 'clew';
import { invoke, respond } from 'clew/checkers';
import { type Entry, isNewer, nothing, type RegisterMessages, type ReplicaMessages } from './messages.ts';

/** How many replicas a client waits for, and where they are. */
export interface Quorums {
  /** The nodes that run the replicas. */
  readonly replicas: readonly NodeId[];
  /** How many answers a client waits for when it looks a value up. */
  readonly reads: number;
  /** How many confirmations it waits for when it stores one. */
  readonly writes: number;
  /** Whether a reader stores what it has found before it answers, unless enough replicas have it. */
  readonly writeBack: boolean;
  /** Ticks after which whoever has not answered is asked again. */
  readonly retry: number;
  /** The name by which the component calls the register; no node has it. */
  readonly name: string;
}

/** An operation that is under way. */
interface Ongoing {
  readonly id: string;
  readonly key: string;
  readonly method: 'read' | 'write';
  /** What is to be written. */
  readonly input: unknown;
  /** What is being stored; `undefined` while it is looked up. */
  readonly entry: Entry | undefined;
  /** What those have answered that have: when storing, what is being stored. */
  readonly answers: ReadonlyMap<NodeId, Entry>;
}

interface State {
  operations: Map<string, Ongoing>;
}

type Node = LayerContext<State, { session: number }>;

/**
 * Puts a client of a register under a component, after Attiya, Bar-Noy & Dolev (1995), section 3; with several writers,
 * who first look up what is newest, after Lynch & Shvartsman (1997).
 */
export function clientUnder<Inner extends Component>(inner: Inner, quorums: Quorums) {
  return layer<Inner, State, { session: number }>(inner, {
    name: 'registerClient',
    state: () => ({ operations: new Map() }),
    disk: () => ({ session: 0 }),
    start: (node) => void node.disk.session++,

    send: (node, to, type, body) => (to === quorums.name ? begin(node, type === 'read' ? 'read' : 'write', body as RegisterMessages['write'], quorums) : node.send(to, type, body)),
    receive: (node, type, body, from) => node.deliver(type, body, from),

    on: {
      found: (node, { operation, entry }: ReplicaMessages['found'], replica) => found(node, operation, replica, entry, quorums),
      stored: (node, { operation }: ReplicaMessages['stored'], replica) => stored(node, operation, replica, quorums),
    },
    timers: {
      retry(node, { operation, storing }: { operation: string; storing: boolean }) {
        const ongoing = node.state.operations.get(operation);
        if (ongoing !== undefined && (ongoing.entry !== undefined) === storing) ask(node, operation, quorums);
      },
    },
  });
}

function begin(node: Node, method: 'read' | 'write', { id, key, value }: RegisterMessages['write'], quorums: Quorums): void {
  // Not the name that it had before a restart: a replica may have what was written under that.
  const operation = `${node.id}.${node.disk.session}.${id}`;
  node.state.operations.set(operation, { id, key, method, input: value, entry: undefined, answers: new Map() });
  invoke(node, { id: operation, method, object: key, ...(method === 'write' ? { input: value } : {}) });
  ask(node, operation, quorums);
}

// Asks those that have not answered.
function ask(node: Node, operation: string, { replicas, retry }: Quorums): void {
  const { key, entry, answers } = node.state.operations.get(operation)!;
  for (const replica of replicas.filter((id) => !answers.has(id))) {
    if (entry === undefined) node.send(replica, 'lookup', { operation, key });
    else node.send(replica, 'store', { operation, key, entry });
  }
  node.after(retry, 'retry', { operation, storing: entry !== undefined });
}

// Phase 1: what is newest? A write then makes something newer of it, a read perhaps spreads it.
function found(node: Node, operation: string, replica: NodeId, entry: Entry, quorums: Quorums): void {
  const ongoing = node.state.operations.get(operation);
  if (ongoing === undefined || ongoing.entry !== undefined) return;
  const answers = new Map(ongoing.answers).set(replica, entry);
  node.state.operations.set(operation, { ...ongoing, answers });
  if (answers.size < quorums.reads) return;

  const all = [...answers.values()];
  const newest = all.reduce((newer, other) => (isNewer(other, newer) ? other : newer), nothing);
  if (ongoing.method === 'write') return store(node, operation, { count: newest.count + 1, write: operation, value: ongoing.input }, quorums);
  const isStored = all.filter(({ write }) => write === newest.write).length >= quorums.writes;
  if (quorums.writeBack && !isStored) store(node, operation, newest, quorums);
  else answer(node, operation, newest, quorums);
}

function store(node: Node, operation: string, entry: Entry, quorums: Quorums): void {
  node.state.operations.set(operation, { ...node.state.operations.get(operation)!, entry, answers: new Map() });
  ask(node, operation, quorums);
}

// Phase 2: enough replicas have it.
function stored(node: Node, operation: string, replica: NodeId, quorums: Quorums): void {
  const ongoing = node.state.operations.get(operation);
  if (ongoing?.entry === undefined) return;
  const answers = new Map(ongoing.answers).set(replica, ongoing.entry);
  node.state.operations.set(operation, { ...ongoing, answers });
  if (answers.size >= quorums.writes) answer(node, operation, ongoing.entry, quorums);
}

function answer(node: Node, operation: string, { value }: Entry, { name }: Quorums): void {
  const { id, key, method } = node.state.operations.get(operation)!;
  node.state.operations.delete(operation);
  respond(node, operation, method === 'read' ? value : undefined);
  if (method === 'read') node.deliver('value', { id, key, value }, name);
  else node.deliver('written', { id, key }, name);
}
