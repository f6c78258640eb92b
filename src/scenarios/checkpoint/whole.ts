/**
 * A parallel computation that is saved from time to time, and goes back as a whole: Kleppmann (2017), chapter 8, "Cloud
 * Computing and Supercomputing"; the rounds are those of Valiant (1990).
 *
 * In each round every worker tells the other what it has, and goes on from both. When a round is not done in time, for
 * whatever reason, all that was computed since the last complete checkpoint is thrown away, on all nodes: rounds after
 * it belong to a new epoch, and what comes from an old one is ignored. `checkpoint/partial` lets the others go on.
 */
import { type Component, confluent, type NodeContext, type NodeId, protocol } from 'clew';

type Place = { epoch: number; round: number };
/** What manager and workers say to each other. */
export type Messages = { compute: Place; back: Place; value: Place & { value: number }; done: Place & { value: number } };
type Timers = { late: null };
type Progress = { at: Place; checkpoint: number; result: ReadonlyMap<NodeId, number> };
/** The manager of a computation, whose progress is on its disk. */
export type Manager = NodeContext<Messages, Timers, { done: Map<NodeId, number> }, Progress>;
type Work = { epoch: number; round: number; value: number | undefined; next: number | undefined; told: Map<string, number> };
/** A worker. What it has saved is on its disk, by round. */
export type Worker = NodeContext<Messages, Timers, Work, { saved: Map<number, number> }>;

const { component, scenario } = protocol<Messages, Timers>();

const rounds = 4;
const isSaved = (round: number) => round % 2 === 0;

/** Begins a round, or begins it again; it has to be done in time. */
export function begin(node: Manager, type: 'compute' | 'back', place: Place): void {
  node.disk.at = place;
  node.state.done.clear();
  node.broadcast(type, place);
  node.cancel('late');
  node.after(5, 'late');
}

/** A manager takes one round after the other; how it begins, and begins again when a round is late, is up to it. */
export const managing = (late: (node: Manager) => void) =>
  component({
    state: () => ({ done: new Map<NodeId, number>() }),
    disk: (): Progress => ({ at: { epoch: 0, round: 0 }, checkpoint: 0, result: new Map() }),
    start: (node) => node.disk.result.size === 0 && late(node),
    on: {
      done(node, { epoch, round, value }, worker) {
        const { at, result } = node.disk;
        if (epoch !== at.epoch || round !== at.round || result.size > 0) return;
        node.state.done.set(worker, value);
        if (node.state.done.size < node.others.length) return;
        // Whoever is done with the round has saved it first.
        if (isSaved(round)) node.disk.checkpoint = round;
        if (round + 1 < rounds) return begin(node, 'compute', { epoch, round: round + 1 });
        node.disk.result = new Map(node.state.done);
        node.cancel('late');
      },
    },
    timers: { late },
  });

/** The round is done when the other's value is there. */
function goOn(node: Worker): void {
  const { epoch, round, value, told } = node.state;
  const other = told.get(`${epoch} ${round}`);
  if (value === undefined || other === undefined) return;
  node.state.next = 2 * value + other;
  node.send('manager', 'done', { epoch, round, value: node.state.next });
}

function take(node: Worker, { epoch, round }: Place, value: number): void {
  Object.assign(node.state, { epoch, round, value, next: undefined });
  if (isSaved(round)) node.disk.saved.set(round, value);
  node.broadcast('value', { epoch, round, value });
  goOn(node);
}

/** A worker goes on from the last round, or goes back to what it has saved; what it has when it starts is up to it. */
export const working = (initial: number, start: (node: Worker) => void) =>
  component({
    state: (): Work => ({ epoch: -1, round: -1, value: undefined, next: undefined, told: new Map() }),
    disk: () => ({ saved: new Map([[0, initial]]) }),
    start,
    on: {
      compute(node, place) {
        const { epoch, round, value, next } = node.state;
        if (value === undefined || place.epoch !== epoch || place.round < round) return;
        // Told again, it says again what it said.
        take(node, place, place.round === round ? value : (next ?? value));
      },
      back(node, place) {
        if (place.epoch > node.state.epoch) take(node, place, node.disk.saved.get(place.round)!);
      },
      value(node, { epoch, round, value }) {
        node.state.told.set(`${epoch} ${round}`, value);
        if (epoch === node.state.epoch && round === node.state.round) goOn(node);
      },
    },
  });

/** What the family is measured by. */
export function outcomesOf(manager: Component<object, Progress>) {
  const expected = new Map([['a', 121], ['b', 122]]);
  return { result: confluent('the result is that of a run without failures', (world) => world.members(manager)[0]!.disk.result, expected) };
}

// Everybody goes back to the last checkpoint that is complete, and whoever starts waits for that.
const manager = managing((node) => begin(node, 'back', { epoch: node.disk.at.epoch + 1, round: node.disk.checkpoint }));
const waiting = () => {};

/** Everybody goes back. */
export const whole = scenario({
  name: 'checkpoint/whole',
  summary: 'a parallel computation; after any failure all go back to the last checkpoint',
  source: 'Kleppmann (2017), chapter 8, "Cloud Computing and Supercomputing"',
  nodes: { manager, a: working(1, waiting), b: working(2, waiting) },
  bounds: { restarts: 1, drops: 1, depth: 2, durations: [2] },
  outcomes: outcomesOf(manager),
  known: [
    { outcome: 'result', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'result', drops: 2, verdict: 'survives' },
    { outcome: 'result', defers: 1, dups: 1, depth: 2, verdict: 'survives', because: 'what belongs to an old epoch or round is ignored' },
    { outcome: 'result', crashes: 1, verdict: 'broken', faults: ['crash:a/b:value@1'], sets: 41, because: 'who never comes back is waited for' },
  ],
});
