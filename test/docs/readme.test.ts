import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KnownVerdict, Scenario } from 'clew';
import { expect, it } from 'vitest';
import { budgetInWords } from '../../reports/text/words.ts';
import { catalog } from '../../src/scenarios/catalog.ts';
import { budgetOf } from '../../src/simulator/bounds.ts';
import { truePage } from './transcripts.ts';

const file = fileURLToPath(new URL('../../README.md', import.meta.url));

it('README.md shows the true output and every scenario; UPDATE_DOCS=1 rewrites it', async () => {
  const page = readFileSync(file, 'utf8');
  const truth = withScenarioTable((await truePage(page)).text);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, truth);
  expect(readFileSync(file, 'utf8')).toBe(truth);
});

function withScenarioTable(page: string): string {
  const rows = catalog.map((scenario) => `| \`${scenario.name}\` | ${scenario.summary} | ${Object.keys(scenario.outcomes).map((outcome) => verdictOf(scenario, outcome)).join('; ')} |\n`);
  const table = `| scenario | | what is known |\n|---|---|---|\n${rows.join('')}`;
  return page.replace(/(<!-- scenarios -->\n)[\s\S]*(<!-- \/scenarios -->)/, (_, begin: string, end: string) => `${begin}${table}${end}`);
}

/** What the scenario's file says of the outcome, the worst first. */
function verdictOf({ known }: Scenario, name: string): string {
  const about = known.filter(({ outcome }) => outcome === name);
  const broken = about.find(({ verdict }) => verdict === 'broken');
  const survives = about.findLast(({ verdict }) => verdict === 'survives');
  return `${name} ${[broken, survives].filter((verdict) => verdict !== undefined).map(inWords).join(', ')}`;
}

function inWords(known: KnownVerdict): string {
  const atomic = known.atomicSteps === true ? ' between steps' : '';
  return known.verdict === 'broken' ? `**broken** by ${known.faults?.[0] === undefined ? budgetInWords(budgetOf(known)) : `\`${known.faults[0]}\``}` : `survives ${budgetInWords(budgetOf(known))}${atomic}`;
}
