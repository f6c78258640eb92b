/**
 * A stage of a pipeline that forgets how far it has read, after Kleppmann (2017), chapter 11, "Fault tolerance", and
 * Kreps (2013), "The Log", part three.
 *
 * It reads one partition, applies a function, and appends to another. When it starts again it begins with the first
 * element, and all output comes once more. `pipeline/offsets` commits its position together with its output.
 */
import { always, eventually, protocol, type World } from 'clew';
import { type LogMessages, partitionedLog, type PartitionedLog } from 'clew/components';

/** What passes through the pipeline: numbers. */
export type Messages = LogMessages<number>;

const { component, scenario } = protocol<Messages>();

const functionOf = (element: number) => element * 10;

/** Puts in two elements. */
export const source = component({
  start(node) {
    for (const element of [1, 2]) node.send('log', 'append', { key: 'input', value: element });
  },
});

/** Applies the function to one element after the other. */
export const stage = component({
  on: { record: (node, { value }) => node.send('log', 'append', { key: 'output', value: functionOf(value) }) },
});

/** What the pipeline family is measured by. */
export function functionOfInput(log: PartitionedLog<'input' | 'output'>) {
  const elementsOf = (world: World, partition: 'input' | 'output') => log.records<number>(world, partition).map(({ value }) => value);
  const expected = (world: World) => elementsOf(world, 'input').map(functionOf);
  return {
    onceInOrder: always('the output so far is the function of the first elements, each once, in order', (world) => {
      const [wanted, output] = [expected(world), elementsOf(world, 'output')];
      return output.every((element, place) => element === wanted[place]);
    }),
    complete: eventually('each element of the input has its output', (world) => {
      const output = new Set(elementsOf(world, 'output'));
      return expected(world).every((element) => output.has(element));
    }),
  };
}

const log = partitionedLog({ partitions: ['input', 'output'], partitionOf: (key) => (key === 'input' ? 'input' : 'output') });

/** The stage reads from the beginning. */
export const forgetful = scenario({
  name: 'pipeline/forgetful',
  summary: 'a stage that begins again from the first element',
  source: 'Kleppmann (2017), chapter 11, "Fault tolerance"',
  nodes: { log: log.broker, source: log.producer(source), stage: log.producer(log.reader(stage, { partitions: ['input'] })) },
  bounds: { restarts: 1, drops: 1, depth: 2, until: 8, horizon: 27, durations: [4] },
  outcomes: { ...log.guarantees(), ...functionOfInput(log) },
  known: [
    { outcome: 'kept', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'accepted', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'sequenced', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'complete', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'onceInOrder', drops: 2, depth: 2, verdict: 'survives' },
    {
      outcome: 'onceInOrder',
      restarts: 1,
      verdict: 'broken',
      faults: ['restart:stage/log:produced@1~4'],
      sets: 10,
      because: 'what it had put out comes once more',
    },
  ],
});
