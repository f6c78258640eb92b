import { parseArgs } from 'node:util';
import { catalog } from '../src/scenarios/catalog.ts';
import { Cover } from '../src/search/cover.ts';
import { keyOf } from '../src/search/failure-sets.ts';
import { SimulatedSystem } from '../src/search/simulated-system.ts';
import type { Fault } from '../src/simulator/fault.ts';
import { prepare } from '../src/simulator/preparation.ts';

const usage = `After how many runs is the first bug found? Every broken outcome of the library, each searched alone, at the bounds of its scenario.

  npm run build && node dist/bench/first-bug.js [--only <text>] [--no-probe] [--all]
  --all   a line for each outcome
`;

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, 'no-probe': { type: 'boolean', default: false }, all: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });

if (values.help) process.stdout.write(usage);
else measure();

function measure(): void {
  const runs: number[] = [];
  let outcomes = 0;
  for (const scenario of catalog.filter(({ name }) => name.includes(values.only))) {
    const { simulation, bounds } = prepare(scenario);
    const system = new SimulatedSystem(simulation, bounds);
    for (const [place, name] of Object.keys(scenario.outcomes).entries()) {
      outcomes++;
      const first = firstBug(system, new Cover<Fault>(place, bounds, { probes: !values['no-probe'] }));
      if (first === undefined) continue;
      runs.push(first);
      if (values.all) process.stdout.write(`${String(first).padStart(6)}  ${scenario.name} ${name}\n`);
    }
  }
  runs.sort((a, b) => a - b);
  process.stdout.write(`${outcomes} outcomes, ${runs.length} broken; runs to the first bug: ${runs.reduce((sum, count) => sum + count, 0)} in all, median ${runs[runs.length >> 1]}, at most ${runs.at(-1)}\n`);
}

/** After how many runs a failure set is known that breaks the outcome; undefined where there is none. */
function firstBug(system: SimulatedSystem, cover: Cover<Fault>): number | undefined {
  for (let sets = cover.propose(); sets.length > 0 || cover.forming; sets = cover.propose()) {
    const open = new Set(sets.map(keyOf));
    for (const faults of sets) {
      if (!open.delete(keyOf(faults))) continue;
      const settled = cover.accept(faults, system.run(faults, cover.needsLineage(faults) ? 'lineage' : 'verdict'));
      for (const other of settled) open.delete(keyOf(other));
      if (cover.breaking.sets.length > 0) return cover.runs;
    }
  }
  return undefined;
}
