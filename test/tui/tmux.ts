import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const patience = 30_000;

/** What runs the built program. */
export const command = `${process.execPath} ${path.join(root, 'dist/cli/main.js')}`;

/** Whether there is a terminal to test in. */
export const hasTmux = ((): boolean => {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A shell in a terminal of its own, with the built program as `clew`. */
export class Terminal {
  private readonly server = `clew-test-${process.pid}-${Math.floor(performance.now())}`;

  constructor(columns: number, rows: number) {
    this.tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), 'env -u NO_COLOR LC_ALL=C.UTF-8 PS1="ready> " bash --norc --noprofile');
    this.type(`clew() { ${command} "$@"; }`, 'Enter');
  }

  /** Keys by the names of tmux, and text as it is typed. */
  type(...keys: readonly string[]): void {
    for (const key of keys) this.tmux('send-keys', key);
  }

  screen(): string {
    return this.tmux('capture-pane', '-p');
  }

  resize(columns: number, rows: number): void {
    this.tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** The screen, once it shows what is waited for. */
  async shows(wanted: string | RegExp): Promise<string> {
    const end = performance.now() + patience;
    for (;;) {
      const screen = this.screen();
      if (typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen)) return screen;
      if (performance.now() > end) throw new Error(`the terminal does not show ${String(wanted)}, but\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The screen, once it has stayed the same for a while. */
  async settled(): Promise<string> {
    const end = performance.now() + patience;
    for (let before = ''; ; ) {
      const screen = this.screen();
      if (screen === before || performance.now() > end) return screen;
      before = screen;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  close(): void {
    this.tmux('kill-server');
  }

  private tmux(...words: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.server, ...words], { encoding: 'utf8' });
  }
}
