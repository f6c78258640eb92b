import { eventually, protocol } from 'clew';
import { expect, it } from 'vitest';
import { play } from './play.ts';

const { component, scenario } = protocol<{ ping: null }>();

it('what an outcome asks the world may be taken out of it', () => {
  const a = component({
    state: () => ({ done: false }),
    start(node) {
      node.state.done = true;
      node.record('done', node.id);
    },
  });
  const looking = scenario({
    name: 'test/looking',
    nodes: { a, b: a },
    outcomes: {
      taken: eventually('both are done', ({ alive, living, members, observed, tick }) =>
        alive('a') && living(a).every(({ done }) => done) && members(a).length === 2 && observed<string>('done').length === 2 && tick > 0),
    },
  });
  expect(play(looking, 'none').run.judgements[0]).toMatchObject({ good: true, looked: true });
  expect(play(looking, 'crash:a/start').run.judgements[0]).toMatchObject({ good: false });
});
