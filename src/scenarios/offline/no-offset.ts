/**
 * A device that is told of what happens while it is connected, after Kleppmann (2017), chapter 12, "Pushing state changes
 * to clients".
 *
 * What was sent while it was off line is gone, and it does not know. `offline/offset` subscribes to a log, and remembers
 * how far it is.
 */
import { type Component, protocol, type World } from 'clew';
import { atMostOnce, exactlyOnce } from 'clew/checkers';

type Messages = { news: string };

const { component, scenario } = protocol<Messages, { publish: string }>();

/** What there is to know, and when. */
export const news: readonly (readonly [tick: number, text: string])[] = [[1, 'goal'], [4, 'equaliser'], [7, 'final whistle']];

const server = component({
  start(node) {
    for (const [tick, text] of news) node.after(tick, 'publish', text);
  },
  timers: {
    publish(node, text) {
      node.record('published', text);
      node.send('device', 'news', text);
    },
  },
});

/** Shows what it is told. */
export const device = component({
  disk: () => ({ shown: [] as string[] }),
  on: { news: (node, text) => void node.disk.shown.push(text) },
});

/** What the offline family is measured by, given what has been published, and how to read off the device's disk what it has. */
export function everythingOnce<Disk>(publishedIn: (world: World) => readonly unknown[], device: Component<object, Disk>, shownOn: (disk: Disk) => readonly unknown[]) {
  const options = { requests: publishedIn, effects: (world: World) => world.members(device).flatMap(({ disk }) => shownOn(disk)) };
  return {
    notTwice: atMostOnce({ ...options, title: 'nothing is shown twice' }),
    everythingOnce: exactlyOnce({ ...options, title: 'after it has connected again, the device has everything, once' }),
  };
}

/** The server tells whoever is there. */
export const noOffset = scenario({
  name: 'offline/no-offset',
  summary: 'a device that is told while it is connected',
  source: 'Kleppmann (2017), chapter 12, "Pushing state changes to clients"',
  nodes: { server, device },
  bounds: { isolations: 1, restarts: 1, drops: 1, dups: 1, depth: 2, until: 8, horizon: 26, durations: [5] },
  outcomes: everythingOnce((world) => world.observed('published').map(({ value }) => value), device, ({ shown }) => shown),
  known: [
    { outcome: 'notTwice', isolations: 1, verdict: 'survives' },
    {
      outcome: 'everythingOnce',
      isolations: 1,
      verdict: 'broken',
      faults: ['isolate:device/server:news@1~5'],
      sets: 6,
      because: 'what was sent while it was off line is gone',
    },
    { outcome: 'everythingOnce', drops: 1, verdict: 'broken', faults: ['drop:server:device:news@1'], sets: 3 },
    { outcome: 'notTwice', dups: 1, verdict: 'broken', faults: ['dup:server:device:news@1'], sets: 3 },
  ],
});
