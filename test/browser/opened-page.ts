import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const executable = process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file));

/** Whether there is a browser to test with. */
export const hasBrowser = executable !== undefined;

/** A page in a browser, opened from disk. */
export interface Opened {
  readonly page: Page;
  /** What the browser complained of, and what it asked for besides the page itself. */
  readonly complaints: string[];
}

/** Starts a headless browser. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ ...(executable !== undefined && { executablePath: executable }), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** A folder for pages. */
export class PageFolder {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'clew-page-'));

  /** Opens a page from a file. */
  async open(browser: Browser, html: string, options: BrowserContextOptions = {}, hash = ''): Promise<Opened> {
    const file = path.join(this.folder, 'report.html');
    writeFileSync(file, html);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    const address = pathToFileURL(file).href;
    page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => void complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => void complaints.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && request.url() !== 'data:,') complaints.push(`request: ${request.url()}`);
    });
    await page.goto(address + hash);
    return { page, complaints };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
