import type { Memory, RecordedRun } from '../../src/simulator/recorded-run.ts';

const fieldsMax = 4;

/** A value as one says it: words and identifiers without quotes, the fields of an object without braces. */
export function words(value: string): string {
  if (/^"[A-Za-z][\w.-]*"$/.test(value) && !/^"(true|false|null|undefined|NaN|Infinity)"$/.test(value)) return value.slice(1, -1);
  return value;
}

/** The payload of a message or timer, or the value of an observation, after its name; nothing if there is none. */
export function payloadWords(payload: string): string {
  if (payload === 'undefined' || payload === 'null' || payload === '{}') return '';
  return ` ${payload.startsWith('{') ? payload.slice(1, payload.endsWith('}') ? -1 : undefined) : words(payload)}`;
}

/** Some of a node's peers in a row: `p1 p2`, `all`, `all but p3`, `12 nodes`; the node itself is `self`. */
export function among(names: readonly string[], node: string, run: RecordedRun): string {
  const distinct = new Set(names);
  const missing = run.nodes.filter(({ id }) => id !== node && !distinct.has(id)).map(({ id }) => id);
  if (missing.length === 0 && distinct.size > 1 && !distinct.has(node)) return 'all';
  if (distinct.size <= 4) return names.map((name) => (name === node ? 'self' : name)).join(' ');
  return missing.length <= 2 ? `all but ${missing.join(' ')}` : `${distinct.size} nodes`;
}

/** What a node remembers, in a few lines: what outcomes have read of it comes first, and of a node that is down only what its disk keeps. */
export function fieldLines(node: Memory & { readonly id: string; readonly alive: boolean }, run: RecordedRun): { disk: boolean; text: string }[] {
  const asked = fieldsRead(node.id, run);
  const fields = [
    ...(node.alive ? Object.entries(node.state) : []).map(([name, value]) => ({ disk: false, name, value, place: `state.${name}` })),
    ...Object.entries(node.disk).map(([name, value]) => ({ disk: true, name, value, place: `disk.${name}` })),
  ];
  const sorted = [...fields.filter(({ place }) => asked.has(place)), ...fields.filter(({ place }) => !asked.has(place))];
  const shown = sorted.length > fieldsMax ? sorted.slice(0, fieldsMax - 1) : sorted;
  const lines = shown.map(({ disk, name, value }) => ({ disk, text: `${name}=${words(value)}` }));
  return shown.length === sorted.length ? lines : [...lines, { disk: false, text: `and ${sorted.length - shown.length} more` }];
}

/** The fields of a node that outcomes have read: `state.vote`. Those of broken outcomes only, if there are any. */
function fieldsRead(node: string, run: RecordedRun): Set<string> {
  const broken = run.outcomes.filter(({ goodness }) => goodness === 'bad');
  const places = (broken.length > 0 ? broken : run.outcomes).flatMap(({ reads }) => reads.map(({ cell }) => cell));
  return new Set(places.filter((cell) => cell.startsWith(`${node}.`)).map((cell) => /^(?:state|disk)\.[^.[ ]+/.exec(cell.slice(node.length + 1))?.[0] ?? ''));
}
