import { type Component, layer, type Outcome, always } from 'clew';

/** Options of {@link fencing}. */
export interface FencingOptions<Body = unknown> {
  /** The token that a message carries; `undefined` for one that needs none. */
  readonly tokenOf: (type: string, body: Body) => number | undefined;
}

/** The kind of observation that says which token was let through. */
const passed = 'token let through';

/**
 * Puts a fence under a component that keeps a resource: what comes under an older token than one that was seen is turned
 * away, without a word. Kleppmann (2016), "How to do distributed locking"; Burrows (2006), section 2.4.
 *
 * The newest token is on disk, written before anything is let through. Tolerates every fault; a holder whose message is lost must
 * see to that itself.
 */
export function fencing<Inner extends Component, Body>(inner: Inner, { tokenOf }: FencingOptions<Body>) {
  return layer<Inner, object, { newest: number }>(inner, {
    name: 'fencing',
    disk: () => ({ newest: 0 }),
    send: (node, to, type, body) => node.send(to, type, body),
    receive(node, type, body: unknown, from) {
      const token = tokenOf(type, body as Body);
      if (token !== undefined) {
        if (token < node.disk.newest) return;
        node.disk.newest = token;
        node.record(passed, token);
      }
      node.deliver(type, body, from);
    },
  });
}

/** What {@link fencing} promises by itself. */
export function fencingGuarantees(): { readonly fenced: Outcome } {
  const holds: Outcome['holds'] = (world) => world.observed<number>(passed).every(({ value }, place, all) => place === 0 || all[place - 1]!.value <= value);
  return { fenced: always('nothing is let through under an older token than one before', holds, { of: 'fencing' }) };
}
