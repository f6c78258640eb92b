import { expect, it } from 'vitest';
import { alternativesSection } from '../../../bench/alternatives/alternatives-table.ts';
import { checkAlike } from '../../../bench/alternatives/compare-alternatives.ts';
import { commitWays } from '../../../bench/alternatives/commit-ways.ts';

it('all ways to simulate two-phase commit come to the same decisions in 10 steps, whichever message is lost', async () => {
  expect(await checkAlike(commitWays())).toBe(10);
});

it('they abort when a vote is lost, and leave in the dark whom no decision reaches', async () => {
  const { playWithout } = commitWays().at(-1)!;
  expect(await playWithout!(new Set())).toEqual({ steps: 10, decisions: ['commit', 'commit', 'commit', 'commit'] });
  expect(await playWithout!(new Set(['p2:C:vote']))).toEqual({ steps: 10, decisions: ['abort', 'abort', 'abort', 'abort'] });
  expect(await playWithout!(new Set(['C:p3:decide']))).toEqual({ steps: 9, decisions: ['commit', 'commit', 'commit', undefined] });
});

it('a way that decides otherwise is named, with what it was to decide', async () => {
  const ways = commitWays();
  const wrong = { ...ways.at(-1)!, name: 'hasty', playWithout: () => Promise.resolve({ steps: 10, decisions: ['commit'] }) };
  await expect(checkAlike([...ways, wrong])).rejects.toThrow(/without any loss comes to \{"steps":10,"decisions":\["commit"\]\} by "hasty"/);
});

it('the page says of which ways the target is met, and of which it is out of reach', () => {
  const ours = (name: string, runs: number) => ({ name, ours: true, runsPerSecond: runs, stepsPerSecond: 10 * runs, behind: {} });
  const other = (name: string, bare: number, off: number) => ({ name, ours: false, runsPerSecond: 1, stepsPerSecond: 10, behind: { 'bare loop': bare, 'clew, lineage off': off } });
  const page = alternativesSection({ ways: [ours('bare loop', 400), ours('clew, lineage off', 200), other('slow', 20, 12), other('quick', 3, 1.5)], fastCheck: '4.0.0', casesAlike: 10 }).join('\n');
  expect(page).toContain('That is so of bare loop: slow. Of clew, lineage off: slow.');
  expect(page).toContain('makes 3.00 times as many as quick.');
});
