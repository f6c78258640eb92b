import { render } from 'ink-testing-library';
import { App } from '../../../../reports/tui/app.tsx';
import { Player } from '../../../../reports/tui/player.ts';
import { plainTheme, type Theme } from '../../../../reports/tui/theme.ts';
import type { Entry, TuiAction } from '../../../../reports/tui/tui-state.ts';
import { examine } from '../../../../src/search/examine.ts';
import type { Scenario } from '../../../../src/simulator/scenario.ts';

const bytes: { readonly [name: string]: string } = { enter: '\r', escape: '\u001b', up: '\u001b[A', down: '\u001b[B', right: '\u001b[C', left: '\u001b[D', tab: '\t', end: 'G', home: 'g', 'ctrl-c': '\u0003' };

/** What the table shows of a scenario that was searched. */
export function entryOf(scenario: Scenario, options: Parameters<typeof examine>[1] = {}): Entry {
  const { bounds, outcomes, runs } = examine(scenario, options);
  return { name: scenario.name, reference: scenario.name, found: { bounds, outcomes, runs }, unusable: '' };
}

/** The interactive report in a terminal that is none: keys go in by name, or as they are typed; the last frame comes out. */
export function opened(scenarios: readonly Scenario[], entries: readonly Entry[], columns = 80, rows = 24, theme: Theme = plainTheme) {
  let tell: (action: TuiAction) => void = () => undefined;
  const watch = (listener: typeof tell) => {
    tell = listener;
  };
  const player = new Player(scenarios.map((scenario) => ({ scenario, reference: scenario.name })));
  const screen = render(<App entries={entries} player={player} theme={theme} columns={columns} rows={rows} watch={watch} />);
  const settled = () => new Promise((resolve) => setTimeout(resolve, 60));
  return {
    lines: () => (screen.lastFrame() ?? '').split('\n').map((line) => line.trimEnd()),
    frame: () => screen.lastFrame() ?? '',
    async press(...keys: readonly string[]) {
      await settled();
      for (const key of keys) {
        screen.stdin.write(bytes[key] ?? key);
        // A lone escape is told from the beginning of an arrow key by what does not follow.
        if (key === 'escape') await settled();
      }
      await settled();
      return screen.lastFrame() ?? '';
    },
    async tell(action: TuiAction) {
      await settled();
      tell(action);
      await settled();
      return screen.lastFrame() ?? '';
    },
    close: () => screen.unmount(),
  };
}
