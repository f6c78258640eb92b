import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type TouchRules } from '../src/search/simulated-system.ts';
import { protocolNumbered } from './arbitrary.ts';
import { compare, type FaultMix } from './comparison.ts';
import { allKinds, dropsAndCrashes, parseBudget, printBudget } from './mixes.ts';
import { compareSymmetric, symmetricNumbered } from './symmetric.ts';
import { shrunk } from './shrink.ts';
import { trial } from './trial.ts';
import type { Outcome } from './worker.ts';

const help = `Compares cover with exhaustive search, set for set, on random protocols.

  npm run soundness                                      10,000 protocols under drops and crashes, three at once
  npm run soundness -- --all-kinds                       10,000 protocols under each kind alone, some together, and all, two at once
  npm run soundness -- --symmetric                       protocols of which all nodes but one are declared interchangeable
  npm run soundness -- --kinds drop=2,isolate --depth 2  other faults
  npm run soundness -- --seed 4711 --count 1             from another protocol on
  npm run soundness -- --seed 4711 --show                one protocol, what breaks it, and a smaller one that disagrees if it does
  npm run soundness -- --without renamed,drew            with rules switched off, to see that they are needed
  --workers 2                                            threads
`;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    kinds: { type: 'string' },
    depth: { type: 'string' },
    workers: { type: 'string' },
    without: { type: 'string', default: '' },
    'all-kinds': { type: 'boolean', default: false },
    symmetric: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const count = Number(values.count);
const seed = Number(values.seed);
const rules: Partial<TouchRules> = Object.fromEntries(values.without.split(',').filter((rule) => rule !== '').map((rule) => [rule, false]));

if (values.help) process.stdout.write(help);
else if (values.show) showOne(mixes()[0]!);
else process.exitCode = await compareMany();

function mixes(): readonly FaultMix[] {
  const mix: FaultMix = values.kinds === undefined ? dropsAndCrashes : { budget: parseBudget(values.kinds), depth: 2 };
  const chosen = values['all-kinds'] ? allKinds : [mix];
  return values.depth === undefined ? chosen : chosen.map(({ budget }) => ({ budget, depth: Number(values.depth) }));
}

function replayCommand(number: number, mix: FaultMix): string {
  return `npm run soundness -- ${values.symmetric ? '--symmetric ' : ''}--seed ${number} --show --kinds ${printBudget(mix.budget)} --depth ${mix.depth}`;
}

function showOne(mix: FaultMix): void {
  if (values.symmetric) {
    process.stdout.write(`${JSON.stringify(symmetricNumbered(seed), null, 1)}\n${JSON.stringify(compareSymmetric(seed, mix, rules) ?? 'passed over', null, 1)}\n`);
    return;
  }
  const protocol = protocolNumbered(seed);
  const comparison = compare(protocol, mix, rules);
  process.stdout.write(`${JSON.stringify(protocol, null, 1)}\n${JSON.stringify(comparison ?? 'passed over', null, 1)}\n`);
  const smaller = comparison === undefined || comparison.complaints.length === 0 ? undefined : shrunk(seed, mix, rules);
  if (smaller !== undefined) process.stdout.write(`\nsmaller:\n${JSON.stringify(smaller)}\n${JSON.stringify(compare(smaller, mix, rules)?.complaints, null, 1)}\n`);
}

async function compareMany(): Promise<number> {
  const chosen = mixes();
  const all: Outcome[] = [];
  const workers = values.workers === undefined ? Math.min(2, availableParallelism()) : Number(values.workers);
  for (const [place, mix] of chosen.entries()) {
    const share = Math.ceil(count / chosen.length);
    let seen = 0;
    const onOutcome = (outcome: Outcome): void => {
      if (++seen % (process.stderr.isTTY ? 10 : 1000) === 0) process.stderr.write(`\r${printBudget(mix.budget)}  ${seen} of ${share} `);
      if (outcome.complaints.length > 0) process.stdout.write(`\nprotocol ${outcome.number}  ${replayCommand(outcome.number, mix)}\n${outcome.complaints.slice(0, 10).map((complaint) => `  ${complaint}\n`).join('')}`);
    };
    // Other protocols for each mix.
    const outcomes = await trial({ mix, first: seed + place * 1_000_000, count: share, workers, rules, symmetric: values.symmetric, onOutcome });
    all.push(...outcomes);
    process.stderr.write('\r');
    if (chosen.length > 1) process.stdout.write(`${printBudget(mix.budget)} depth ${mix.depth}: ${summaryOf(outcomes)}\n`);
  }
  process.stdout.write(`soundness: ${summaryOf(all)}\n`);
  return all.some(({ complaints }) => complaints.length > 0) ? 1 : 0;
}

function summaryOf(outcomes: readonly Outcome[]): string {
  const total = (of: (outcome: Outcome) => number): number => outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  const ratio = total((outcome) => outcome.exhaustiveRuns) / total((outcome) => outcome.coverRuns);
  const unknown = total(({ inconclusive }) => Number(inconclusive));
  return [
    `${outcomes.length} protocols`,
    `${total(({ breaking }) => Number(breaking.length > 0))} breakable`,
    `${total(({ complaints }) => Number(complaints.length > 0))} disagreements`,
    ...(unknown > 0 ? [`${unknown} with endless runs`] : []),
    `exhaustive/cover ${ratio.toFixed(1)} runs`,
    ...(values.symmetric ? [declarationsIn(outcomes)] : []),
  ].join(', ');
}

/** What became of the declarations: those that are wrong, because of messages that are due at one tick, are to be refuted or to do no harm. */
function declarationsIn(outcomes: readonly Outcome[]): string {
  const wrong = outcomes.filter(({ isTrue }) => isTrue === false);
  const runs = (of: (outcome: Outcome) => number): number => outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  const ratio = runs(({ plainRuns }) => plainRuns ?? 0) / runs(({ coverRuns }) => coverRuns);
  return `${wrong.length} wrong declarations, ${wrong.filter(({ refuted }) => refuted).length} refuted and ${wrong.filter(({ slipped }) => slipped).length} unnoticed, without/with the others ${ratio.toFixed(2)} runs`;
}
