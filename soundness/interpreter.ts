import { type Component, component, type NodeContext } from '../src/simulator/component.ts';
import type { Block, CollectionName, MessageName, Program, Protocol, Statement, TimerName, Value } from './protocol.ts';
import { nodeName } from './protocol.ts';

/** What every message and timer carries. */
interface Payload {
  readonly value: number;
}

/** What every node keeps in memory. */
export interface State {
  x0: number;
  x1: number;
  x2: number;
  set: Set<number>;
  map: Map<number, number>;
  list: number[];
  object: { [key: string]: number };
}

/** What every node keeps on disk. */
export interface Disk {
  y0: number;
  y1: number;
  log: number[];
  table: Map<number, number>;
}

/** Where values are read from: a node in a handler, or as an outcome sees it. */
export interface Place {
  readonly state: State;
  readonly disk: Disk;
  readonly now?: number;
  readonly random?: () => number;
}

type Node = NodeContext<Record<MessageName, Payload>, Record<TimerName, Payload>, State, Disk>;

/** Makes the component that runs a program. */
export function componentOf(protocol: Protocol, program: Program): Component<State, Disk> {
  const handler = (block: Block) => (node: Node, payload: Payload | undefined, from?: string) => new Handler(protocol, node, payload?.value ?? 0, from).play(block);
  const { start, restarted } = program;
  return component<Record<MessageName, Payload>, Record<TimerName, Payload>, State, Disk>({
    state: () => ({ x0: 0, x1: 0, x2: 0, set: new Set(), map: new Map(), list: [], object: {} }),
    disk: () => ({ y0: 0, y1: 0, log: [], table: new Map() }),
    ...(start.length > 0 && { start: (node: Node) => handler(start)(node, undefined) }),
    ...(restarted !== null && { restarted: (node: Node) => handler(restarted)(node, undefined) }),
    on: { A: handler(program.A), B: handler(program.B) },
    timers: { T: handler(program.T), U: handler(program.U) },
  });
}

/** The number that a value stands for. */
export function read(place: Place, value: Value, payload: number): number {
  switch (value.is) {
    case 'constant':
      return value.value;
    case 'cell':
      return value.cell === 'y0' || value.cell === 'y1' ? place.disk[value.cell] : place.state[value.cell];
    case 'payload':
      return payload;
    case 'size':
      return sizeOf(place, value.of);
    case 'has':
      return Number(has(place, value.of, value.key));
    case 'entry':
      return entryOf(place, value.of, value.key);
    case 'last':
      return membersOf(place, value.of).at(-1) ?? 0;
    case 'sum':
      return membersOf(place, value.of).reduce((sum, member) => sum + member, 0) % 5;
    case 'clock':
      return (place.now ?? 0) % 5;
    case 'draw':
      return Math.floor((place.random?.() ?? 0) * 3);
  }
}

function sizeOf({ state, disk }: Place, of: CollectionName): number {
  switch (of) {
    case 'set':
    case 'map':
      return state[of].size;
    case 'list':
      return state.list.length;
    case 'object':
      return Object.keys(state.object).length;
    case 'log':
      return disk.log.length;
    case 'table':
      return disk.table.size;
  }
}

function has({ state, disk }: Place, of: CollectionName, key: number): boolean {
  switch (of) {
    case 'set':
    case 'map':
      return state[of].has(key);
    case 'list':
      return state.list.includes(key);
    case 'object':
      return `k${key}` in state.object;
    case 'log':
      return disk.log.includes(key);
    case 'table':
      return disk.table.has(key);
  }
}

function entryOf(place: Place, of: CollectionName, key: number): number {
  const { state, disk } = place;
  switch (of) {
    case 'set':
      return Number(state.set.has(key));
    case 'map':
      return state.map.get(key) ?? 0;
    case 'list':
      return state.list[key] ?? 0;
    case 'object':
      return state.object[`k${key}`] ?? 0;
    case 'log':
      return disk.log[key] ?? 0;
    case 'table':
      return disk.table.get(key) ?? 0;
  }
}

