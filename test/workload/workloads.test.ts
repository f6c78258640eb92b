import { always, eventually, forAll, protocol, type Scenario } from 'clew';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examineWorkloads } from '../../src/workload/examine-workloads.ts';
import { assertSurvives } from '../../testing/index.ts';
import '../../testing/vitest.ts';

type Payment = { readonly to: string; readonly amount: number };

const { component, scenario } = protocol<{ pay: Payment }>();

/** Pays as the workload says; the bank forgets a payment that is lost, and every third one anyway if it is forgetful. */
function payments(list: readonly Payment[], forgetful = false): Scenario {
  const client = component({ start: (node) => list.forEach((payment) => node.send('bank', 'pay', payment)) });
  const bank = component({
    state: () => ({ balance: {} as Record<string, number>, seen: 0 }),
    on: {
      pay(node, { to, amount }) {
        node.state.seen++;
        if (forgetful && node.state.seen === 3) return;
        node.state.balance[to] = (node.state.balance[to] ?? 0) + amount;
      },
    },
  });
  const total = list.reduce((sum, { amount }) => sum + amount, 0);
  return scenario({
    name: 'bank/payments',
    nodes: { client, bank },
    outcomes: {
      paid: eventually('all that was paid is there', (world) => Object.values<number>(world.nodes.bank.state.balance).reduce((sum, amount) => sum + amount, 0) === total),
    },
  });
}

const anyPayments = fc.array(fc.record({ to: fc.constantFrom('ann', 'bob'), amount: fc.integer({ min: 0, max: 100 }) }), { maxLength: 5 });
const bank = forAll(anyPayments, (list) => payments(list));

describe('a scenario of many workloads', () => {
  it('is broken by the smallest workload, and then by the smallest failure set', async () => {
    const report = await examineWorkloads(bank, { drops: 2, workloads: 20 });
    expect(report.verdict).toBe('broken');
    expect(report.counterexample).toMatchObject({ input: [{ to: 'ann', amount: 1 }], shown: '[{"to":"ann","amount":1}]' });
    expect(report.counterexample!.report!.outcomes[0]!.failureSets.map(({ faults }) => faults)).toEqual(['drop:client:bank:pay@1']);
    expect(report.counterexample!.shrinks).toBeGreaterThan(0);
  });

  it('is the same each time, and another with another seed', async () => {
    const paths = await Promise.all([1, 1, 2].map(async (seed) => (await examineWorkloads(bank, { drops: 1, workloads: 20, seed })).counterexample!.path));
    expect(paths[0]).toBe(paths[1]);
    expect(paths[2]).not.toBe(paths[0]);
  });

  it('comes back to its smallest workload by seed and path, in one step', async () => {
    const first = await examineWorkloads(bank, { drops: 1, seed: 7 });
    const again = await examineWorkloads(bank, { drops: 1, seed: 7, path: first.counterexample!.path });
    expect(again.counterexample).toMatchObject({ input: first.counterexample!.input, shrinks: 0 });
    expect(again.workloads).toBe(1);
  });

  it('survives where nothing breaks it, which is said of the workloads that were tried', async () => {
    expect(await examineWorkloads(bank, { crashes: 0, drops: 0, dups: 0, workloads: 10 })).toMatchObject({ verdict: 'survives', workloads: 10, undecided: 0 });
  });

  it('may be broken by a workload alone', async () => {
    const forgetful = forAll(anyPayments, (list) => payments(list, true));
    const { counterexample } = await examineWorkloads(forgetful, { drops: 0, workloads: 50 });
    expect(counterexample).toMatchObject({ withoutFaults: { code: 'CLEW_BROKEN_WITHOUT_FAULTS' } });
    expect(counterexample).not.toHaveProperty('report');
    expect((counterexample!.input as Payment[]).map(({ amount }) => amount)).toEqual([0, 0, 1]);
  });

  it('skips workloads of which the outcomes say nothing', async () => {
    const quiet = forAll(fc.boolean(), (talks) => {
      const silent = component({ start: (node) => void (talks && node.send('b', 'pay', { to: 'b', amount: 1 })) });
      const b = component({ state: () => ({ paid: 0 }), on: { pay: (node) => void node.state.paid++ } });
      return scenario({ name: 'quiet', nodes: { silent, b }, outcomes: { kept: always('never too much', (world) => world.nodes.b.state.paid < 2, { given: (world) => world.nodes.b.state.paid > 0 }) } });
    });
    const { verdict, workloads, skipped } = await examineWorkloads(quiet, { drops: 1, workloads: 10 });
    expect({ verdict, workloads }).toEqual({ verdict: 'survives', workloads: 10 });
    expect(skipped).toBeGreaterThan(0);
  });

  it('keeps to its runs for each workload, and does not pass one that needs more', async () => {
    const sturdy = forAll(anyPayments, (list) => ({ ...payments(list), outcomes: { few: always('not too many', (world) => world.nodes.bank.state.seen < 9) } }));
    const report = await examineWorkloads(sturdy, { drops: 2, workloads: 10, runsMax: 3 });
    expect(report.verdict).toBe('undecided');
    expect(report.undecided).toBeGreaterThan(0);
    expect(report.runs).toBeLessThanOrEqual(30);
  });

  it('is undecided when it is stopped', async () => {
    expect(await examineWorkloads(bank, { drops: 0, stopped: () => true, workloads: 3 })).toMatchObject({ verdict: 'undecided' });
  });

  it('names the workload under which it is unusable', async () => {
    const broken = forAll(fc.constant(1), () => ({ ...payments([]), outcomes: {} }));
    await expect(examineWorkloads(broken, { drops: 1 })).rejects.toThrow(/has no outcomes[^]*workload {2}1/);
  });
});

describe('in a test', () => {
  it('a failure shows the workload, seed and path, the failure set, the diagram', async () => {
    const failure = await expect(bank).toSurvive({ drops: 1, workloads: 20, seed: 3 }).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(failure).toContain('expected bank/payments to survive under every workload, and it does not under\n\n  [{"to":"ann","amount":1}]\n');
    expect(failure).toMatch(/made smaller (once|\d+ times); again: \{ seed: 3, path: "[\d:]+" \}/);
    expect(failure).toContain('paid is broken by drop:client:bank:pay@1');
    expect(failure).toContain('● start');
    // No command knows the scenario under one workload: seed and path bring it back.
    expect(failure).not.toContain('clew replay');
  });

  it('expectations and assertions are met alike', async () => {
    await expect(bank).toSurvive({ crashes: 0, drops: 0, workloads: 5 });
    await expect(bank).not.toSurvive({ drops: 1 });
    await assertSurvives(bank, { crashes: 0, drops: 0, workloads: 5 });
    await expect(assertSurvives(bank, { drops: 1 })).rejects.toThrow('under every workload');
  });
});
