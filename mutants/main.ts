import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { catalog } from '../src/scenarios/catalog.ts';
import { Modules } from './modules.ts';
import { mutantsOf } from './mutants.ts';
import { operators } from './operators.ts';
import { placesOf } from './places.ts';
import { accountOf, print, type Reasons } from './report.ts';
import { run } from './run.ts';
import type { Verdict } from './worker.ts';

const help = `Makes mechanical mistakes in the library, one at a time, and sees whether the search finds them.

  npm run mutants                                 every mistake in what every surviving scenario is made of
  npm run mutants -- --scenario kafka             in one family, or in one scenario
  npm run mutants -- --scenario exercises         in what the exercises put to work
  npm run mutants -- --operator skip-persist      one kind of mistake: ${Object.keys(operators).join(', ')}
  npm run mutants -- --only 'broker.lead'         those with this in their name
  npm run mutants -- --every 10                   every tenth, for an estimate
  npm run mutants -- --list                       what would be made, without a search
  npm run mutants -- --json                       one document, and nothing else
  --workers 2                                     threads
  --reasons file.json                             other reasons than those in mutants/reasons.json

A mistake that nothing finds needs a reason. Exit code 1: one has none, or a reason is stale.
`;

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: '' },
    operator: { type: 'string' },
    only: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    reasons: { type: 'string', default: fileURLToPath(new URL('../../mutants/reasons.json', import.meta.url)) },
    workers: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const modules = new Modules(fileURLToPath(new URL('..', import.meta.url)));

if (values.help) process.stdout.write(help);
else process.exitCode = await check();

async function check(): Promise<number> {
  const isChosen = (name: string): boolean => name === values.scenario || values.scenario === '' || name.startsWith(`${values.scenario}/`);
  const surviving = catalog.filter(({ name, known }) => isChosen(name) && known.some(({ verdict }) => verdict === 'survives'));
  const places = await placesOf(modules, surviving.map(({ name }) => name));
  const kinds = Object.keys(operators).filter((kind) => values.operator === undefined || kind === values.operator);
  const mutants = mutantsOf(modules, places, kinds).filter(({ scenarios }) => scenarios.some(isChosen)).filter(({ name }, place) => name.includes(values.only) && place % Number(values.every) === 0);
  if (mutants.length === 0) return wrongUse('there is nothing to make a mistake in: see `npm run mutants -- --list`');
  if (values.list) {
    process.stdout.write(`${mutants.map(({ name }) => name).join('\n')}\n${mutants.length} mutants\n`);
    return 0;
  }
  let seen = 0;
  const onVerdict = ({ name, fate }: Verdict): void => {
    const erase = process.stderr.isTTY ? '\r\u001B[K' : '';
    if (fate.kind === 'survives' || fate.kind === 'undecided') process.stderr.write(`${erase}${fate.kind}  ${name}\n`);
    if (++seen % (process.stderr.isTTY ? 1 : 100) === 0) process.stderr.write(`${erase}${seen} of ${mutants.length}${process.stderr.isTTY ? '' : '\n'}`);
  };
  const workers = values.workers === undefined ? Math.min(2, availableParallelism()) : Number(values.workers);
  const verdicts = await run(mutants, places, workers, onVerdict);
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  const reasons = JSON.parse(readFileSync(values.reasons, 'utf8')) as Reasons;
  // A reason is stale only where all mutants that it may be about have been made.
  const isWhole = values.scenario === '' && values.operator === undefined && values.only === '' && values.every === '1';
  const account = accountOf(verdicts, mutants, reasons, isWhole);
  process.stdout.write(values.json ? `${JSON.stringify(account, null, 2)}\n` : print(account));
  return account.unexplained.length > 0 || account.stale.length > 0 ? 1 : 0;
}

function wrongUse(message: string): number {
  process.stderr.write(`error: ${message}\n`);
  return 2;
}
