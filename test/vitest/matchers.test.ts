import { always, protocol, scenario } from 'clew';
import { describe, expect, it } from 'vitest';
import { classic } from '../../src/scenarios/delivery/classic.ts';
import { simple } from '../../src/scenarios/delivery/simple.ts';
import { plain } from '../../src/scenarios/two-phase-commit/plain.ts';
import '../../testing/vitest.ts';

/** The message of an expectation that has to fail. */
function failure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the expectation was met');
}

describe('toSurvive', () => {
  it('is met by a protocol that survives, and not by one that breaks', () => {
    expect(classic).toSurvive({ crashes: 1, depth: 1 });
    expect(simple).not.toSurvive({ drops: 1 });
  });

  it('fails with the failure sets, the diagram and the replay command', () => {
    const message = failure(() => expect(simple).toSurvive({ drops: 1, horizon: 9 }));
    expect(message).toContain(`expected delivery/simple to survive at most 1 fault of 1 drop; none after tick 1; runs end at tick 9

  delivery is broken by drop:a:b:message@1
    or by drop:a:c:message@1
`);
    expect(message).toMatch(/\n {2}tick {2}a +b +c\n {5}0 {2}● start/);
    expect(message).toMatch(/\n {2}replay {3}clew replay delivery\/simple --faults drop:a:b:message@1 --horizon 9$/);
  });

  it('shows the smallest failure set first, though another outcome comes first', () => {
    const message = failure(() => expect(plain).toSurvive({ crashes: 1, drops: 1 }));
    expect(message).toContain('  termination is broken by crash:C/p1:vote@1\n    or by crash:C/p2:vote@1\n');
    expect(message).toMatch(/… and by \d+ other failure sets/);
    expect(message).toContain('╳ crash before p1:vote@1');
    expect(message).toMatch(/\n {2}replay {3}clew replay 2pc\/plain --faults crash:C\/p1:vote@1$/);
  });

  it('looks only at the outcomes that are named', () => {
    expect(plain).toSurvive({ crashes: 1, outcomes: ['agreement'] });
    expect(() => expect(plain).toSurvive({ outcomes: ['agrement'] })).toThrow('Did you mean "agreement"?');
  });

  it('says what the certificate says where a protocol was to break', () => {
    expect(failure(() => expect(classic).not.toSurvive({ crashes: 1, depth: 1 }))).toMatch(/delivery survives: every failure set of at most 1 fault within these bounds is covered/);
  });

  it('is neither met nor missed by a search that did not come to its end', () => {
    for (const options of [{ runsMax: 2 }, { millisecondsMax: 0 }]) {
      expect(() => expect(classic).toSurvive(options)).toThrow('delivery/classic is undecided after');
      expect(() => expect(classic).not.toSurvive(options)).toThrow('delivery/classic is undecided after');
    }
  });

  it('refuses an unusable scenario instead of passing it', () => {
    const vacuous = { ...simple, outcomes: { vacuous: always('nothing', () => true) } };
    for (const expectation of [() => expect(vacuous).toSurvive(), () => expect(vacuous).not.toSurvive()]) expect(expectation).toThrow('it looks at nothing');
    expect(() => (expect('saga') as unknown as { toSurvive(): void }).toSurvive()).toThrow('is for scenarios');
  });

  it('fails for a handler that throws', () => {
    const { component } = protocol<{ ping: null }>();
    const a = component({ start: (node) => [node.send('b', 'ping'), node.send('b', 'ping')] });
    const b = component({
      state: () => ({ pings: 0 }),
      on: {
        ping(node) {
          node.state.pings++;
          if (node.state.pings === 3) throw new Error('three pings');
        },
      },
    });
    const pings = scenario({ name: 'pings', nodes: { a, b }, outcomes: { few: always('few pings', (world) => world.nodes.b.state.pings < 9) } });
    expect(pings).toSurvive({ drops: 1 });
    expect(failure(() => expect(pings).toSurvive({ dups: 1 }))).toContain('exception is broken by dup:a:b:ping@1');
  });
});

describe('toBeBrokenBy', () => {
  it('is met by a failure set that breaks the scenario, or that outcome of it', () => {
    expect(plain).toBeBrokenBy('crash:C/p1:vote@1');
    expect(plain).toBeBrokenBy(['crash:C/p1:vote@1'], { outcome: 'termination', minimal: true });
    expect(plain).not.toBeBrokenBy('crash:C/p1:vote@1', { outcome: 'agreement' });
    expect(simple).not.toBeBrokenBy('none');
  });

  it('draws the run in which the outcome holds', () => {
    const message = failure(() => expect(plain).toBeBrokenBy('crash:C/p1:vote@1', { outcome: 'agreement' }));
    expect(message).toContain('expected the outcome "agreement" of 2pc/plain to be broken by crash:C/p1:vote@1, and only termination breaks');
    expect(message).toContain('╳ crash before p1:vote@1');
  });

  it('is not met by a fault that never happens, so that a stale failure set is found out', () => {
    expect(failure(() => expect(plain).toBeBrokenBy('crash:C/p1:vote@1+drop:C:p1:prepare@7'))).toContain('in which drop:C:p1:prepare@7 never happens');
  });

  it('is not met by a set of which a part is enough, if it is to be minimal', () => {
    const both = 'crash:C/p1:vote@1+drop:p1:C:vote@1';
    expect(failure(() => expect(plain).toBeBrokenBy('drop:C:p1:prepare@1+drop:C:p2:prepare@1', { minimal: true }))).toContain('and drop:C:p1:prepare@1 is enough');
    expect(() => expect(plain).toBeBrokenBy(both)).toThrow('never happens');
  });

  it('refuses what is no failure set, and what is no outcome', () => {
    expect(() => expect(plain).toBeBrokenBy('crush:C')).toThrow('begins with no kind of fault');
    expect(() => expect(plain).toBeBrokenBy('none', { outcome: 'terminaton' })).toThrow('Did you mean "termination"?');
  });
});
