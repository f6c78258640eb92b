/**
 * The workers of `jobs/request-key`, whose requests are named after the job: Kleppmann (2017), chapter 12, "Operation
 * identifiers".
 *
 * Whoever charges for a job, and however often, means the same charge.
 */
import { scenario } from 'clew';
import { system } from './request-key.ts';

/** The key is that of the job. */
export const jobKey = scenario({
  name: 'jobs/job-key',
  summary: 'workers charge for the jobs of a queue, under the key of the job',
  source: 'Kleppmann (2017), chapter 12, "Operation identifiers"',
  ...system({ keyOf: (_, { order }) => order }),
  bounds: { drops: 2, pauses: 1, depth: 2, durations: [7], until: 14, horizon: 60 },
  known: [
    { outcome: 'kept', drops: 2, pauses: 1, depth: 2, verdict: 'survives' },
    { outcome: 'hidden', drops: 2, pauses: 1, depth: 2, verdict: 'survives' },
    { outcome: 'receipts', drops: 2, pauses: 1, depth: 2, verdict: 'survives' },
    { outcome: 'charged', drops: 2, pauses: 1, depth: 2, verdict: 'survives' },
    { outcome: 'chargedOnce', drops: 2, pauses: 1, depth: 2, verdict: 'survives', because: 'both workers ask under one key' },
    { outcome: 'chargedOnce', crashes: 1, verdict: 'survives' },
    { outcome: 'chargedOnce', drops: 1, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
