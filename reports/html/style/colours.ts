const light = `
  --page: #f6f5f1; --panel: #fffefb; --sunk: #efede6; --ink: #1c1d20; --faint: #62656d; --line: #dcd9cf;
  --broken: #b3261e; --broken-soft: #fbe9e7; --survives: #1a6f45; --survives-soft: #e2f3e8; --undecided: #875300; --undecided-soft: #fbefd9;
  --focus: #1f5fd0; --chosen: #dfe9fc; --thread: #c2185b; --arrow: #8b8e97; --life: #c9c6bb; --stranger: #c26a00; --shadow: 0 1px 2px #0001, 0 2px 10px #00000008;
  color-scheme: light;`;

const dark = `
  --page: #14161a; --panel: #1c1f25; --sunk: #24282f; --ink: #e8e7e3; --faint: #a0a4ae; --line: #343943;
  --broken: #ff8a80; --broken-soft: #45201e; --survives: #7bd6a0; --survives-soft: #17372a; --undecided: #f2be66; --undecided-soft: #3d2f14;
  --focus: #7fb0ff; --chosen: #233a61; --thread: #ff6fa5; --arrow: #7d828d; --life: #444a56; --stranger: #ffab4a; --shadow: none;
  color-scheme: dark;`;

/** Two sets of colours: what the system asks for, unless the reader has chosen. */
export const colours = `
:root {${light}
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {${dark} } }
:root[data-theme="dark"] {${dark} }
`;
