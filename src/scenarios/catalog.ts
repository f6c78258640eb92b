/** The library: adding a scenario takes one file and one line here. */
import type { Scenario } from 'clew';
import { acked } from './delivery/acked.ts';
import { classic } from './delivery/classic.ts';
import { redundant } from './delivery/redundant.ts';
import { retry } from './delivery/retry.ts';
import { simple } from './delivery/simple.ts';
import { termination as termination3pc } from './three-phase-commit/termination.ts';
import { timeout as timeout3pc } from './three-phase-commit/timeout.ts';
import { saga } from './transfer/saga.ts';
import { separate } from './transfer/separate.ts';
import { twoPhaseCommit } from './transfer/two-phase-commit.ts';
import { cooperative as cooperative2pc } from './two-phase-commit/cooperative.ts';
import { plain as plain2pc } from './two-phase-commit/plain.ts';
import { timeout as timeout2pc } from './two-phase-commit/timeout.ts';

/** The scenarios of the library, in the order of lists. */
export const catalog: readonly Scenario[] = [
  simple,
  retry,
  classic,
  redundant,
  acked,
  plain2pc,
  timeout2pc,
  cooperative2pc,
  timeout3pc,
  termination3pc,
  separate,
  twoPhaseCommit,
  saga,
];
