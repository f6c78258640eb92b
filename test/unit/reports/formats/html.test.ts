import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../../reports/html/html.ts';
import { packed, scriptJson } from '../../../../reports/html/packing.ts';
import { geometryOf, rowsBetween } from '../../../../reports/html/page/geometry.ts';
import { groundsOfOutcome, pastOf } from '../../../../reports/html/page/lineage.ts';
import { nodesAfter } from '../../../../reports/html/page/memory.ts';
import { colours } from '../../../../reports/html/style/colours.ts';
import { unpacked } from '../../../../reports/html/page/unpacking.ts';
import { spaceTime } from '../../../../reports/space-time/model.ts';
import { twoPhaseCommit } from '../two-phase-commit.ts';
import { readHtml } from './readers.ts';
import { reportOf } from './report-of.ts';

const report = reportOf([twoPhaseCommit], { crashes: 1, drops: 1, depth: 1 });
const [reported] = report.examined;

describe('packed data', () => {
  it('is unpacked as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(unpacked(JSON.parse(scriptJson(packed(value))) as ReturnType<typeof packed>)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has what is equal only once', () => {
    const run = reported!.play('none');
    const once = scriptJson(packed([run])).length;
    expect(scriptJson(packed([run, structuredClone(run)])).length).toBeLessThan(once + 20);
  });

  it('cannot end the script element that it stands in', () => {
    expect(scriptJson({ text: '</script><!--\u2028' })).toBe(String.raw`{"text":"\u003c/script>\u003c!--\u2028"}`);
  });
});

describe('the page', () => {
  const text = htmlReport(report, { version: '1.2.3' });

  it('says what was found without its script', () => {
    const page = readHtml(text);
    expect(page.text).toContain('1 broken, 1 survives');
    expect(page.text).toContain('every live prepared participant decides');
    expect(page.text).toMatch(/\d+ ways? to break it/);
    expect(page.text).toContain('clew replay 2pc/drawn --faults crash:C/');
    expect(page.text).toContain('at most 1, of 1 crash, 1 drop');
  });

  it('asks for nothing from anywhere', () => {
    const { elements } = readHtml(text);
    const addresses = elements.flatMap(({ attributes }) => [attributes['src'], attributes['href']].filter((address) => address !== undefined));
    expect(addresses.filter((address) => !address.startsWith('#') && address !== 'data:,')).toEqual([]);
    expect(text).not.toMatch(/url\(|@import|\bimport\s*\(/);
  });

  it('says why a run is not drawn', () => {
    const unplayable = { ...report, examined: [{ ...reported!, unplayable: 'there is no file saga.ts', play: () => null, explained: () => new Map() }] };
    expect(readHtml(htmlReport(unplayable, { version: '1.2.3' })).text).toContain('No run is drawn: there is no file saga.ts.');
  });

  it('draws the failure set that was asked for first', () => {
    const { elements } = readHtml(htmlReport(report, { version: '1.2.3', faults: 'drop:C:p2:decide@1' }));
    expect(elements.find(({ attributes }) => attributes['data-set'] === '0')).toBeDefined();
    expect(htmlReport(report, { version: '1.2.3', faults: 'drop:C:p2:decide@1' })).toContain('--faults drop:C:p2:decide@1</code>');
  });
});

describe('what the page works out', () => {
  const good = reported!.play('none')!;
  const bad = reported!.play('crash:C/p1:vote@1')!;

  it('what all nodes remember after a step, and what it changed', () => {
    const step = bad.steps.find(({ node }) => node === 'p1')!;
    const nodes = nodesAfter(bad, step.index);
    expect(nodes.find(({ id }) => id === 'p1')).toMatchObject({ life: 'up', disk: { vote: '"yes"' }, changed: new Set(['disk.vote']) });
    expect(nodes.find(({ id }) => id === 'p3')).toMatchObject({ disk: { vote: 'undefined' }, changed: new Set() });
  });

  it('at the end it agrees with the end of the run', () => {
    for (const { id, disk, alive } of good.end.nodes) expect(nodesAfter(good, good.steps.length - 1).find((node) => node.id === id)).toMatchObject({ disk, life: alive ? 'up' : 'down' });
  });

  it('the steps that an outcome rests on, back to the start', () => {
    const past = pastOf(good, groundsOfOutcome(good.outcomes[0]!));
    expect([...past].map((step) => good.steps[step]!.name)).toEqual(expect.arrayContaining(['C/start', 'p1/C:prepare@1', 'C/p3:vote@1', 'p1/C:decide@1']));
  });

  it('which rows are in sight, without looking at all of them', () => {
    const geometry = geometryOf(spaceTime(good, { fold: false }), 500, 'auto');
    const [first, last] = rowsBetween(geometry, geometry.tops[2]! + 1, geometry.tops[4]! + 1);
    expect([first, last]).toEqual([2, 4]);
    expect(rowsBetween(geometry, 0, 1e9)).toEqual([0, geometry.tops.length - 2]);
  });
});

describe('the colours of the page', () => {
  const [light = '', dark = ''] = [...colours.matchAll(/\{(\s*--page[\s\S]*?)\}|\{(\s*--page[\s\S]*?)\}/g)].map(([, block]) => block!);
  const pairs = [
    ['ink', 'page'], ['ink', 'panel'], ['ink', 'sunk'], ['ink', 'chosen'], ['faint', 'page'], ['faint', 'panel'], ['faint', 'sunk'], ['broken', 'panel'], ['broken', 'broken-soft'],
    ['survives', 'panel'], ['survives', 'survives-soft'], ['undecided', 'undecided-soft'], ['focus', 'panel'], ['thread', 'panel'],
  ] as const;

  it.each([['light', light], ['dark', dark]])('can be told apart when it is %s: 4.5 to 1 for words', (_, block) => {
    const value = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)![1]!;
    expect(pairs.filter(([front, back]) => contrast(value(front), value(back)) < 4.5)).toEqual([]);
  });
});

/** The contrast of two colours after the Web Content Accessibility Guidelines, from 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}
