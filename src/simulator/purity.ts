import { copyOf } from '../lineage/tracker.ts';
import { compareCopies } from './deep-equality.ts';

/** What the globals of randomness and time come to while handlers and outcomes run. */
export interface PurityHost {
  /** A seeded draw, or an error that names the call. */
  random(call: string): number;
  /** Milliseconds of the virtual clock, or an error that names the call. */
  clock(call: string): number;
  /** Always an error that names the call. */
  refuse(call: string): never;
}

/** The start of virtual time for `Date`: 2000-01-01T00:00:00Z, in milliseconds. */
export const virtualEpoch = 946_684_800_000;

type Call = (...values: unknown[]) => unknown;

/** What stands in for one global function while a run plays. */
interface Patch {
  readonly holder: Record<string, unknown>;
  readonly name: string;
  readonly original: unknown;
  readonly replacement: unknown;
}

/**
 * Replaces what would make a handler unrepeatable, and puts it back.
 *
 * Replacing globals costs as much as a few steps, so a session of many runs replaces them once. Between its runs the
 * replacements do what the originals do. There is one guard, as there is one set of globals.
 */
class PurityGuard {
  private patches: Patch[] = [];
  private sessions = 0;
  private host: PurityHost | null = null;

  /** Replaces the globals until the matching `endSession`. */
  beginSession(): void {
    if (this.sessions++ > 0) return;
    this.patches = [...this.replacements()];
    for (const { holder, name, replacement } of this.patches) holder[name] = replacement;
  }

  endSession(): void {
    if (this.sessions === 0 || --this.sessions > 0) return;
    for (const { holder, name, original } of this.patches) holder[name] = original;
  }

  /** A run begins: only its handlers and outcomes are called until `leave`. */
  enter(host: PurityHost): void {
    this.beginSession();
    this.host = host;
    compareCopies(true);
  }

  leave(): void {
    this.host = null;
    compareCopies(false);
    this.endSession();
  }

  private *replacements(): Iterable<Patch> {
    const patch = (holder: object, name: string, stand: (host: PurityHost, ...values: unknown[]) => unknown): Patch => {
      const original = (holder as Record<string, unknown>)[name] as Call;
      const host = () => this.host;
      const replacement = function (this: unknown, ...values: unknown[]): unknown {
        const playing = host();
        return playing === null ? original.apply(this, values) : stand(playing, ...values);
      };
      return { holder: named(holder), name, original, replacement: Object.assign(replacement, original) };
    };
    // To print takes clocks and ticks, and is nobody's business: a handler may.
    for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table']) yield { holder: named(console), name, original: named(console)[name], replacement: this.aside(named(console)[name] as Call) };
    yield patch(Math, 'random', (host) => host.random('Math.random()'));
    yield { holder: named(globalThis), name: 'Date', original: Date, replacement: this.virtualDate() };
    yield patch(performance, 'now', (host) => host.clock('performance.now()') - virtualEpoch);
    yield patch(globalThis, 'structuredClone', (_, value) => copyOf(value, 'what structuredClone copies'));
    yield patch(crypto, 'getRandomValues', (host, array) => fill(array as Uint8Array, host));
    yield patch(crypto, 'randomUUID', (host) => host.refuse('crypto.randomUUID()'));
    for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch']) yield patch(globalThis, name, (host) => host.refuse(`${name}()`));
    const hrtime = patch(process, 'hrtime', (host) => host.refuse('process.hrtime()'));
    const { replacement: bigint } = patch(process.hrtime, 'bigint', (host) => host.refuse('process.hrtime.bigint()'));
    yield { ...hrtime, replacement: Object.assign(hrtime.replacement as Call, { bigint }) };
    for (const name of ['nextTick', 'uptime']) yield patch(process, name, (host) => host.refuse(`process.${name}()`));
  }

  /** The call as it is, with the guard out of its way. */
  private aside(call: Call): Call {
    return (...values) => {
      const { host } = this;
      this.host = null;
      try {
        return call.apply(console, values);
      } finally {
        this.host = host;
      }
    };
  }

  /** A Date whose idea of now is the virtual clock's; with arguments it is the ordinary one. */
  private virtualDate(): DateConstructor {
    return new Proxy(Date, {
      construct: (target, values, newTarget) => Reflect.construct(target, values.length === 0 && this.host !== null ? [this.host.clock('new Date()')] : values, newTarget) as object,
      apply: (target) => (this.host === null ? target() : new target(this.host.clock('Date()')).toString()),
      get: (target, key) => {
        const { host } = this;
        return key === 'now' && host !== null ? () => host.clock('Date.now()') : (Reflect.get(target, key) as unknown);
      },
    });
  }
}

function named(holder: object): Record<string, unknown> {
  return holder as Record<string, unknown>;
}

/** The one guard of the process's globals. */
export const purity = new PurityGuard();

function fill(array: Uint8Array, host: PurityHost): Uint8Array {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let index = 0; index < bytes.length; index++) bytes[index] = Math.floor(host.random('crypto.getRandomValues()') * 256);
  return array;
}
