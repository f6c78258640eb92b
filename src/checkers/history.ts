import type { NodeId, Observation, World } from 'clew';

/** The kind of observation that a history is made of. */
const kind = 'operation';

/** What is able to record: the context of any handler. */
export interface Recorder {
  readonly record: (kind: string, value?: unknown) => void;
}

/** An operation that is about to be tried. */
export interface Invocation {
  /** The operation's name, by which its response is known: no other operation of the run has it, also after a restart. */
  readonly id: string;
  /** What is to be done, such as `read`, `write`, `enqueue`. */
  readonly method: string;
  readonly input?: unknown;
  /** The object it is done to, such as a key; `object` by default. */
  readonly object?: string;
  /** On whose behalf: a session takes one operation after the other. The node's name by default. */
  readonly session?: string;
}

/** An operation of a history. Between its invocation and its response it takes effect; without a response it may have, or not. */
export interface Operation extends Required<Omit<Invocation, 'input'>> {
  readonly input: unknown;
  /** What came of it; `undefined` while there is no response. */
  readonly output: unknown;
  readonly node: NodeId;
  /** Where in the history it was invoked, and where its response stands: `Infinity` while there is none. */
  readonly invoked: number;
  readonly responded: number;
  /** The same in ticks. */
  readonly ticks: readonly [invoked: number, responded: number];
}

/** How the two halves of an operation are written down: so that a report which prints them reads well. */
type Event = ({ readonly invoke: string } & Omit<Invocation, 'id'>) | { readonly respond: string; readonly output?: unknown };

/**
 * Records that an operation is invoked, for checkers to read.
 *
 * Call it where the client asks, before anything is sent. Invoked again under the same `id`, it is still the same
 * operation: so a client that repeats itself, or asks again after a restart, need not remember whether it has recorded it.
 */
export function invoke(node: Recorder, { id, ...rest }: Invocation): void {
  node.record(kind, { invoke: id, ...rest } satisfies Event);
}

/** Records what came of an operation, where the client learns it. Only the first response to an `id` counts. */
export function respond(node: Recorder, id: string, output?: unknown): void {
  node.record(kind, (output === undefined ? { respond: id } : { respond: id, output }) satisfies Event);
}

/**
 * The operations recorded so far, in the order of their invocations; of one object only, if one is named.
 *
 * @throws Error if there is a response to what was never invoked
 */
export function operationsOf(world: World, object?: string): Operation[] {
  const operations = new Map<string, Operation>();
  for (const [place, observation] of world.observed<Event>(kind).entries()) {
    const { value } = observation;
    if ('invoke' in value) invoked(operations, { id: value.invoke, ...value }, observation, place);
    else responded(operations, value.respond, value.output, observation.tick, place);
  }
  return [...operations.values()].filter((operation) => object === undefined || operation.object === object);
}

function invoked(operations: Map<string, Operation>, invocation: Invocation, { node, tick }: Observation, place: number): void {
  if (operations.has(invocation.id)) return;
  const { id, method, input, object = 'object', session = node } = invocation;
  operations.set(id, { id, method, input, object, session, node, output: undefined, invoked: place, responded: Infinity, ticks: [tick, Infinity] });
}

function responded(operations: Map<string, Operation>, id: string, output: unknown, tick: number, place: number): void {
  const operation = operations.get(id);
  if (operation === undefined) throw new Error(`a response to the operation "${id}" is recorded, which was never invoked`);
  if (isComplete(operation)) return;
  operations.set(id, { ...operation, output, responded: place, ticks: [operation.ticks[0], tick] });
}

/** Whether there is a response. */
export function isComplete(operation: Operation): boolean {
  return operation.responded !== Infinity;
}

/** The operations of each object, under its name. */
export function byObject(operations: readonly Operation[]): Map<string, Operation[]> {
  const objects = new Map<string, Operation[]>();
  for (const operation of operations) objects.set(operation.object, [...(objects.get(operation.object) ?? []), operation]);
  return objects;
}

/** An operation in words, such as `a: write(1) → true, ticks 3 to 5`. */
export function describeOperation({ session, method, input, output, ticks: [from, to], responded }: Operation): string {
  const call = `${session}: ${method}(${input === undefined ? '' : JSON.stringify(input)})`;
  if (responded === Infinity) return `${call}, from tick ${from}, no response`;
  return `${call}${output === undefined ? '' : ` → ${JSON.stringify(output)}`}, ticks ${from} to ${to}`;
}
