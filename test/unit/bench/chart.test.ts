import { expect, it } from 'vitest';
import { drawChart, type Chart } from '../../../bench/growth/chart.ts';

const chart = (points: readonly (readonly [number, number])[], more: Partial<Chart> = {}): Chart => ({
  title: 'Time by nodes & steps',
  x: { label: 'nodes', format: String },
  y: { label: 'seconds', format: String },
  series: [{ name: 'run <fast>', points }],
  ...more,
});

/** The points of the first line. */
const placed = (svg: string): number[][] => /class="line" d="M([^"]+)"/.exec(svg)![1]!.split('L').map((point) => point.split(' ').map(Number));

it('equal factors are equal ways along both axes', () => {
  const [first, second, third] = placed(drawChart(chart([[1, 0.1], [10, 1], [100, 10]]))) as [number[], number[], number[]];
  expect(second[0]! - first[0]!).toBeCloseTo(third[0]! - second[0]!, 0);
  expect(second[1]! - first[1]!).toBeCloseTo(third[1]! - second[1]!, 0);
  expect(third[0]).toBeGreaterThan(first[0]!);
  // Up is less.
  expect(third[1]).toBeLessThan(first[1]!);
});

it('along an axis that counts, equal differences are', () => {
  const [first, second, third] = placed(drawChart(chart([[1, 1], [2, 1], [3, 1]], { x: { label: 'depth', format: String, linear: true } }))) as [number[], number[], number[]];
  expect(second[0]! - first[0]!).toBeCloseTo(third[0]! - second[0]!, 0);
});

it('the axis of values goes from one power of ten to another, and says so', () => {
  const svg = drawChart(chart([[3, 0.0002], [30, 4]]));
  for (const tick of ['0.0001', '0.001', '0.01', '0.1', '1', '10', '3', '30']) expect(svg).toContain(`>${tick}</text>`);
});

it('texts are escaped, and both colours of page are there', () => {
  const svg = drawChart(chart([[1, 1], [2, 2]]));
  expect(svg).toContain('<title id="title">Time by nodes &amp; steps</title>');
  expect(svg).toContain('>run &lt;fast&gt;</text>');
  expect(svg).toContain('prefers-color-scheme: dark');
});

it('names of lines that end at the same place do not lie upon each other', () => {
  const svg = drawChart(chart([], { series: ['a', 'b', 'c'].map((name) => ({ name, points: [[1, 1], [2, 2]] as const })) }));
  const heights = [...svg.matchAll(/class="name" x="[^"]+" y="([^"]+)"/g)].map(([, y]) => Number(y)).sort((a, b) => a - b);
  expect(heights).toHaveLength(3);
  expect(Math.min(heights[1]! - heights[0]!, heights[2]! - heights[1]!)).toBeGreaterThanOrEqual(17);
});

it('a line without points is left out, and what has no place on the axis is refused', () => {
  expect(drawChart(chart([[1, 1]], { series: [{ name: 'there', points: [[1, 1], [2, 3]] }, { name: 'never ended', points: [] }] }))).not.toContain('never ended');
  expect(() => drawChart(chart([[1, 0]]))).toThrow(/not positive/);
  expect(() => drawChart(chart([]))).toThrow(/no points/);
});
