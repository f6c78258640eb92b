import type { CommitRun, LostMessages } from './commit-run.ts';
import { type Flush, VirtualClock } from './virtual-clock.ts';

interface Message {
  readonly type: 'prepare' | 'vote' | 'decide' | 'timeout';
  readonly from: string;
  readonly content: string;
}

/** What has arrived for a node, and the node if it waits for more. */
class Mailbox {
  private readonly messages: Message[] = [];
  private waiting: ((message: Message) => void) | undefined;

  put(message: Message): void {
    if (this.waiting === undefined) {
      this.messages.push(message);
      return;
    }
    const { waiting } = this;
    this.waiting = undefined;
    waiting(message);
  }

  take(): Message | Promise<Message> {
    return this.messages.shift() ?? new Promise((resolve) => (this.waiting = resolve));
  }
}

const participants = ['p1', 'p2', 'p3'];

/**
 * Two-phase commit as one writes it by hand with promises: a node is an async function that awaits its mailbox, and
 * a virtual clock moves on once all of them wait. The same messages, timeouts and ticks as the shape has.
 */
export class PromiseCommit {
  private steps = 0;
  private readonly clock = new VirtualClock();
  private readonly mailboxes = new Map(['C', ...participants].map((id) => [id, new Mailbox()]));
  private readonly decisions = new Map<string, string>();
  private readonly lost: LostMessages | undefined;

  constructor(lost?: LostMessages) {
    this.lost = lost;
  }

  /** Plays it once, up to the last tick. */
  async play(last: number, flush: Flush): Promise<CommitRun> {
    void this.coordinator();
    for (const id of participants) void this.participant(id);
    await this.clock.run(last, flush);
    return { steps: this.steps, decisions: ['C', ...participants].map((id) => this.decisions.get(id)) };
  }

  private async coordinator(): Promise<void> {
    this.steps++;
    const inbox = this.mailboxes.get('C')!;
    let timedOut: (() => void) | undefined = () => inbox.put({ type: 'timeout', from: 'C', content: '' });
    for (const id of participants) this.send('C', id, 'prepare', '');
    this.clock.after(3, () => timedOut?.());
    const yes = new Set<string>();
    while (yes.size < participants.length) {
      const message = await inbox.take();
      this.steps++;
      if (message.type === 'timeout' || message.content !== 'yes') break;
      yes.add(message.from);
    }
    timedOut = undefined;
    const decision = yes.size === participants.length ? 'commit' : 'abort';
    this.decisions.set('C', decision);
    for (const id of participants) this.send('C', id, 'decide', decision);
    for (;;) {
      // A vote that comes too late changes nothing, and is a step all the same.
      await inbox.take();
      this.steps++;
    }
  }

  private async participant(id: string): Promise<void> {
    const inbox = this.mailboxes.get(id)!;
    for (;;) {
      const message = await inbox.take();
      this.steps++;
      if (message.type === 'prepare') this.send(id, message.from, 'vote', 'yes');
      else this.decisions.set(id, message.content);
    }
  }

  private send(from: string, to: string, type: Message['type'], content: string): void {
    if (this.lost?.has(`${from}:${to}:${type}`) === true) return;
    this.clock.after(1, () => this.mailboxes.get(to)!.put({ type, from, content }));
  }
}
