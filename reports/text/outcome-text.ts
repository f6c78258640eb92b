import type { OutcomeReport } from '../../src/search/examine.ts';
import { counted, grouped } from './words.ts';

/** The verdict in a word or two, as tables show it. */
export function verdictInShort({ verdict, failureSets }: OutcomeReport): string {
  if (verdict !== 'broken') return verdict;
  return `BROKEN by ${counted(failureSets[0]!.size, 'fault')}`;
}

/** What the verdict rests on, in short, as tables show it. */
export function groundsInShort(outcome: OutcomeReport): string {
  const { verdict, failureSets, certificate } = outcome;
  if (verdict === 'broken') {
    const more = failureSets.length - 1;
    return `${failureSets[0]!.faults}${more === 0 ? '' : ` and ${counted(more, 'more set')}`}`;
  }
  if (verdict === 'undecided') return doneSoFar(outcome);
  return `up to ${counted(certificate.depth, 'fault')}: ${counted(certificate.runs, 'run')} cover ${counted(Math.max(certificate.covered, certificate.runs), 'failure set')}`;
}

/** The certificate as a sentence. */
export function certificateSentence(outcome: OutcomeReport): string {
  const { verdict, certificate } = outcome;
  const { complete, depth, runs, covered, interchangeable } = certificate;
  if (!complete) return doneSoFar(outcome);
  const equal = covered > runs ? `, ${grouped(covered - runs)} equal to one that ran` : '';
  const declared = interchangeable === undefined || interchangeable.taken === 0 ? '' : `, ${grouped(interchangeable.taken)} of these because ${interchangeable.nodes.map(listed).join(', and ')} are declared interchangeable`;
  const besides = verdict === 'broken' ? ', and each that breaks it contains one of these' : '';
  return `every failure set of at most ${counted(depth, 'fault')} within these bounds is covered: ${grouped(runs)} run${equal}${declared}${besides}`;
}

/** How far an unfinished search has come. */
function doneSoFar({ name, verdict, certificate }: OutcomeReport): string {
  const { method, depth, runs, shareOfNext } = certificate;
  if (name === 'exception' && verdict === 'broken' && method === 'probe') return 'found in passing; --outcome exception searches for every way';
  const found = verdict === 'broken' ? `there may be other ways than in these ${counted(runs, 'run')}` : `nothing found in ${counted(runs, 'run')}`;
  if (method === 'probe' || method === 'random') return `${found}; a search by ${method} certifies nothing`;
  if (depth < 0) return `${found}; nothing is certified`;
  const others = verdict === 'broken' ? '; there may be other ways' : '';
  return `every failure set of at most ${counted(depth, 'fault')} is covered, and ${percent(shareOfNext)} of those of ${depth + 1}, in ${counted(runs, 'run')}${others}`;
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

function listed(nodes: readonly string[]): string {
  return `${nodes.slice(0, -1).join(', ')} and ${nodes.at(-1)}`;
}
