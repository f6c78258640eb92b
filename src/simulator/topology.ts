import { ClewError, suggestion } from './errors.ts';
import { Lane, laneName, type LaneKind } from './lane.ts';
import type { Scenario } from './scenario.ts';
import { SimulatedNode } from './simulated-node.ts';

const validName = /^[A-Za-z0-9_-]+$/;

/** The nodes of a system and all lanes between them, made as they are needed and kept from run to run. */
export class Topology {
  readonly nodes: readonly SimulatedNode[];
  readonly lanes: Lane[] = [];
  private readonly byId: ReadonlyMap<string, SimulatedNode>;
  private readonly byName = new Map<string, Lane>();
  private readonly latencies = new Map<string, number>();
  private readonly scenario: Scenario;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    const ids = Object.keys(scenario.nodes);
    if (ids.length === 0) throw new ClewError('CLEW_BAD_SCENARIO', `${scenario.name} has no nodes`);
    for (const id of ids) checkName('node', id);
    this.nodes = ids.map((id, index) => new SimulatedNode(id, index, scenario.nodes[id]!, Object.freeze(ids.filter((other) => other !== id))));
    this.byId = new Map(this.nodes.map((node) => [node.id, node]));
    for (const link of scenario.links) {
      this.latencies.set(`${this.node(link.from, 'a link').id} ${this.node(link.to, 'a link').id}`, checkedLatency(link.latency, `${link.from} → ${link.to}`));
    }
    checkedLatency(scenario.latency, scenario.name);
    for (const node of this.nodes) this.addNodeLanes(node);
  }

  /** The node of that name. `by` says who names it, for the error. */
  node(id: string, by = 'a fault'): SimulatedNode {
    const node = this.byId.get(id);
    if (node !== undefined) return node;
    throw new ClewError('CLEW_UNKNOWN_NODE', `${by} names a node "${id}" that is not in ${this.scenario.name}`, { values: [suggestion(id, [...this.byId.keys()])] });
  }

  /** The lane of messages of that type between two nodes. */
  messageLane(sender: SimulatedNode, to: string, type: string): Lane {
    const byReceiver = sender.sends.get(type);
    const known = byReceiver?.get(to);
    if (known !== undefined) return known;
    const by = `${sender.id} sends "${type}" to`;
    const receiver = this.byId.get(to);
    if (receiver === undefined) throw new ClewError('CLEW_UNKNOWN_NODE', `${by} "${to}", which is not a node of ${this.scenario.name}`, { values: [suggestion(to, [...this.byId.keys()])] });
    if (!receiver.component.messages.has(type)) {
      throw new ClewError('CLEW_UNKNOWN_MESSAGE', `in ${this.scenario.name}, ${by} ${to}, which has no handler for it`, { values: [handled(receiver, type)], usually: 'A misspelt message type, or a handler that is still to be written: `on: { … }`. Whoever asks a ready-made part has one for its answer.' });
    }
    const lane = this.addLane('message', sender, receiver, type, receiver === sender ? 0 : (this.latencies.get(`${sender.id} ${to}`) ?? this.scenario.latency));
    if (byReceiver === undefined) sender.sends.set(type, new Map([[to, lane]]));
    else byReceiver.set(to, lane);
    return lane;
  }

  /** The lanes of a broadcast: to every other node that has a handler for the type. */
  broadcastLanes(sender: SimulatedNode, type: string): readonly Lane[] {
    let lanes = sender.broadcasts.get(type);
    if (lanes !== undefined) return lanes;
    const receivers = this.nodes.filter((node) => node !== sender && node.component.messages.has(type));
    if (receivers.length === 0) {
      const types = new Set(this.nodes.filter((node) => node !== sender).flatMap((node) => [...node.component.messages.keys()]));
      throw new ClewError('CLEW_UNKNOWN_MESSAGE', `${sender.id} broadcasts "${type}", for which no other node has a handler`, { values: [suggestion(type, [...types])] });
    }
    lanes = receivers.map((receiver) => this.messageLane(sender, receiver.id, type));
    sender.broadcasts.set(type, lanes);
    return lanes;
  }

  /** The lane of a node's timers of that name. */
  timerLane(node: SimulatedNode, name: string): Lane {
    const lane = node.timers.get(name);
    if (lane !== undefined) return lane;
    throw new ClewError('CLEW_UNKNOWN_TIMER', `${node.id} sets or cancels a timer "${name}" for which it has no handler`, { values: [suggestion(name, [...node.timers.keys()])], usually: 'A misspelt timer name, or a handler that is still to be written: `timers: { … }`.' });
  }

  /** The lane that a fault names, even if nothing has travelled it yet. */
  laneNamed(name: string): Lane {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const [sender, to, type] = name.split(':');
    if (type !== undefined) return this.messageLane(this.node(sender!), to!, type);
    const [id, timer] = name.split('/');
    return this.timerLane(this.node(id!), timer!);
  }

  private addNodeLanes(node: SimulatedNode): void {
    for (const type of node.component.messages.keys()) checkName('message type', type);
    for (const timer of node.component.timers.keys()) {
      checkName('timer', timer);
      if (timer === 'start' || timer === 'until') throw new ClewError('CLEW_BAD_NAME', `a timer of ${node.id} is called "${timer}", which faults use for something else`);
      node.timers.set(timer, this.addLane('timer', node, node, timer, 0));
    }
    node.startLane = this.addLane('start', node, node, 'start', 0);
  }

  private addLane(kind: LaneKind, sender: SimulatedNode, node: SimulatedNode, type: string, latency: number): Lane {
    const lane = new Lane(this.lanes.length, kind, sender, node, type, latency);
    this.lanes.push(lane);
    this.byName.set(laneName(kind, sender.id, node.id, type), lane);
    return lane;
  }
}

/** What a node handles that was sent something else. */
function handled({ id, component }: SimulatedNode, type: string): string {
  const types = [...component.messages.keys()];
  return types.length === 0 ? `${id} handles no messages.` : suggestion(type, types);
}

/** The topology of a scenario. @throws ClewError where it names nodes that are not there, or has bad names or latencies */
export function topologyOf(scenario: Scenario): Topology {
  return new Topology(scenario);
}

function checkName(what: string, name: string): void {
  if (!validName.test(name)) throw new ClewError('CLEW_BAD_NAME', `a ${what} is called ${JSON.stringify(name)}`, { usually: 'Names are letters, digits, "_" and "-", because they are part of fault tokens.' });
}

function checkedLatency(latency: number, where: string): number {
  if (Number.isInteger(latency) && latency >= 0) return latency;
  throw new ClewError('CLEW_BAD_SCENARIO', `the latency of ${where} is ${latency}`, { usually: 'A latency is a whole number of ticks, at least 0.' });
}
