import { emitKeypressEvents } from 'node:readline';
import type { Palette } from '../reports/text/palette.ts';
import { stepText } from '../reports/text/step-text.ts';
import type { RecordedRun } from '../src/simulator/recorded-run.ts';
import { print } from './terminal.ts';

/** Walks through a run: a step at each key press on a terminal, all of them anywhere else. */
export async function walk(run: RecordedRun, palette: Palette): Promise<void> {
  const texts = run.steps.map((step) => stepText(run, step, palette));
  if (!process.stdin.isTTY || !process.stdout.isTTY) return print(`\n${texts.join('\n')}`);
  print('\n  Enter or → for the next step, ← for the one before, q to end\n\n');
  await pressing(texts);
}

interface Key {
  readonly name?: string;
  readonly ctrl?: boolean;
}

/** Shows one text after another, as keys are pressed. */
function pressing(texts: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const { stdin } = process;
    let place = 0;
    const show = () => print(`${texts[place] ?? ''}\n`);
    const end = () => {
      stdin.off('keypress', press);
      stdin.setRawMode(false);
      stdin.pause();
      resolve();
    };
    const press = (_: string | undefined, { name, ctrl = false }: Key) => {
      if (name === 'q' || name === 'escape' || (ctrl && (name === 'c' || name === 'd'))) return end();
      const move = name === 'left' || name === 'up' || name === 'backspace' ? -1 : 1;
      if (place + move >= texts.length) return end();
      place = Math.max(0, place + move);
      show();
    };
    emitKeypressEvents(stdin);
    stdin.setRawMode(true);
    stdin.resume();
    stdin.on('keypress', press);
    show();
  });
}
