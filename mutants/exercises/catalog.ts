/**
 * Exercises: workloads that put ready-made components, and protocols of the library, to work where its scenarios do not. Each
 * survives its bounds, and is searched for the mistakes in the code that it uses which the library leaves standing. They are
 * made as a user would make them; what they promise are the guarantees of a component, what a protocol is there for, or what
 * it may cost.
 */
import type { Scenario } from 'clew';
import * as atomicCommitment from './families/atomic-commitment.ts';
import * as consensus from './families/consensus.ts';
import * as convergence from './families/convergence.ts';
import * as delivery from './families/delivery.ts';
import * as derivedData from './families/derived-data.ts';
import * as logs from './families/logs.ts';
import * as saga from './families/saga.ts';
import * as seats from './families/seats.ts';
import * as transfer from './families/transfer.ts';
import { commitsAfter, commitsBefore, commitsWithOutput, membersThatComeLate, slowAfter, slowBefore, slowWithOutput } from './consumer-groups.ts';
import { aJobThatIsTriedTwice, aLongJob, besidesTheQueue, jobsInNoTime, jobsThatMakeJobs, jobsTriedOnce } from './job-queue.ts';
import { severalRecordsInSync, whoeverIsLeft } from './kafka.ts';
import { repliesOfCopies } from './layers.ts';
import { awaitedLock, calmReturner, keptLock, lateAttempts, overtakenAnswers, passedLock, pausedHolder, restartedHolder, returnedInVain, returnedLock } from './lock-service.ts';
import { severalLives, twoProducers } from './log-producers.ts';
import { distantReader, halfWrittenValue, oneServer, readOne, restartedWriter, twoWriters } from './register.ts';
import { answeredLater, askedOnce, givenUp, namelessRequests, restartedServer } from './request-reply.ts';
import { compaction, everyChange, lateAnswers, ownWork, patience, phantoms, sharedLocks, unsharedLock } from './table.ts';

/** One line here for each component, and one for each file on families of the library, all of whose exports are exercises. */
export const exercises: readonly Scenario[] = [
  [aJobThatIsTriedTwice, aLongJob, besidesTheQueue, jobsInNoTime, jobsThatMakeJobs, jobsTriedOnce],
  [commitsAfter, commitsBefore, commitsWithOutput, membersThatComeLate, slowAfter, slowBefore, slowWithOutput],
  [severalRecordsInSync, whoeverIsLeft],
  [repliesOfCopies],
  [awaitedLock, calmReturner, keptLock, lateAttempts, overtakenAnswers, passedLock, pausedHolder, restartedHolder, returnedInVain, returnedLock],
  [severalLives, twoProducers],
  [distantReader, halfWrittenValue, oneServer, readOne, restartedWriter, twoWriters],
  [answeredLater, askedOnce, givenUp, namelessRequests, restartedServer],
  [compaction, everyChange, lateAnswers, ownWork, patience, phantoms, sharedLocks, unsharedLock],
  Object.values(atomicCommitment),
  Object.values(consensus),
  Object.values(convergence),
  Object.values(delivery),
  Object.values(derivedData),
  Object.values(logs),
  Object.values(saga),
  Object.values(seats),
  Object.values(transfer),
].flat();
