import { expect, it } from 'vitest';
import { widthOf } from '../../../reports/space-time/width.ts';
import { explanationText } from '../../../reports/text/explanation.ts';
import { plainPalette } from '../../../reports/text/palette.ts';
import { naive } from '../../../src/scenarios/delivery-consumer/naive.ts';
import { lease } from '../../../src/scenarios/lock/lease.ts';
import { timeout as threePhase } from '../../../src/scenarios/three-phase-commit/timeout.ts';
import { explained } from './library.ts';

const scenarios = [['naive', naive], ['lease', lease], ['threePhase', threePhase]] as const;
const widths = [80, 100, 120, 160, 200];

it.each(scenarios.flatMap(([name, scenario]) => widths.map((width) => [name, width, scenario] as const)))('%s in %i columns: no line is longer', (_, width, scenario) => {
  const text = explanationText({ scenario, reference: scenario.name, explanation: explained(scenario), replayOptions: '' }, { palette: plainPalette, ascii: false, width, all: true });
  // A command is for copying, and a failure set is one word: neither is ever broken.
  const long = text.split('\n').filter((line) => widthOf(line) > width && !line.includes('clew replay') && !/^ *\S+$/.test(line));
  expect(long).toEqual([]);
});
