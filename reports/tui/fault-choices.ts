import { byToken, type Fault } from '../../src/simulator/fault.ts';
import type { RecordedStep } from '../../src/simulator/recorded-run.ts';
import type { Played } from './player.ts';

/** A fault that can be switched on or off. */
export interface FaultChoice {
  readonly token: string;
  readonly about: string;
}

const partitionsMax = 24;

/** What can be toggled at a step: the faults in force, then, with the kinds that the bounds allow first, those that strike the step, what it takes, what it sends, and its node. */
export function faultChoices({ run, offers: unsorted }: Played, step: number, inForce: readonly string[]): FaultChoice[] {
  const isAsked = ({ kind }: Fault) => (run.bounds.budget[kind] ?? 0) > 0;
  const sorted = unsorted.toSorted(byToken);
  const offers = [...sorted.filter(isAsked), ...sorted.filter((fault) => !isAsked(fault))];
  const choices = new Map<string, FaultChoice>();
  const add = (token: string, about: string) => {
    if (!choices.has(token)) choices.set(token, { token, about });
  };
  for (const token of inForce) add(token, 'in the failure set');
  const here = run.steps[step];
  if (here === undefined) return [...choices.values()];
  for (const [name, about] of subjectsOf(here)) {
    for (const fault of offers) if (subjectOf(fault) === name) add(fault.token, isOnMessage(fault) ? about.message : about.step);
  }
  const onNode = offers.filter(({ node, lane, tick, kind }) => node === here.node && lane === '' && (kind !== 'isolate' || tick === here.tick));
  for (const { token } of onNode) add(token, `node ${here.node}`);
  const partitions = offers.filter(({ kind, tick, groups }) => kind === 'cut' && tick === here.tick && groups?.flat().includes(here.node) === true);
  for (const { token } of partitions.slice(0, partitionsMax)) add(token, `links of ${here.node}`);
  return [...choices.values()];
}

/** What a fault may name here: what the step takes, and what it sends, with a word on each for messages and for the steps that take them. */
function subjectsOf(step: RecordedStep): Map<string, { readonly message: string; readonly step: string }> {
  const { takes, effects } = step;
  const own = takes.kind === 'message' ? takes.message : step.name.includes('@') ? step.name : `${step.name}@1`;
  const subjects = new Map([[own, { message: 'the message that it takes', step: 'this step' }]]);
  for (const effect of effects) {
    if (effect.kind === 'send') subjects.set(effect.message, { message: `the ${effect.type} that it sends to ${effect.to}`, step: `when ${effect.to} takes its ${effect.type}` });
    if (effect.kind === 'timer') subjects.set(effect.step, { message: '', step: `when its timer ${effect.timer} runs out` });
  }
  return subjects;
}

function isOnMessage({ kind }: Fault): boolean {
  return kind === 'drop' || kind === 'dup' || kind === 'defer';
}

function subjectOf({ lane, number }: Fault): string {
  return lane === '' ? '' : `${lane}@${number}`;
}
