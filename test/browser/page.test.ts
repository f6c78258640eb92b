import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport } from '../../reports/html/html.ts';
import { hostile } from '../unit/reports/formats/hostile.ts';
import { reportOf, withTrouble } from '../unit/reports/formats/report-of.ts';
import { twoPhaseCommit } from '../unit/reports/two-phase-commit.ts';
import { gossip } from './gossip.ts';
import { hasBrowser, type Opened, PageFolder, startBrowser } from './opened-page.ts';

let browser: Browser;
let folder: PageFolder;
let commit: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await startBrowser();
  folder = new PageFolder();
  commit = htmlReport(reportOf([twoPhaseCommit], { crashes: 1, drops: 1, depth: 1 }), { version: '1.0.0', faults: 'crash:C/p1:vote@1' });
});
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  folder.remove();
});

const position = (page: Page): Locator => page.locator('section:not([hidden]) .position');
const open = (hash = '', options = {}): Promise<Opened> => folder.open(browser, commit, options, hash);

/** A place of the page in pixels, and things like it. */
const measured = (page: Page, expression: string): Promise<number> => page.evaluate(expression);

describe.runIf(hasBrowser)('the page in a browser', { timeout: 120_000 }, () => {
  it('leads from the verdicts to an outcome, its runs, and back', async () => {
    const { page, complaints } = await open();
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe('1 broken, 1 survives');
    await page.getByRole('button', { name: /1 survives/ }).click();
    expect(await page.locator('.verdicts tr[data-verdict]:visible').count()).toBe(1);
    await page.getByRole('button', { name: 'All 2' }).click();
    await page.getByRole('rowheader').getByRole('link', { name: 'termination' }).click();
    await page.getByRole('heading', { level: 2, name: 'termination' }).waitFor({ timeout: 5000 });
    expect(await page.getByRole('application').count()).toBe(2);
    expect(await page.locator('.pane h4').allInnerTexts()).toEqual([expect.stringMatching(/Without faults\s*✓ holds/) as string, expect.stringMatching(/crash:C\/p1:vote@1\s*✗ broken/) as string]);
    await page.getByRole('link', { name: 'Overview' }).first().click();
    await page.locator('#overview').waitFor({ timeout: 5000 });
    expect(complaints).toEqual([]);
  });

  it('shows where the runs part, in words and in both diagrams', async () => {
    const { page, complaints } = await open('#outcome-1');
    expect(await page.locator('.parting').innerText()).toMatch(/The runs part\s+without faults tick 2\s+p1 → C\s+vote "yes"\s+here tick 2\s+C\s+crashes/);
    expect(await page.locator('.note-text.marked').count()).toBe(2);
    expect(await page.locator('.with-faults .mark-bad').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  it('walks through the run with the keyboard', async () => {
    const { page, complaints } = await open('#outcome-1');
    await page.locator('.without-faults .scroller').focus();
    await page.keyboard.press('Home');
    expect(await position(page).innerText()).toContain('Step 1 of 10, tick 0: C starts');
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    expect(await position(page).innerText()).toContain('Step 3 of 10, tick 1: p2 takes prepare from C');
    await page.keyboard.press('k');
    await page.keyboard.press('l');
    expect(await position(page).innerText()).toContain('p2 takes prepare');
    await page.keyboard.press('ArrowLeft');
    expect(await position(page).innerText()).toContain('p1 takes prepare');
    await page.keyboard.press('c');
    expect(await position(page).innerText()).toContain('C starts');
    await page.keyboard.press('G');
    expect(await position(page).innerText()).toContain('Step 10 of 10');
    await page.keyboard.press('d');
    expect(await position(page).innerText()).toContain('C takes vote yes from p1');
    await page.keyboard.press('s');
    expect(await position(page).innerText()).toContain('of 4, tick 1');
    expect(complaints).toEqual([]);
  });

  it('shows what a step took, read and wrote, and what all nodes remember after it', async () => {
    const { page } = await open('#outcome-1');
    await page.locator('.without-faults [data-step="5"]').click();
    expect(await page.locator('.step-card').innerText()).toMatch(/C\/p2:vote@1[\s\S]*takes\s+p2:C:vote@1 yes, sent by p2\/C:prepare@1\s+reads[\s\S]*C\.state\.yes\.p1 = true from C\/p1:vote@1[\s\S]*does\s+yes gets "p2"/);
    expect(await page.locator('.state-card tr.acts').innerText()).toMatch(/C\s+yes Set\{"p1", "p2"\}/);
    expect(await page.locator('.state-card tr').count()).toBe(4);
    expect(await page.locator('.lineage-card').innerText()).toContain('vote yes from p2 ← p2/C:prepare@1');
    await page.locator('.lineage-card').getByRole('button', { name: 'C/p1:vote@1' }).first().click();
    expect(await position(page).innerText()).toContain('Step 5 of 10');
  });

  it('opens and closes the lineage of the outcome, and draws its thread', async () => {
    const surviving = htmlReport(reportOf([twoPhaseCommit], { crashes: 1, depth: 1 }), { version: '1.0.0' });
    const { page } = await folder.open(browser, surviving, {}, '#outcome-2');
    expect(await page.locator('#outcome-2 .lineage-card').innerText()).toContain('agreement holds, and rests on');
    const opened = page.locator('.lineage-card details[open]');
    const before = await opened.count();
    await page.locator('.lineage-card summary').first().click();
    expect(await opened.count()).toBeLessThan(before);
    expect(await page.locator('.arrow.thread').count()).toBeGreaterThan(5);
  });

  it('changes the failure set, and the command that plays it', async () => {
    const { page, complaints } = await open('#outcome-1');
    await page.locator('.breaking').getByRole('button', { name: 'drop:C:p1:decide@1' }).click();
    expect(await page.locator('.replay code').innerText()).toBe('clew replay 2pc/drawn --faults drop:C:p1:decide@1');
    expect(await page.locator('.with-faults h4').innerText()).toContain('drop:C:p1:decide@1');
    expect(await page.locator('.with-faults .arrow.lost').count()).toBe(1);
    await page.keyboard.press('p');
    expect(await page.locator('.replay code').innerText()).not.toContain('drop:C:p1:decide@1');
    await page.keyboard.press('y');
    expect(await page.locator('.toast').innerText()).toMatch(/Copied|Selected/);
    expect(complaints).toEqual([]);
  });

  it('explains its keys, and lets go of them', async () => {
    const { page } = await open('#outcome-1');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog', { name: 'Keys' }).innerText()).toContain('where the runs part');
    await page.keyboard.press('Escape');
    await page.waitForFunction('document.querySelector("dialog[open]") === null && document.activeElement.closest("dialog") === null');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press(']');
    // The address changes at once, and what is shown with it a moment later.
    await page.getByRole('heading', { level: 2, name: 'agreement' }).waitFor({ timeout: 20_000 });
    expect(await measured(page, 'document.activeElement.tagName === "H2" ? 1 : 0')).toBe(1);
  });

  it('is dark or light as the system is, until the reader chooses', async () => {
    const { page } = await open('', { colorScheme: 'dark' });
    const background = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await background();
    await page.getByRole('button', { name: 'Dark or light' }).click();
    const light = await background();
    expect([dark, light]).toEqual(['rgb(20, 22, 26)', 'rgb(246, 245, 241)']);
    await page.keyboard.press('t');
    expect(await background()).toBe(dark);
  });

  it.each([400, 768, 1280])('fits a window of %i pixels', async (width) => {
    const { page, complaints } = await open('#outcome-1', { viewport: { width, height: 800 } });
    expect(await measured(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await page.locator('.step-card').isVisible()).toBe(true);
    await page.evaluate('location.hash = "#overview"');
    expect(await measured(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
  });

  it('can be read without a script', async () => {
    const { page } = await open('', { javaScriptEnabled: false });
    expect(await page.locator('#outcome-1 .sentence').first().innerText()).toContain('C crashes');
    expect(await page.locator('.noscript').isVisible()).toBe(true);
  });

  it('names every control', async () => {
    const { page } = await open('#outcome-1');
    const nameless = await page.evaluate<string[]>(`[...document.querySelectorAll('button, a, [tabindex="0"]')].filter((control) => (control.getAttribute('aria-label') ?? control.textContent).trim() === '').map((control) => control.outerHTML)`);
    expect(nameless).toEqual([]);
  });

  it('is not harmed by a hostile scenario', async () => {
    const report = withTrouble(reportOf([hostile], { drops: 1, crashes: 1, depth: 1 }));
    const { page, complaints } = await folder.open(browser, htmlReport(report, { version: '1.0.0' }), {}, '#outcome-1');
    for (const key of ['Home', 'j', 'j', 'j', 'd', 'o', 'n', 's', 'w']) await page.keyboard.press(key);
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(await measured(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
    expect(complaints).toEqual([]);
  });

  it('stays small and quick with 2,000 steps on 30 nodes', async () => {
    const report = reportOf([gossip], { drops: 1, depth: 1, runsMax: 12 });
    const html = htmlReport(report, { version: '1.0.0' });
    expect(report.examined[0]!.play('none')!.steps.length).toBeGreaterThan(2000);
    expect(html.length).toBeLessThan(2_000_000);
    const { page, complaints } = await folder.open(browser, html, {}, '#outcome-1');
    await page.locator('.with-faults .scroller').focus();
    const elements = 'document.querySelectorAll("svg *").length';
    expect(await measured(page, elements)).toBeLessThan(12_000);
    // However far one scrolls, only what is in sight is drawn.
    const most = await measured(
      page,
      `(async () => {
        const scroller = document.querySelector('.with-faults .scroller');
        let most = 0;
        for (let top = 0; top < scroller.scrollHeight; top += 300) {
          scroller.scrollTop = top;
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          most = Math.max(most, ${elements});
        }
        return most;
      })()`,
    );
    expect(most).toBeLessThan(12_000);
    await page.keyboard.press('End');
    expect(await position(page).innerText()).toMatch(/Step (\d+) of \1/);
    expect(await measured(page, elements)).toBeLessThan(12_000);
    // A key moves what is marked, and leaves alone the thousands of things below it.
    await page.evaluate('document.querySelector(".with-faults .sheet > svg").dataset.same = "yes"');
    await page.keyboard.press('k');
    expect(await page.locator('.with-faults .sheet > svg[data-same]').count()).toBe(1);
    expect(await page.locator('.with-faults .marks .cell.chosen').count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});
