import { readFileSync, writeFileSync } from 'node:fs';
import { catalog } from '../src/scenarios/catalog.ts';
import { examine } from '../src/search/examine.ts';

/** What a search of each scenario costs, in counts that are the same on every machine. */
export interface Counts {
  readonly [scenario: string]: { readonly runs: number; readonly steps: number };
}

/** Where the counts are kept that later ones are compared with. */
export const countsFile = 'bench/counts.json';

/** Searches every scenario whose name contains the text, at its own bounds, and counts. */
export function countAll(only = ''): Counts {
  const chosen = catalog.filter(({ name }) => name.includes(only));
  return Object.fromEntries(
    chosen.map((scenario) => {
      const { runs, steps } = examine(scenario);
      return [scenario.name, { runs, steps }];
    }),
  );
}

/** Keeps the counts, a line for each scenario. */
export function keepCounts(counts: Counts): void {
  writeFileSync(countsFile, `{\n${Object.entries(counts).map(([name, count]) => `  ${JSON.stringify(name)}: ${JSON.stringify(count)}`).join(',\n')}\n}\n`);
}

/** The counts that were kept. */
export function keptCounts(): Counts {
  return JSON.parse(readFileSync(countsFile, 'utf8')) as Counts;
}

/** What costs more than it did, a line each; new scenarios have nothing to be compared with. */
export function regressions(kept: Counts, now: Counts): string[] {
  return Object.entries(now).flatMap(([name, count]) =>
    (['runs', 'steps'] as const).flatMap((what) => {
      const before = kept[name]?.[what];
      return before === undefined || count[what] <= before ? [] : [`${name}: ${count[what]} ${what}, and before ${before}`];
    }),
  );
}
