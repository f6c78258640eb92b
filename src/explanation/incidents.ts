import type { Incident, RecordedRun, RecordedStep } from '../simulator/recorded-run.ts';

/** What stopped a node last, up to that tick; undefined for nothing. */
export function stopOf({ incidents }: RecordedRun, node: string, tick: number): Incident | undefined {
  return incidents.findLast((incident) => (incident.kind === 'crash' || incident.kind === 'restart' || incident.kind === 'death') && incident.nodes[0] === node && incident.tick <= tick);
}

/** The last restart of a node before a step; undefined for none. */
export function restartBefore({ incidents }: RecordedRun, node: string, step: number): Incident | undefined {
  return incidents.findLast(({ kind, nodes, beforeStep }) => kind === 'restart' && nodes[0] === node && beforeStep <= step);
}

/** The pause that a step was late for; undefined for none. */
export function pauseAround({ incidents }: RecordedRun, step: RecordedStep): Incident | undefined {
  return incidents.findLast(({ kind, nodes, tick, until }) => kind === 'pause' && nodes[0] === step.node && tick <= step.tick && until >= step.tick);
}
