import { Text, useApp, useInput, useStdout, type Key } from 'ink';
import { useEffect, useMemo, useReducer } from 'react';
import { safeText } from '../../src/simulator/display-value.ts';
import { ClewError } from '../../src/simulator/errors.ts';
import { HelpScreen } from './help-screen.tsx';
import { OutcomeScreen } from './outcome-screen.tsx';
import { PairPanel } from './pair-panel.tsx';
import type { Player } from './player.ts';
import { reducerFor } from './reduce.ts';
import { DiagramPanel, LineagePanel, StatePanel } from './run-panels.tsx';
import { ScenariosScreen } from './scenarios-screen.tsx';
import type { ScreenProps } from './screen-props.ts';
import type { Theme } from './theme.ts';
import { chosen, type Entry, firstState, shownFaults, type TuiAction } from './tui-state.ts';
import { WhatIfPanel } from './what-if-panel.tsx';

/** What the interactive report is made from. */
export interface AppProps {
  readonly entries: readonly Entry[];
  readonly player: Player;
  readonly theme: Theme;
  readonly columns: number;
  readonly rows: number;
  /** Called once with what takes news of the search. */
  readonly watch?: (tell: (action: TuiAction) => void) => void;
}

/** The interactive report. All that changes is one state, so that no key is lost however fast they come. */
export function App({ entries, player, theme, columns, rows, watch }: AppProps) {
  const reduce = useMemo(() => reducerFor(player), [player]);
  const [state, tell] = useReducer(reduce, firstState(entries, columns, rows));
  const { exit } = useApp();
  const { stdout } = useStdout();
  useInput((input, key) => {
    for (const name of keysOf(input, key)) tell({ kind: 'key', key: name });
  });
  useEffect(() => watch?.(tell), [watch]);
  useEffect(() => {
    const listener = () => {
      // What the terminal has wrapped or moved meanwhile is nowhere else to be found.
      stdout.write('\u001b[2J\u001b[H');
      tell({ kind: 'size', columns: stdout.columns, rows: stdout.rows });
    };
    stdout.on('resize', listener);
    return () => void stdout.off('resize', listener);
  }, [stdout]);
  useEffect(() => {
    if (state.leaving) exit();
  }, [state.leaving, exit]);
  const foot = state.typing ? `/${state.sought}▏  Enter find  Esc leave it` : safeText(state.notice, 500);
  return <Screen state={state} player={player} theme={theme} foot={foot} />;
}

/** The screen that the state is at. */
function Screen(props: ScreenProps) {
  const { state, player } = props;
  const picked = chosen(state);
  if (state.tooSmall !== '') return <Text wrap="truncate">{state.tooSmall}</Text>;
  if (state.help) return <HelpScreen {...props} />;
  if (state.screen === 'scenarios' || picked === null) return <ScenariosScreen {...props} />;
  if (state.screen === 'outcome') return <OutcomeScreen {...props} />;
  const { view } = state;
  const play = (faults: string) => player.play(picked.entry.reference, faults, picked.bounds);
  const [shown, good, other, base] = [play(shownFaults(view)), play('none'), play(view.faults), play(view.offer.faults)];
  if (shown instanceof ClewError || good instanceof ClewError || other instanceof ClewError || base instanceof ClewError) return <OutcomeScreen {...props} />;
  const parts = player.difference(picked.entry.reference, view.faults, picked.bounds)?.step ?? -1;
  const panel = { ...props, run: shown.run, good: good.run, parts };
  switch (view.panel) {
    case 'diagram':
      return <DiagramPanel {...panel} />;
    case 'state':
      return <StatePanel {...panel} />;
    case 'lineage':
      return <LineagePanel {...panel} />;
    case 'pair':
      return <PairPanel {...panel} other={other.run} />;
    case 'what-if':
      return <WhatIfPanel {...panel} base={base} />;
  }
}

/** What was pressed: one name for each key. Keys that come in one chunk, as from a paste, are taken apart. */
export function keysOf(input: string, key: Partial<Key>): string[] {
  const named = (['return', 'escape', 'tab', 'backspace', 'delete', 'upArrow', 'downArrow', 'leftArrow', 'rightArrow', 'pageUp', 'pageDown', 'home', 'end'] as const).find((name) => key[name] === true);
  if (named !== undefined) return [names[named]];
  if (key.ctrl === true) return input === 'c' ? ['ctrl-c'] : [];
  return Array.from(input, (character) => (character === '\r' || character === '\n' ? 'enter' : character)).filter((character) => character >= ' ');
}

const names = {
  return: 'enter', escape: 'escape', tab: 'tab', backspace: 'backspace', delete: 'backspace', upArrow: 'up', downArrow: 'down', leftArrow: 'left', rightArrow: 'right',
  pageUp: 'pageup', pageDown: 'pagedown', home: 'home', end: 'end',
} as const;
