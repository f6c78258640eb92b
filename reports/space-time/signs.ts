import type { Glyph, Life } from './model.ts';

/** The characters that a diagram is drawn with. */
export interface Signs {
  readonly glyphs: { readonly [Kind in Glyph]: string };
  readonly lives: { readonly [Kind in Life]: string };
  readonly rule: string;
  /** In the column of ticks, where rows are left out. */
  readonly fold: string;
  readonly ellipsis: string;
}

/** For terminals that can show box characters. */
export const unicodeSigns: Signs = {
  glyphs: {
    start: '●', restart: '↻', received: '◀', sent: '▶', lost: '✗', refused: '⊠', duplicated: '⇉', deferred: '↷', timer: '◷', crash: '╳', pause: '║',
    isolated: '⊘', clock: '◴', state: ' ', disk: '▪', observed: '◆', more: ' ', broken: '!', marked: '◇',
  },
  lives: { up: '│', down: '·', paused: '║' },
  rule: '─',
  fold: '⋮',
  ellipsis: '…',
};

/** For all others. */
export const asciiSigns: Signs = {
  glyphs: {
    start: '*', restart: '@', received: '<', sent: '>', lost: 'x', refused: '%', duplicated: '2', deferred: '~', timer: 't', crash: 'X', pause: '=',
    isolated: '/', clock: '^', state: ' ', disk: '#', observed: '+', more: ' ', broken: '!', marked: '?',
  },
  lives: { up: '|', down: '.', paused: '=' },
  rule: '-',
  fold: ':',
  ellipsis: '..',
};

/** What each sign means, for the legend; none for those that explain themselves. */
export const meanings: { readonly [Kind in Glyph]?: string } = {
  received: 'received',
  sent: 'sent',
  lost: 'lost',
  refused: 'receiver is down',
  duplicated: 'duplicated',
  deferred: 'deferred',
  timer: 'timer',
  crash: 'crash',
  restart: 'restart',
  pause: 'pause',
  isolated: 'links cut',
  disk: 'on disk',
  observed: 'recorded',
};
