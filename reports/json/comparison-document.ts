import type { Comparison, Effort, OutcomeComparison, RandomFigures, StrategyFigures } from '../../src/search/compare.ts';
import { boundsFields } from './run-document.ts';

/** Strategies side by side, as the document `clew/compare/1`. Only `elapsedMs` differs between two equal comparisons. */
export function comparisonDocument({ scenario, bounds, sets, enumeration, outcomes, interrupted }: Comparison, reference: string): object {
  return { schema: 'clew/compare/1', scenario, reference, bounds: boundsFields(bounds), sets, enumeration: effortFields(enumeration), outcomes: outcomes.map(outcomeFields), interrupted };
}

function outcomeFields({ name, kind, title, minimal, breaking, strategies, random }: OutcomeComparison): object {
  return { name, kind, title, minimal, breaking, strategies: strategies.map(strategyFields), random: random.map(randomFields) };
}

function strategyFields({ method, runs, milliseconds, firstBug, certificate, covered, found, recall }: StrategyFigures): object {
  return { method, ...effortFields({ runs, milliseconds }), firstBug: effortFields(firstBug), certificate: effortFields(certificate), covered, found, recall };
}

function randomFields({ method, from, replacement, drawnFrom, trials, unfinished, firstBug, allMinimal }: RandomFigures): object {
  return { method, from, replacement, drawnFrom, trials, unfinished, firstBug, allMinimal };
}

function effortFields(effort: Effort | null): { runs: number; elapsedMs: number } | null {
  return effort === null ? null : { runs: effort.runs, elapsedMs: Math.round(effort.milliseconds * 100) / 100 };
}
