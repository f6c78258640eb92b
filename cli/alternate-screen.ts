import { writeSync } from 'node:fs';

/** The terminal's other screen, which leaves what was on the first as it was. */
export interface AlternateScreen {
  /** Back to the first, once, on whichever path the program ends. */
  leave(): void;
}

const enter = '\u001b[?1049h\u001b[2J\u001b[H';
const back = '\u001b[?25h\u001b[?1049l';
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Goes to the other screen. `closing` is called before the program ends by a signal, so that nothing is drawn after that. */
export function alternateScreen(closing: () => void): AlternateScreen {
  let isThere = true;
  const leave = () => {
    if (!isThere) return;
    isThere = false;
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    write(back);
    process.off('exit', leave).off('uncaughtExceptionMonitor', leave);
    for (const signal of Object.keys(signals) as (keyof typeof signals)[]) process.off(signal, end);
  };
  const end = (signal: keyof typeof signals) => {
    closing();
    leave();
    // oxlint-disable-next-line unicorn/no-process-exit
    process.exit(signals[signal]);
  };
  process.on('exit', leave).on('uncaughtExceptionMonitor', leave);
  for (const signal of Object.keys(signals) as (keyof typeof signals)[]) process.on(signal, end);
  write(enter);
  return { leave };
}

/** At once, whatever becomes of the process. A terminal that is gone needs nothing. */
function write(text: string): void {
  try {
    writeSync(process.stdout.fd, text);
  } catch {
    // Nobody is looking any more.
  }
}
