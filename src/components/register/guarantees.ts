import { always, type Component, eventually, type Outcome } from 'clew';
import { linearizable, operationsOf, register } from 'clew/checkers';
import type { Quorums } from './client.ts';
import type { ReplicaDisk } from './replica.ts';

/** What every register promises. */
export interface RegisterGuarantees {
  /** What is read has been written, or is what was there in the beginning. */
  readonly genuine: Outcome;
  /** Each operation of a client that lives is answered, as long as enough replicas live. */
  readonly available: Outcome;
}

/** What a linearizable register promises. */
export interface LinearizableGuarantees extends RegisterGuarantees {
  /** Each operation seems to take effect at one moment. */
  readonly linearizable: Outcome;
}

const of = 'register';

/** The promises of a register whose values may be old. */
export function registerGuarantees(replica: Component<object, ReplicaDisk>, clients: readonly Component[], { reads, writes }: Quorums): RegisterGuarantees {
  return {
    genuine: always(
      'what is read has been written',
      (world) => {
        const operations = operationsOf(world);
        const written = new Set(operations.filter(({ method }) => method === 'write').map(({ object, input }) => textOf(object, input)));
        return operations.every(({ method, object, output }) => method === 'write' || output === undefined || written.has(textOf(object, output)));
      },
      { of },
    ),
    available: eventually(
      'each operation of a client that lives is answered, if enough replicas live',
      (world) => clients.flatMap((client) => world.living(client) as ClientState[]).every(({ registerClient }) => registerClient.operations.size === 0),
      { of, given: (world) => world.living(replica).length >= Math.max(reads, writes) },
    ),
  };
}

/** The promises of a register whose values are never old. */
export function linearizableGuarantees(replica: Component<object, ReplicaDisk>, clients: readonly Component[], quorums: Quorums): LinearizableGuarantees {
  return { ...registerGuarantees(replica, clients, quorums), linearizable: linearizable(register(), { of }) };
}

type ClientState = { readonly registerClient: { readonly operations: ReadonlyMap<string, unknown> } };

function textOf(object: string, value: unknown): string {
  return JSON.stringify([object, value]);
}
