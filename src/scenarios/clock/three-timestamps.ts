/**
 * The same with three times, after Kleppmann (2017), chapter 11, "Whose clock are you using, anyway?".
 *
 * When it happened and when it was reported, by the device's clock, and when that arrived, by the server's. The second
 * and the third are the same moment but for the way from one to the other: what lies between them is how far the clocks
 * are apart, and is added to the first. It is wrong by as much as a report is under way.
 */
import { scenario } from 'clew';
import { server, system, timing } from './device-time.ts';

const reckoning = server((at, sent, now) => at + (now - sent));

/** The time that the device says, put right by what its clock says now. */
export const threeTimestamps = scenario({
  name: 'clock/three-timestamps',
  summary: 'the server puts the times right by what the device’s clock says now',
  source: 'Kleppmann (2017), chapter 11, "Whose clock are you using, anyway?"',
  ...system(reckoning),
  bounds: { skews: 2, drops: 2, depth: 2 },
  outcomes: timing(reckoning),
  known: [
    { outcome: 'noted', skews: 2, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'reported', skews: 2, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'intervals', skews: 2, drops: 2, depth: 2, verdict: 'survives' },
    {
      outcome: 'intervals',
      pauses: 1,
      verdict: 'broken',
      faults: ['pause:server/b:report@1~2'],
      sets: 5,
      because: 'the server takes the time that a report has waited for a difference between the clocks',
    },
  ],
});
