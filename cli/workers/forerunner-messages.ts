import type { MessagePort } from 'node:worker_threads';
import type { Batch } from '../../src/search/ahead/batch.ts';
import type { Told } from '../../src/search/ahead/piece-runner.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import type { RunOptions } from '../searching.ts';

/** What a forerunner is given when it starts. */
export interface ForerunnerData {
  /** Its number among the forerunners of the search. */
  readonly by: number;
  /** The arguments of the command, and the place of the scenario among those that they select. */
  readonly words: readonly string[];
  readonly place: number;
  readonly options: RunOptions;
  readonly port: MessagePort;
  /** One number, shared by all: counted up with each answer. */
  readonly answered: Int32Array;
}

/** What a forerunner is told to do: to run pieces of a batch, or to see whether the scenario still runs as it did. */
export type ForerunnerTask = { readonly batch: Batch<Fault> } | { readonly check: true };

/** What a forerunner answers. */
export type ForerunnerAnswer = { readonly told: Told<Fault> } | { readonly unchanged: boolean };
