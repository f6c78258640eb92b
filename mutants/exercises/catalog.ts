/**
 * Exercises: workloads that put ready-made components to work where the library does not need to. Each survives its
 * bounds, and is searched for the mistakes in the code that it uses which the library leaves standing. They are made as a user would
 * make them; what they promise are the guarantees of the component, and what follows from them.
 */
import type { Scenario } from 'clew';
import { aJobThatIsTriedTwice, aLongJob, besidesTheQueue, jobsInNoTime, jobsThatMakeJobs, jobsTriedOnce } from './job-queue.ts';
import { repliesOfCopies } from './layers.ts';
import { awaitedLock, calmReturner, keptLock, lateAttempts, overtakenAnswers, passedLock, pausedHolder, restartedHolder, returnedInVain, returnedLock } from './lock-service.ts';
import { distantReader, halfWrittenValue, oneServer, readOne, restartedWriter, twoWriters } from './register.ts';
import { answeredLater, askedOnce, givenUp, namelessRequests, restartedServer } from './request-reply.ts';

/** One line here for each component. */
export const exercises: readonly Scenario[] = [
  [aJobThatIsTriedTwice, aLongJob, besidesTheQueue, jobsInNoTime, jobsThatMakeJobs, jobsTriedOnce],
  [repliesOfCopies],
  [awaitedLock, calmReturner, keptLock, lateAttempts, overtakenAnswers, passedLock, pausedHolder, restartedHolder, returnedInVain, returnedLock],
  [distantReader, halfWrittenValue, oneServer, readOne, restartedWriter, twoWriters],
  [answeredLater, askedOnce, givenUp, namelessRequests, restartedServer],
].flat();
