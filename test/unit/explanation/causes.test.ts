import { eventually, protocol } from 'clew';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/explanation/explain.ts';
import { observationsWords } from '../../../src/explanation/observations-words.ts';
import { staleView } from '../../../src/scenarios/cqrs/stale-view.ts';
import { checkThenWrite } from '../../../src/scenarios/username/check-then-write.ts';
import type { RecordedRun } from '../../../src/simulator/recorded-run.ts';
import { naiveCounter } from '../../../src/scenarios/crdt/naive-counter.ts';
import { naive } from '../../../src/scenarios/delivery-consumer/naive.ts';
import { twoWrites } from '../../../src/scenarios/delivery-consumer/two-writes.ts';
import { isr } from '../../../src/scenarios/kafka/isr.ts';
import { lease } from '../../../src/scenarios/lock/lease.ts';
import { free } from '../../../src/scenarios/ordering/free.ts';
import { timeout as threePhase } from '../../../src/scenarios/three-phase-commit/timeout.ts';
import { timeout as twoPhase } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import { inShort } from '../../../reports/text/in-short.ts';
import { causeIn, explained, outcomeOf, wayWith } from './library.ts';

describe('2pc/timeout: a coordinator that dies between the phases leaves everyone in doubt', () => {
  const termination = outcomeOf(explained(twoPhase), 'termination');

  it('dies after all have voted and before it tells anyone', () => {
    const way = termination.ways[0]!;
    expect(way.sentence).toBe('C crashes after all have sent it vote and before it sends decide to anyone');
    expect(way.sets).toEqual(['crash:C/p1:vote@1', 'crash:C/p2:vote@1', 'crash:C/p3:vote@1']);
    expect(causeIn(way).split('\n')).toEqual([
      way.sentence,
      'C never takes vote yes from p3, and so never sends decide commit to p1',
      'p1 never takes decide commit from C, and so never writes p1.state.decision = commit',
      'p1.state.decision is still undefined, not commit',
    ]);
  });

  it('or while it tells them, or while it asks', () => {
    expect(wayWith(termination, 'crash:C/p3:vote@1.1').sentence).toBe('C crashes while it sends decide: p1 is sent it, p2 and p3 are not');
    expect(wayWith(termination, 'crash:C/start.2').sets).toEqual(['crash:C/start.1', 'crash:C/start.2']);
  });

  it('or the decision is lost, and not repeated', () => {
    expect(wayWith(termination, 'drop:C:p3:decide@1').sentence).toBe('the decide that C sends to p1 is lost (and never sent again)');
  });
});

describe('3pc/timeout: who has the pre-commit commits, who has not aborts', () => {
  const agreement = outcomeOf(explained(threePhase, { crashes: 1 }), 'agreement');

  it('each timer is named, with what it was to be cancelled by, and what it finds', () => {
    expect(agreement.ways).toHaveLength(1);
    const cause = causeIn(agreement.ways[0]!);
    expect(agreement.ways[0]!.sentence).toBe('C crashes while it sends precommit: p1 is sent it, p2 and p3 are not');
    expect(cause).toContain("p2's timer timeout@2 runs out (in the good run cancelled when p2 takes precommit from C; finds p2.state.committable = false), and writes p2.state.decision = abort (likewise p3)");
    expect(cause).toContain("p1's timer timeout@3 runs out (in the good run cancelled when p1 takes decide commit from C; finds p1.state.committable = true), and writes p1.state.decision = commit");
    expect(cause).toMatch(/p2\.state\.decision = abort, not commit \(likewise p3\)$/);
  });
});

