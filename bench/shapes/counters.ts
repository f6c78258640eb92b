import { eventually, scenario } from 'clew';
import { componentOf, type PlainDefinition, type Shape } from './shape.ts';

interface Playing {
  count: number;
  total: number;
  readonly last: { number: number; by: string };
}

const rounds = 200;

/** Both play alike: how often a step counts is all that differs. */
function player(counting: (state: Playing) => void): PlainDefinition<Playing> {
  return {
    state: () => ({ count: 0, total: 0, last: { number: 0, by: '' } }),
    start(node) {
      if (node.id === 'a') node.send('b', 'ball', 1);
    },
    on: {
      ball(node, number: number, from) {
        counting(node.state);
        node.state.total += number;
        node.state.last.number = number;
        node.state.last.by = from;
        if (number < rounds) node.send(from, 'ball', number + 1);
      },
    },
  };
}

function shapeOf(name: string, work: string, counting: (state: Playing) => void): Shape {
  const definition = player(counting);
  return {
    name,
    work: `${rounds + 2} steps a run; a step ${work}, and sends`,
    definitions: { a: definition, b: definition },
    horizon: rounds + 1,
    scenario: scenario({
      name: `bench/${name.replaceAll(' ', '-')}`,
      nodes: { a: componentOf(definition), b: componentOf(definition) },
      bounds: { until: rounds, horizon: rounds + 1 },
      outcomes: { counted: eventually('the last ball arrives', (world) => world.nodes.a.state.last.number === rounds || world.nodes.b.state.last.number === rounds) },
    }),
  };
}

/** Two nodes that throw a ball back and forth and count: hardly any network, much state. */
export const counters: Shape = shapeOf('counters', 'counts in two places and writes two others', (state) => void state.count++);

/** The worst case for tracked state: a handler that does nothing but count, in a loop. */
export const tightLoop: Shape = shapeOf('tight loop', 'counts twenty times in a loop, and as the one before', (state) => {
  for (let times = 0; times < 20; times++) state.count++;
});
