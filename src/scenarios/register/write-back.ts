/**
 * The register of `register/no-write-back`, whose readers store what they have found before they answer: Attiya, Bar-Noy &
 * Dolev (1995), section 3.
 *
 * Whoever reads later then finds it at one of any majority.
 */
import { scenario } from 'clew';
import { linearizableRegister } from 'clew/components';
import { nodesOn, replicas } from './no-write-back.ts';

const atomic = linearizableRegister({ replicas });

/** Readers store what they have found. */
export const writeBack = scenario({
  name: 'register/write-back',
  summary: 'writes and reads at a majority; readers store what they find, then answer',
  source: 'Attiya, Bar-Noy & Dolev (1995), section 3',
  nodes: nodesOn(atomic),
  bounds: { drops: 2, crashes: 1, depth: 2 },
  outcomes: atomic.guarantees(),
  known: [
    { outcome: 'genuine', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'available', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'linearizable', crashes: 1, drops: 2, depth: 2, verdict: 'survives', because: 'what one reader has seen is at a majority before it answers' },
  ],
});
