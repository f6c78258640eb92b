import type { Operation } from 'clew/checkers';

/**
 * A history from one line for each operation: `a write 1 [0 3]` is invoked at place 0 and has its response at place 3;
 * `b read = 1 [1 2]` came out as 1; `[4 …]` has no response.
 */
export function historyOf(...lines: readonly string[]): Operation[] {
  return lines.map((line, index) => {
    const [, session, method, input, output, from, to] = /^(\w+) (\w+)(?: (\d+))?(?: = (\w+))? \[(\d+) (\d+|…)\]$/.exec(line)!;
    return made(`o${index}`, session!, method!, valueOf(input), valueOf(output), Number(from), to === '…' ? Infinity : Number(to));
  });
}

/** An operation on the one object of a history. */
export function made(id: string, session: string, method: string, input: unknown, output: unknown, invoked: number, responded: number): Operation {
  return { id, session, node: session, object: 'object', method, input, output, invoked, responded, ticks: [invoked, responded] };
}

function valueOf(word: string | undefined): unknown {
  if (word === undefined) return undefined;
  return word === 'null' ? null : Number(word);
}
