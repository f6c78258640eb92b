import { faultKinds, type FaultKindName } from './bounds.ts';
import { ClewError, suggestion } from './errors.ts';
import { byToken, type Fault } from './fault.ts';
import { kinds } from './faults/index.ts';

/** Faults in canonical order, each once. */
export type FailureSet = readonly Fault[];

/**
 * Reads a failure set from its word, such as `crash:C/p1:vote@1+drop:a:b:vote@2`, or `none`.
 *
 * @throws ClewError CLEW_BAD_FAULT if a token is not one, names a fault twice, or two of the faults cannot both happen
 */
export function parseFailureSet(text: string): FailureSet {
  const word = text.trim();
  if (word === 'none' || word === '') return [];
  const faults = new Map<string, Fault>();
  for (const token of word.split('+')) {
    if (token.trim() === '') throw badFault(token, `is empty: there is a "+" too many in ${JSON.stringify(word)}`);
    const fault = parseFault(token.trim());
    for (const other of faults.values()) {
      if (other.token === fault.token) throw badFault(token, 'is named twice');
      if (other.exclusive === fault.exclusive) throw badFault(token, `cannot happen together with "${other.token}"`);
    }
    faults.set(fault.token, fault);
  }
  return [...faults.values()].sort(byToken);
}

/** Reads one fault from its token. */
export function parseFault(token: string): Fault {
  const at = token.indexOf(':');
  const name = at < 0 ? token : token.slice(0, at);
  if (!(faultKinds as readonly string[]).includes(name)) throw badFault(token, `begins with no kind of fault; ${suggestion(name, faultKinds)}`);
  const kind = kinds[name as FaultKindName];
  const fault = at < 0 ? undefined : kind.parse(token.slice(at + 1), token);
  if (fault === undefined) throw badFault(token, `is not of the form ${kind.form}`);
  return fault;
}

function badFault(token: string, why: string): ClewError {
  return new ClewError('CLEW_BAD_FAULT', `the fault "${token}" ${why}`, {
    values: Object.values(kinds).map((kind) => `${kind.name.padEnd(9)}${kind.form}`),
    usually: 'A failure set is its tokens joined by "+", as clew prints them.',
  });
}