function membersOf({ state, disk }: Place, of: CollectionName): number[] {
  switch (of) {
    case 'set':
      return [...state.set];
    case 'map':
      return [...state.map.values()];
    case 'list':
      return [...state.list];
    case 'object':
      return Object.values(state.object);
    case 'log':
      return disk.log.map((entry) => entry);
    case 'table':
      return Array.from(disk.table, ([key, entry]) => key + entry);
  }
}

/** One run of a handler. */
class Handler {
  private readonly protocol: Protocol;
  private readonly node: Node;
  private readonly payload: number;
  private readonly from: string | undefined;

  constructor(protocol: Protocol, node: Node, payload: number, from: string | undefined) {
    this.protocol = protocol;
    this.node = node;
    this.payload = payload;
    this.from = from;
  }

  play(block: Block): void {
    for (const statement of block) this.perform(statement);
  }

  private value(value: Value): number {
    return read(this.node, value, this.payload);
  }

  private perform(statement: Statement): void {
    const { node } = this;
    switch (statement.do) {
      case 'write':
        return this.write(statement.cell, this.value(statement.value));
      case 'increment':
        return this.write(statement.cell, (read(node, { is: 'cell', cell: statement.cell }, 0) + this.value(statement.value) + 1) % 5);
      case 'put':
        return this.put(statement.of, statement.key, this.value(statement.value));
      case 'take':
        return this.take(statement.of, statement.key);
      case 'clear':
        return this.clear(statement.of);
      case 'send':
        return node.send(nodeName(this.protocol, statement.to), statement.type, { value: this.value(statement.value) });
      case 'reply':
        return this.from === undefined || this.from === node.id ? undefined : node.send(this.from, statement.type, { value: this.value(statement.value) });
      case 'broadcast':
        return node.broadcast(statement.type, { value: this.value(statement.value) });
      case 'set':
        return node.after(statement.delay, statement.timer, { value: this.value(statement.value) });
      case 'cancel':
        return node.cancel(statement.timer);
      case 'record':
        return node.record('note', this.value(statement.value));
      case 'throw':
        throw new Error('as the protocol says');
      case 'if':
        return this.play(this.holds(statement) ? statement.then : statement.otherwise);
    }
  }

  private holds({ left, test, right }: Extract<Statement, { do: 'if' }>): boolean {
    const first = this.value(left);
    const second = this.value(right);
    return test === '=' ? first === second : first > second;
  }

  private write(cell: 'x0' | 'x1' | 'x2' | 'y0' | 'y1', value: number): void {
    if (cell === 'y0' || cell === 'y1') this.node.disk[cell] = value;
    else this.node.state[cell] = value;
  }

  private put(of: CollectionName, key: number, value: number): void {
    const { state, disk } = this.node;
    switch (of) {
      case 'set':
        return void state.set.add(value);
      case 'map':
        return void state.map.set(key, value);
      case 'list':
        return void state.list.push(value);
      case 'object':
        return void (state.object[`k${key}`] = value);
      case 'log':
        return void disk.log.push(value);
      case 'table':
        return void disk.table.set(key, value);
    }
  }

  private take(of: CollectionName, key: number): void {
    const { state, disk } = this.node;
    switch (of) {
      case 'set':
      case 'map':
        return void state[of].delete(key);
      case 'list':
        return void state.list.pop();
      case 'object':
        return void delete state.object[`k${key}`];
      case 'log':
        return void disk.log.pop();
      case 'table':
        return void disk.table.delete(key);
    }
  }

  private clear(of: CollectionName): void {
    const { state, disk } = this.node;
    switch (of) {
      case 'set':
      case 'map':
        return state[of].clear();
      case 'list':
        return void (state.list.length = 0);
      case 'object':
        return void (state.object = {});
      case 'log':
        return void (disk.log.length = 0);
      case 'table':
        return disk.table.clear();
    }
  }
}
