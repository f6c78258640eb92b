/** A lock that is held: by one transaction, or shared by several. */
export interface Lock {
  readonly exclusive: boolean;
  readonly owners: readonly string[];
}

/** Locks by what they are on. */
export type Locks = Map<string, Lock>;

/** Takes a lock, or makes a shared one exclusive; returns the transactions in whose way that would be, and then takes none. */
export function acquire(locks: Locks, owner: string, item: string, exclusive: boolean): readonly string[] {
  const held = locks.get(item);
  if (held === undefined) {
    locks.set(item, { exclusive, owners: [owner] });
    return [];
  }
  const others = held.owners.filter((other) => other !== owner);
  if (others.length > 0 && (exclusive || held.exclusive)) return others;

  locks.set(item, { exclusive: exclusive || held.exclusive, owners: [...others, owner] });
  return [];
}

/** Lets go of every lock of a transaction. */
export function release(locks: Locks, owner: string): void {
  for (const [item, { exclusive, owners }] of Array.from(locks)) {
    const others = owners.filter((other) => other !== owner);
    if (others.length === owners.length) continue;
    if (others.length === 0) locks.delete(item);
    else locks.set(item, { exclusive, owners: others });
  }
}

/**
 * Whether a transaction waits for itself, round some corners: a deadlock.
 *
 * @param waitsFor what a transaction waits for; undefined where it waits for nothing
 */
export function isDeadlocked(locks: Locks, transaction: string, waitsFor: (transaction: string) => string | undefined): boolean {
  const reached = new Set<string>();
  const open = [transaction];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    // Who waits for nothing waits for nobody: there is no lock on that.
    for (const owner of locks.get(waitsFor(next) ?? '')?.owners ?? []) {
      if (owner === next || reached.has(owner)) continue;
      if (owner === transaction) return true;
      reached.add(owner);
      open.push(owner);
    }
  }
  return false;
}
