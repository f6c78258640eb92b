import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { naive } from '../../../src/scenarios/delivery-consumer/naive.ts';
import { isr } from '../../../src/scenarios/kafka/isr.ts';
import { lease } from '../../../src/scenarios/lock/lease.ts';
import { timeout as threePhase } from '../../../src/scenarios/three-phase-commit/timeout.ts';
import { timeout as twoPhase } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import type { RecordedRun } from '../../../src/simulator/recorded-run.ts';
import { explained } from './library.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Words of protocols that are also words of plain English, and of the program. */
const plainEnglish = new Set(['start', 'work', 'write', 'written', 'received', 'again', 'state', 'end', 'from', 'number', 'order', 'log', 'prepare', 'alive', 'repeat', 'add', 'inner', 'refused']);

/** Every word that a protocol has of its own: nodes, messages, timers, fields, outcomes. */
function wordsOf(run: RecordedRun): string[] {
  const words = run.steps.flatMap(({ takes, effects }) => [takes.kind === 'message' ? takes.type : takes.kind === 'timer' ? takes.timer : '', ...effects.map((effect) => (effect.kind === 'write' ? effect.field : effect.kind === 'observation' ? effect.name : effect.kind === 'timer' ? effect.timer : ''))]);
  const fields = run.nodes.flatMap(({ id, component, state, disk }) => [id, component, ...Object.keys(state), ...Object.keys(disk)]);
  return [...words, ...fields, ...run.outcomes.map(({ name }) => name)];
}

it('nothing that explains knows a word of the protocols that it explains', () => {
  const words = new Set([twoPhase, threePhase, isr, naive, lease].flatMap((scenario) => wordsOf(explained(scenario, { depth: 0 }).good)).filter((word) => /^[A-Za-z]{2,}$/.test(word) && !plainEnglish.has(word)));
  expect(words.size).toBeGreaterThan(20);
  expect([...words]).toEqual(expect.arrayContaining(['vote', 'decide', 'precommit', 'timeout', 'inSync', 'acquire', 'lease']));
  const folders = ['src/explanation', 'reports/text', 'reports/space-time'];
  const texts = folders.flatMap((folder) => readdirSync(path.join(root, folder)).map((file) => readFileSync(path.join(root, folder, file), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')));
  const known = [...words].filter((word) => texts.some((text) => new RegExp(`(?<![\\w$])${word}(?![\\w$])`).test(text)));
  expect(known).toEqual([]);
});
