import { describe, expect, it } from 'vitest';
import { frameStream } from '../../cli/frame-stream.ts';

/** A terminal that remembers what was written to it. */
function terminal(rows: number) {
  const written: string[] = [];
  const write = (text: string, done?: () => void) => {
    written.push(text);
    done?.();
    return true;
  };
  const stream = { rows, columns: 20, isTTY: true, write } as unknown as NodeJS.WriteStream;
  return { frames: frameStream(stream), take: () => written.splice(0).join('') };
}

/** What Ink writes before a frame that follows one of so many lines. */
const erased = (lines: number) => `${'\u001b[2K\u001b[1A'.repeat(lines - 1)}\u001b[2K\u001b[G`;

describe('frameStream', () => {
  it('writes of a frame only the lines that are not there', () => {
    const { frames, take } = terminal(10);
    frames.write('one\ntwo\nthree\n');
    expect(take()).toBe('\u001b[1;1Hone\u001b[K\u001b[2;1Htwo\u001b[K\u001b[3;1Hthree\u001b[K\u001b[3;1H');
    frames.write(`${erased(4)}one\n2\nthree\n`);
    expect(take()).toBe('\u001b[2;1H2\u001b[K\u001b[3;1H');
    frames.write(`${erased(4)}one\n2\nthree\n`);
    expect(take()).toBe('');
  });

  it('clears what is below a frame that is lower than the one before', () => {
    const { frames, take } = terminal(10);
    frames.write('one\ntwo\nthree\n');
    take();
    frames.write(`${erased(4)}one\n`);
    expect(take()).toBe('\u001b[2;1H\u001b[J\u001b[1;1H');
  });

  it('draws all of a frame again once the screen was cleared, and no more than there is room for', () => {
    const { frames, take } = terminal(2);
    frames.write('one\ntwo\n');
    take();
    frames.write('\u001b[2J\u001b[H');
    expect(take()).toBe('\u001b[2J\u001b[H');
    frames.write('\u001b[2J\u001b[3J\u001b[Hone\ntwo\nthree\n');
    const drawn = take();
    expect(drawn).toContain('one');
    expect(drawn).toContain('two');
    expect(drawn).not.toContain('three');
    expect(drawn).not.toContain('\u001b[3J');
  });

  it('tells when what was written has arrived', async () => {
    const { frames } = terminal(2);
    await new Promise<void>((resolve) => void frames.write('', () => resolve()));
  });

  it('lets through what hides the cursor', () => {
    const { frames, take } = terminal(2);
    frames.write('\u001b[?25l');
    expect(take()).toBe('\u001b[?25l');
  });
});
