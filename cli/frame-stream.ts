/** What a frame begins with: the lines of the one before are erased, one after another, or the whole screen is. */
// oxlint-disable-next-line no-control-regex
const erasure = /^(?:\u001b\[2K(?:\u001b\[1A)?|\u001b\[G|\u001b\[[23]J|\u001b\[H)*/;

// oxlint-disable-next-line no-control-regex
const isControl = /^\u001b\[\?[\d;]*[a-z]$/;

/**
 * The terminal as a stream that frames are written to: of each only the lines that are not there already reach it.
 *
 * Ink erases a frame before it writes the next, which flickers, and clears what was scrolled out where a frame is higher
 * than the terminal. On a screen of our own each line has its place.
 */
export function frameStream(terminal: NodeJS.WriteStream): NodeJS.WriteStream {
  let shown: readonly string[] = [];
  const draw = (frame: string) => {
    const lines = frame.replace(/\n$/, '').split('\n').slice(0, Math.max(1, terminal.rows));
    const place = (row: number) => `\u001b[${row + 1};1H`;
    const changed = lines.flatMap((line, row) => (line === shown[row] ? [] : [`${place(row)}${line}\u001b[K`]));
    const below = lines.length < shown.length ? [`${place(lines.length)}\u001b[J`] : [];
    shown = lines;
    return changed.length + below.length === 0 || terminal.write([...changed, ...below, place(lines.length - 1)].join(''));
  };
  const write = (text: string, ...rest: readonly unknown[]) => {
    // Ink waits at its end until an empty text has been written.
    if (text === '' || isControl.test(text)) return terminal.write(text, ...(rest as []));
    const frame = text.replace(erasure, '');
    if (frame !== '') return draw(frame);
    // Somebody has cleared the screen, or wants to.
    shown = [];
    return terminal.write('\u001b[2J\u001b[H');
  };
  return new Proxy(terminal, {
    get(target, name) {
      if (name === 'write') return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
