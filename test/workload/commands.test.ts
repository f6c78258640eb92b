import { eventually, forAll, protocol, type Scenario } from 'clew';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { examineWorkloads } from '../../src/workload/examine-workloads.ts';
import '../../testing/vitest.ts';

type Request = { readonly kind: 'put' | 'delete'; readonly key: string };

/** What the store should hold once all commands are through. */
type Model = Set<string>;

/** The commands that were possible, in their order: what the client will ask for. */
type Script = Request[];

class Put implements fc.Command<Model, Script> {
  private readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
  check = () => true;
  run(model: Model, script: Script): void {
    model.add(this.key);
    script.push({ kind: 'put', key: this.key });
  }
  toString = () => `put(${this.key})`;
}

class Delete implements fc.Command<Model, Script> {
  private readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
  check = (model: Readonly<Model>) => model.has(this.key);
  run(model: Model, script: Script): void {
    model.delete(this.key);
    script.push({ kind: 'delete', key: this.key });
  }
  toString = () => `delete(${this.key})`;
}

const { component, scenario } = protocol<{ request: Request; done: null }, { again: null }>();

/** A client that repeats each request until it is answered, and a store that takes requests as they come. */
function store(script: Script, expected: Model): Scenario {
  const client = component({
    state: () => ({ next: 0 }),
    start(node) {
      if (script.length === 0) return;
      node.send('store', 'request', script[0]!);
      node.after(3, 'again');
    },
    on: {
      done(node) {
        node.state.next++;
        const request = script[node.state.next];
        node.cancel('again');
        if (request === undefined) return;
        node.send('store', 'request', request);
        node.after(3, 'again');
      },
    },
    timers: {
      again(node) {
        node.send('store', 'request', script[node.state.next]!);
        node.after(3, 'again');
      },
    },
  });
  const keeper = component({
    state: () => ({ keys: new Set<string>() }),
    on: {
      request(node, { kind, key }, from) {
        if (kind === 'put') node.state.keys.add(key);
        else node.state.keys.delete(key);
        node.send(from, 'done');
      },
    },
  });
  return scenario({
    name: 'store/commands',
    nodes: { client, store: keeper },
    outcomes: { model: eventually('the store holds what the model holds', (world) => [...expected].every((key) => world.nodes.store.state.keys.has(key)) && world.nodes.store.state.keys.size === expected.size) },
  });
}

const commands = fc.commands([fc.constantFrom('x', 'y').map((key) => new Put(key)), fc.constantFrom('x', 'y').map((key) => new Delete(key))], { maxCommands: 6 });

// The model runs the commands that are possible; what is left of them is the workload.
const anyCommands = forAll(commands, (list) => {
  const [model, script]: [Model, Script] = [new Set(), []];
  fc.modelRun(() => ({ model, real: script }), list);
  return store(script, model);
});

it('model-based commands are a workload: each request once is what the model did', async () => {
  await expect(anyCommands).toSurvive({ drops: 1, workloads: 20 });
});

it('a repeated answer to one command loses the next, and the commands shrink to those two', async () => {
  const { counterexample } = await examineWorkloads(anyCommands, { drops: 1, dups: 1, depth: 2, workloads: 60 });
  expect(counterexample?.shown).toMatch(/^put\(\w\),(put|delete)\(\w\)[^,]*$/);
  expect(counterexample?.report?.outcomes[0]?.failureSets.map(({ faults }) => faults)).toContain('drop:client:store:request@2+dup:store:client:done@1');
});
