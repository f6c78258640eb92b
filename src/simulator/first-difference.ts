import type { Incident, RecordedEffect, RecordedRun, RecordedStep } from './recorded-run.ts';

/** Where two runs part. */
export interface Difference {
  /** The index of the step, in both runs; the number of steps where one or both have ended. */
  readonly step: number;
  /** What happens there in each run, on one line. */
  readonly first: string;
  readonly second: string;
}

/** The first step at which two runs part, or null where they are the same to the end. What a fault does to a node counts as well. */
export function firstDifference(first: RecordedRun, second: RecordedRun): Difference | null {
  const [ours, theirs] = [happeningsOf(first), happeningsOf(second)];
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const [a, b] = [ours[index] ?? endOf(first), theirs[index] ?? endOf(second)];
    const parted = a.line !== b.line ? -1 : a.deeds.findIndex((deed, n) => deed !== b.deeds[n]);
    if (a.line === b.line && parted < 0 && a.deeds.length === b.deeds.length) continue;
    const at = parted < 0 ? Math.min(a.deeds.length, b.deeds.length) : parted;
    const told = ({ line, deeds }: Happening) => (a.line !== b.line ? line : `${line}, and ${deeds[at] ?? 'does no more'}`);
    return { step: Math.min(a.step, b.step), first: told(a), second: told(b) };
  }
  return differenceInOutcomes(first, second);
}

/** A step in one line: when, between whom, what it takes. */
function stepLine(step: RecordedStep): string {
  const { takes } = step;
  const again = step.copy === 1 ? ' again' : '';
  if (takes.kind === 'message') return `tick ${step.tick}  ${takes.from} → ${step.node}  ${takes.type}${payloadOf(takes.payload)}${again}`;
  return `tick ${step.tick}  ${step.node}  ${takes.kind === 'timer' ? `timer ${takes.timer}${payloadOf(takes.payload)}` : takes.again ? 'starts again' : 'starts'}`;
}

/** What a step did, in a few words. */
function effectWords(effect: RecordedEffect): string {
  switch (effect.kind) {
    case 'write':
      if (effect.action === 'set') return `writes ${effect.cell} = ${effect.value}`;
      return effect.action === 'delete' ? `deletes ${effect.cell}` : `${effect.action}s ${effect.value} ${effect.action === 'add' ? 'to' : 'from'} ${effect.field}`;
    case 'send':
      return `sends ${effect.type}${payloadOf(effect.payload)} to ${effect.to}${struckWords(effect)}`;
    case 'timer':
      return `sets timer ${effect.timer}${payloadOf(effect.payload)} for tick ${effect.due}`;
    case 'cancel':
      return `cancels timer ${effect.step}`;
    case 'observation':
      return `records ${effect.name}${payloadOf(effect.value)}`;
  }
}

/** A step, or something that a fault did to a node, with what it did. */
interface Happening {
  readonly step: number;
  readonly line: string;
  readonly deeds: readonly string[];
}

function happeningsOf(run: RecordedRun): Happening[] {
  const happenings: Happening[] = [];
  // What befalls a message is told by the step that sends it.
  const incidents = run.incidents.filter(({ kind }) => kind !== 'loss' && kind !== 'duplicate' && kind !== 'defer' && kind !== 'start');
  let next = 0;
  for (let step = 0; step <= run.steps.length; step++) {
    for (; next < incidents.length && incidents[next]!.beforeStep === step; next++) happenings.push({ step, line: incidentLine(incidents[next]!), deeds: [] });
    const taken = run.steps[step];
    if (taken === undefined) continue;
    const threw = taken.threw === null ? [] : [`throws ${taken.threw.message}`];
    happenings.push({ step, line: stepLine(taken), deeds: [...taken.effects.map(effectWords), ...threw] });
  }
  return happenings;
}

function incidentLine({ kind, tick, until, nodes, apart, subject }: Incident): string {
  const what = { crash: 'crashes', restart: 'goes down', death: 'dies of its exception', pause: 'pauses', isolate: 'is isolated', cut: `cut off from ${apart.join(',')}`, skew: 'has its clock ahead', start: '', loss: '', duplicate: '', defer: '' }[kind];
  return `tick ${tick}  ${nodes.join(',')}  ${what}${until < 0 ? '' : ` until tick ${until}`}${subject === '' ? '' : ` at ${subject}`}`;
}

function struckWords({ fate, struckBy }: Extract<RecordedEffect, { kind: 'send' }>): string {
  if (fate === 'lost') return ', which is lost';
  const words = struckBy.map((token) => (token.startsWith('dup:') ? ', which is duplicated' : ', which is deferred'));
  return words.join('');
}

function payloadOf(payload: string): string {
  return payload === 'undefined' || payload === 'null' ? '' : ` ${payload}`;
}

function endOf(run: RecordedRun): Happening {
  return { step: run.steps.length, line: `nothing more until the end at tick ${run.end.tick}`, deeds: [] };
}

function differenceInOutcomes(first: RecordedRun, second: RecordedRun): Difference | null {
  for (const [index, outcome] of first.outcomes.entries()) {
    const other = second.outcomes[index];
    if (other === undefined || other.goodness === outcome.goodness) continue;
    return { step: first.steps.length, first: `the outcome ${outcome.name} is ${outcome.goodness}`, second: `the outcome ${outcome.name} is ${other.goodness}` };
  }
  return null;
}
