/** One axis of a chart. It is logarithmic, equal ways along it being equal factors, unless it counts. */
export interface Axis {
  /** What it shows, with the unit. */
  readonly label: string;
  /** Where to write a number, if not at the powers of ten. */
  readonly ticks?: readonly number[];
  readonly format: (value: number) => string;
  /** Equal ways along it are equal differences. */
  readonly linear?: boolean;
}

/** One line of a chart. */
export interface Series {
  readonly name: string;
  /** In ascending order; all positive. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A chart of lines. */
export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const [width, height] = [760, 400];
const plot = { left: 90, right: width - 190, top: 52, bottom: height - 58 };

/** Room between the names at the ends of the lines. */
const nameHeight = 17;

/**
 * Draws a chart as SVG, in colours that suit a light or a dark page, whichever the reader has. Each line has its name at its end and
 * marks of its own shape, so that nobody needs the colours.
 *
 * @throws Error where a point is not positive, as it has no place on a logarithmic axis
 */
export function drawChart(chart: Chart): string {
  const points = chart.series.flatMap((series) => series.points);
  if (points.length === 0 || points.some(([x, y]) => !(x > 0 && y > 0))) throw new Error(`the chart "${chart.title}" has no points, or one that is not positive`);
  const x = scale(points.map(([value]) => value), plot.left, plot.right, chart.x);
  const y = scale(points.map(([, value]) => value), plot.bottom, plot.top, { ticks: decadesAround(points.map(([, value]) => value)), ...chart.y });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(chart.title)}</title>`,
    style,
    `<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    `<text class="title" x="${plot.left}" y="28">${escaped(chart.title)}</text>`,
    ...x.ticks.flatMap((tick) => [`<path class="grid" d="M${at(x.place(tick))} ${plot.top}V${plot.bottom}"/>`, `<text class="tick" x="${at(x.place(tick))}" y="${plot.bottom + 18}" text-anchor="middle">${escaped(chart.x.format(tick))}</text>`]),
    ...y.ticks.flatMap((tick) => [`<path class="grid" d="M${plot.left} ${at(y.place(tick))}H${plot.right}"/>`, `<text class="tick" x="${plot.left - 8}" y="${at(y.place(tick) + 4)}" text-anchor="end">${escaped(chart.y.format(tick))}</text>`]),
    `<path class="axis" d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}"/>`,
    `<text class="label" x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 42}" text-anchor="middle">${escaped(chart.x.label)}</text>`,
    `<text class="label" transform="translate(20 ${(plot.top + plot.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(chart.y.label)}</text>`,
    ...lines(chart.series, x.place, y.place),
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
}

/** Puts values between two edges, the least of them and of the ticks at the first. Ticks are at the values themselves, unless there are others. */
function scale(values: readonly number[], first: number, last: number, { linear = false, ticks = [...new Set(values)].sort((a, b) => a - b) }: Pick<Axis, 'linear' | 'ticks'>): Scale {
  const along = linear ? (value: number): number => value : Math.log;
  const all = [...values, ...ticks];
  const [least, most] = [along(Math.min(...all)), along(Math.max(...all))];
  return { ticks, place: (value) => (most === least ? (first + last) / 2 : first + ((along(value) - least) / (most - least)) * (last - first)) };
}

/** The powers of ten from below the least value to above the greatest. Read, not computed: 10 ** -4 is not 0.0001. */
function decadesAround(values: readonly number[]): number[] {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: last - first + 1 }, (_, place) => Number(`1e${first + place}`));
}

function lines(series: readonly Series[], x: Scale['place'], y: Scale['place']): string[] {
  const names = namePlaces(series.map(({ points }) => (points.length === 0 ? plot.bottom : y(points.at(-1)![1]))));
  return series.flatMap(({ name, points }, place) => {
    if (points.length === 0) return [];
    const placed = points.map(([across, up]) => [x(across), y(up)] as const);
    const [lastX, lastY] = placed.at(-1)!;
    return [
      `<g class="series s${place + 1}">`,
      `<path class="line" d="M${placed.map(([across, up]) => `${at(across)} ${at(up)}`).join('L')}"/>`,
      ...placed.map(([across, up]) => mark(place, across, up)),
      `<path class="lead" d="M${at(lastX + 7)} ${at(lastY)}L${plot.right + 12} ${at(names[place]!)}"/>`,
      `<text class="name" x="${plot.right + 16}" y="${at(names[place]! + 4)}">${escaped(name)}</text>`,
      '</g>',
    ];
  });
}

/** Where the names stand: each at the end of its line, and none upon another. */
function namePlaces(ends: readonly number[]): number[] {
  const places: number[] = [];
  let free = plot.top;
  for (const place of ends.map((_, index) => index).sort((a, b) => ends[a]! - ends[b]!)) {
    places[place] = Math.max(free, ends[place]!);
    free = places[place] + nameHeight;
  }
  return places;
}

/** A circle, a square, a triangle or a diamond. */
function mark(series: number, x: number, y: number): string {
  switch (series % 4) {
    case 0:
      return `<circle class="mark" cx="${at(x)}" cy="${at(y)}" r="4"/>`;
    case 1:
      return `<rect class="mark" x="${at(x - 3.6)}" y="${at(y - 3.6)}" width="7.2" height="7.2"/>`;
    case 2:
      return `<path class="mark" d="M${at(x)} ${at(y - 5)}l5 9h-10z"/>`;
    default:
      return `<path class="mark" d="M${at(x)} ${at(y - 5.4)}l5.4 5.4l-5.4 5.4l-5.4 -5.4z"/>`;
  }
}

function at(place: number): string {
  return String(Math.round(place * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

// A picture that is shown on a page knows nothing of the page's colours, so it brings its own ground.
const style = `<style>
text { font: 12px system-ui, sans-serif; fill: #3b4252; }
.title { font-size: 15px; font-weight: 600; fill: #1f2430; }
.name { fill: var(--colour); font-weight: 600; }
.page { fill: #ffffff; stroke: #d7dbe2; }
.grid { stroke: #e6e9ee; fill: none; }
.axis { stroke: #6b7280; fill: none; }
.line { stroke: var(--colour); stroke-width: 2; fill: none; stroke-linejoin: round; }
.lead { stroke: var(--colour); stroke-dasharray: 1 4; stroke-linecap: round; fill: none; }
.mark { fill: var(--colour); }
.s1 { --colour: #1d5fb8; } .s2 { --colour: #b3470f; } .s3 { --colour: #1a7a4c; } .s4 { --colour: #8a3fa8; }
@media (prefers-color-scheme: dark) {
  text { fill: #c3cad6; }
  .title { fill: #eef1f6; }
  .page { fill: #12161d; stroke: #2c333f; }
  .grid { stroke: #252c37; }
  .axis { stroke: #8b94a3; }
  .s1 { --colour: #7db5ff; } .s2 { --colour: #ffab73; } .s3 { --colour: #6fd6a3; } .s4 { --colour: #d9a4f0; }
}
</style>`;
