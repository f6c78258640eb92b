import { always, type Component, type Observation, type Outcome } from 'clew';
import { mutualExclusion } from 'clew/checkers';
import { lockClientName, type WantedLock } from './client.ts';
import { type LockEvent, lockEvents } from './service.ts';

/** What a lock service and its clients promise. */
export interface LockGuarantees {
  /** No two leases of a lock overlap, but for those of a client that has started again. */
  readonly leases: Outcome;
  /** Each holder has a higher token than those before; so has one that has started again. */
  readonly tokens: Outcome;
  /** No two clients take themselves for the holder of one lock. This one does not survive a pause longer than a lease. */
  readonly oneHolder: Outcome;
}

/** The promises of a lock service whose leases last so many ticks, and of its clients. */
export function lockGuarantees(lease: number, clients: readonly Component[]): LockGuarantees {
  const of = 'lock';
  return {
    leases: always('no two leases of a lock overlap', (world) => byLock(world.observed(lockEvents)).every((events) => apart(events, lease)), { of }),
    tokens: always('each holder has a higher token than those before', (world) => byLock(world.observed(lockEvents)).every(rising), { of }),
    oneHolder: mutualExclusion({
      of: 'lock clients',
      title: 'no two clients take themselves for the holder of one lock',
      holders: (world) => twice(clients.flatMap((client) => world.living(client) as LockClientState[]).flatMap(heldBy)),
    }),
  };
}

type LockClientState = { readonly [lockClientName]: { readonly wanted: ReadonlyMap<string, WantedLock> } };

function heldBy(state: LockClientState): string[] {
  return [...state[lockClientName].wanted].flatMap(([lock, { held }]) => (held === undefined ? [] : [lock]));
}

function twice(locks: readonly string[]): string[] {
  return locks.filter((lock) => locks.indexOf(lock) !== locks.lastIndexOf(lock));
}

type Events = readonly Observation<LockEvent>[];

function byLock(events: Events): Events[] {
  return [...new Set(events.map(({ value }) => value.lock))].map((lock) => events.filter(({ value }) => value.lock === lock));
}

function apart(events: Events, lease: number): boolean {
  return events.every(({ value, tick }, place) => {
    const before = events[place - 1];
    if (before === undefined || value.event !== 'granted') return true;
    return before.value.event === 'released' || before.value.holder === value.holder || before.tick + lease <= tick;
  });
}

function rising(events: Events): boolean {
  return events.every(({ value: { token, holder, session } }, place) => {
    const before = events[place - 1]?.value;
    const isSame = before?.holder === holder && before.session === session;
    return before === undefined || token > before.token || (isSame && token === before.token);
  });
}