describe('kafka/isr: the leader is alone in the in-sync set, acknowledges, and dies', () => {
  const explanation = explain(isr, { faults: 'crash:b1/until+cut:b1,coordination,producer:b2,b3@1~4', outcomes: ['durable'] });

  it('from the partition to the loss', () => {
    const way = outcomeOf(explanation, 'durable').ways[0]!;
    expect(way.sentence).toMatch(/^b1, coordination and producer are cut off from b2 and b3 from tick 1 for 4 ticks: the replicate that b1 sends to b2 and b3 is lost, then b1 crashes after /);
    const cause = causeIn(way);
    const inOrder = ['b2 never takes replicate', "b1's timer lagging ({epoch: 1, length: 1}) runs out (finds b1.state.lengths.b2 = undefined, not 1", 'and sends shrink', 'b1 takes lead@2', 'sends written x to producer', 'b1 crashes', 'b1 is down', 'b2.state.log is still []'];
    const places = inOrder.map((text) => cause.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});

describe('delivery-consumer/naive: a lost acknowledgement makes the delivery repeat, and the consumer count again', () => {
  const outcome = outcomeOf(explained(naive), 'exactlyOnce');

  it('the repetition finds the request still pending, and the consumer has taken it before', () => {
    expect(outcome.ways).toHaveLength(1);
    expect(outcome.ways[0]!.sentence).toBe('the received@1 that consumer sends to client is lost');
    const cause = causeIn(outcome.ways[0]!);
    expect(cause).toContain('client never takes received@1 (1) from consumer, and so never deletes client.state.delivery.pending[1]');
    expect(cause).toMatch(/client's timer repeat@1 \(1\) runs out \(finds client\.state\.delivery\.pending\[1\] = .*, not undefined\), and .*sends add@3 .* to consumer/);
    expect(cause).toMatch(/consumer takes add@3 .* from client \(again: it has taken the same before\), and writes consumer\.disk\.inner\.balance = 17/);
    expect(cause).toContain('consumer.disk.inner.balance = 17, not 12');
  });
});

describe('lock/lease: who pauses for longer than the lease writes after the next holder', () => {
  const exclusion = outcomeOf(explained(lease), 'exclusion');

  it('the lock is granted to another meanwhile', () => {
    const way = wayWith(exclusion, 'pause:a/write@1~7');
    expect(way.sentence).toBe('a stops for 7 ticks after lock has sent it granted and before it sends write to storage; meanwhile lock sends granted to b and b sends write to storage');
    expect(causeIn(way)).toContain('storage takes write@1 ({lease: 2}) from b before storage takes write@1 ({lease: 1}) from a, which in the good run is the other way round');
  });

  it('or the clocks differ', () => {
    const way = wayWith(exclusion, 'skew:lock~7');
    expect(way.sentence).toBe("lock's clock reads 7 ticks ahead");
    expect(causeIn(way)).toContain("a's timer work@3 runs out (finds a.state.lease.end = 14, not 7)");
  });
});

describe('what an outcome saw of observations', () => {
  it('is what was recorded in the place of something else', () => {
    const [way] = outcomeOf(explain(staleView, { defers: 1, depth: 1, outcomes: ['readYourWrites'] }), 'readYourWrites').ways;
    expect(way!.sentence).toMatch(/^the produce@1 that author sends to log is handed over late/);
    expect(causeIn(way!)).toMatch(/author takes seen .* records operation \(\{respond: "look"\}\)/);
    expect(causeIn(way!)).toContain('operation {respond: "look"} is recorded, not operation {respond: "look", output: "first!"}');
  });

  it('is what was recorded besides', () => {
    const [way] = outcomeOf(explain(checkThenWrite, { defers: 1, depth: 1, outcomes: ['oneOwner'] }), 'oneOwner').ways;
    expect(causeIn(way!)).toContain('f2 takes written from store, and records decision f2');
    expect(causeIn(way!)).toContain('decision f2 is recorded, and in the good run is not');
  });

  it.each([
    [['a'], ['a', 'a'], 'note a is recorded more often than in the good run'],
    [['a', 'b'], ['a'], 'note b is never recorded'],
    [['a', 'b'], ['b', 'a'], 'the observations of note come in another order than in the good run'],
    [['a'], ['b'], 'note b is recorded, not note a'],
  ])('after %j comes %j: %s', (good, bad, said) => {
    expect(observationsWords('observations of note', runThatNotes(good), runThatNotes(bad))).toBe(said);
  });
});

/** A run of which only that is known. */
function runThatNotes(values: readonly string[]): RecordedRun {
  return { steps: values.map((value) => ({ effects: [{ kind: 'observation', name: 'note', value: `"${value}"` }] })) } as unknown as RecordedRun;
}

describe('other kinds of fault', () => {
  it('a message that is delivered twice is counted twice', () => {
    const [way] = outcomeOf(explain(naiveCounter, { dups: 1, outcomes: ['agreement'] }), 'agreement').ways;
    expect(way!.sentence).toMatch(/ is delivered twice$/);
    expect(causeIn(way!)).toMatch(/ for the second time, and writes \w\.state\.payload\.value = 4/);
  });

  it('a message that is handed over late is overtaken', () => {
    const [way] = outcomeOf(explain(free, { defers: 1, outcomes: ['order'] }), 'order').ways;
    expect(way!.sentence).toMatch(/^the event@\d that p sends to c is handed over late, only after c takes /);
    expect(causeIn(way!)).toContain('which in the good run is the other way round');
  });

  it('a restart in the middle of a step leaves half of it on disk', () => {
    const [way] = outcomeOf(explain(twoWrites, { restarts: 1, outcomes: ['notTwice'] }), 'notTwice').ways;
    expect(way!.sentence).toMatch(/^consumer goes down in the middle of the step in which it takes add from client: it writes consumer\.disk\.inner\.balance = \d+, and never writes consumer\.disk\.inner\.done\[\d\] = r\d and sends received@\d \(\d\) to client, and starts again \d+ ticks? later with nothing but its disk$/);
    expect(causeIn(way!)).toContain('again: it has taken the same before');
  });
});

describe('a consumer that notes what it has done before it has done it', () => {
  const { component, scenario } = protocol<{ job: { key: string; amount: number }; ack: string }, { again: null }>();
  const queue = component({
    disk: () => ({ pending: [{ key: 'k1', amount: 10 }, { key: 'k2', amount: 7 }] }),
    start(node) {
      for (const job of node.disk.pending) node.send('consumer', 'job', job);
      if (node.disk.pending.length > 0) node.after(5, 'again');
    },
    timers: { again: (node) => queue.start!(node as never, undefined, node.id) },
    on: { ack: (node, key) => void (node.disk.pending = node.disk.pending.filter((job) => job.key !== key)) },
  });
  const consumer = component({
    disk: () => ({ done: [] as string[], balance: 0 }),
    on: {
      job(node, job, from) {
        if (!node.disk.done.includes(job.key)) {
          node.disk.done.push(job.key);
          node.disk.balance += job.amount;
        }
        node.send(from, 'ack', job.key);
      },
    },
  });
  const payouts = scenario({ name: 'payouts/marks-first', nodes: { queue, consumer }, outcomes: { paid: eventually('every job is paid out', ({ nodes }) => nodes.consumer.disk.balance === 17) } });
  const paid = outcomeOf(explained(payouts, { restarts: 1 }), 'paid');

  it('is asked again, finds its own note, and does nothing', () => {
    const inVain = 'consumer takes job@3 ({key: "k1", amount: 10}) from queue (again: it has taken the same before; finds consumer.disk.done[0] = k1), and never writes consumer.disk.balance = 10';
    const cause = causeIn(wayWith(paid, 'restart:consumer/queue:job@1.1~2')).split('\n');
    expect(cause).toContain(inVain);
    // It was taken before the other one that came at that tick.
    expect(cause[cause.indexOf(inVain) + 1]).toMatch(/^consumer takes job@4 /);
    expect(inShort(paid).join(' ')).toContain(inVain);
  });
});

describe('in short', () => {
  it.each([
    ['2pc/timeout', twoPhase, 'termination', /^C crashes after all have sent it vote and before it sends decide to anyone\. Then p1 never takes decide commit from C; and so p1\.state\.decision is still undefined, not commit\. Nothing takes the place of the decide from C to p1, p2 and p3, or of C itself\.$/],
    ['3pc/timeout', threePhase, 'agreement', /^C crashes while it sends precommit: .* Then p2's timer timeout@2 runs out .* writes p2\.state\.decision = abort.*; and p1's timer timeout@3 runs out .* writes p1\.state\.decision = commit\. /],
    ['delivery-consumer/naive', naive, 'exactlyOnce', /^The received@1 that consumer sends to client is lost\. Then consumer takes add@3 .* \(again: it has taken the same before\), and writes consumer\.disk\.inner\.balance = 17, not 12\.$/],
    ['lock/lease', lease, 'exclusion', /^a stops for 7 ticks .*; meanwhile lock sends granted to b and b sends write to storage\. Then storage takes write@1 .* from b before storage takes write@1 .* from a, which in the good run is the other way round/],
  ] as const)('says in a minute how %s breaks, and what nothing covers', (_, scenario, outcome, said) => {
    expect(inShort(outcomeOf(explained(scenario), outcome)).join(' ')).toMatch(said);
  });

  it('is silent on what survives', () => {
    expect(inShort(outcomeOf(explained(twoPhase), 'agreement'))).toEqual([]);
  });
});
