import type { Theme } from './theme.ts';
import type { TuiState } from './tui-state.ts';
import type { Player } from './player.ts';

/** What every screen is drawn from. */
export interface ScreenProps {
  readonly state: TuiState;
  readonly player: Player;
  readonly theme: Theme;
  /** The last line, where it is not the screen's own: what is being typed, or a notice. */
  readonly foot: string;
}
