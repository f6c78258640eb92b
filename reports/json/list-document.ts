import type { KnownVerdict } from '../../src/simulator/scenario.ts';
import type { Selected } from '../run-results.ts';

/** Scenarios as the document `clew/list/1`. */
export function listDocument(selected: readonly Selected[]): object {
  return { schema: 'clew/list/1', scenarios: selected.map(scenarioFields) };
}

function scenarioFields({ scenario, reference }: Selected): object {
  const { name, summary, source, nodes, outcomes, known } = scenario;
  return {
    name,
    reference,
    summary,
    source,
    nodes: Object.keys(nodes),
    outcomes: Object.entries(outcomes).map(([outcome, { kind, title }]) => ({ name: outcome, kind, title })),
    known: known.map(knownFields),
  };
}

function knownFields({ outcome, verdict, faults, sets, because, ...bounds }: KnownVerdict): object {
  return { outcome, verdict, bounds, ...(faults !== undefined && { faults }), ...(sets !== undefined && { sets }), ...(because !== undefined && { because }) };
}
