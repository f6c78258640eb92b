import type { BoundsOptions, Scenario } from 'clew';
import { explain } from '../../../src/explanation/explain.ts';
import type { Explanation, OutcomeExplanation, Redundancy, Way } from '../../../src/explanation/explanation.ts';

const known = new Map<string, Explanation>();

/** The explanation of a scenario, made once for all tests of a file. */
export function explained(scenario: Scenario, options: BoundsOptions = {}): Explanation {
  const key = `${scenario.name} ${JSON.stringify(options)}`;
  const explanation = known.get(key) ?? explain(scenario, options);
  known.set(key, explanation);
  return explanation;
}

/** What is said of one outcome. */
export function outcomeOf({ outcomes }: Explanation, name: string): OutcomeExplanation {
  return outcomes.find((outcome) => outcome.name === name)!;
}

/** The way of which that set is one. */
export function wayWith({ ways }: OutcomeExplanation, faults: string): Way {
  return ways.find(({ sets }) => sets.includes(faults))!;
}

/** The cause of its example, a line for each link. */
export function causeIn({ example }: Way): string {
  return example.cause.map(({ text, likewise }) => `${text}${likewise.length === 0 ? '' : ` (likewise ${likewise.join(', ')})`}`).join('\n');
}

/** What covers that message or node. */
export function coverOf({ links, nodes }: OutcomeExplanation, subject: string): Redundancy {
  return [...links, ...nodes].find((one) => one.subject === subject)!;
}
