/** A real Chromium for the tests. */
import { existsSync } from 'node:fs';
import { after } from 'node:test';
import type { TestContext } from 'node:test';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const CANDIDATES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = CANDIDATES.find((file) => file !== undefined && existsSync(file));

/** Why browser tests cannot run here, or false; on a build server a missing browser is a failure, not a reason to skip. */
export const withoutBrowser: string | false =
  executablePath === undefined && !process.env['CI']
    ? 'NO BROWSER: install chromium (or set CHROMIUM_PATH) to run this test'
    : false;

let browser: Promise<Browser> | null = null;
after(async () => (await browser)?.close());

function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('no Chromium on this machine: install it or set CHROMIUM_PATH');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** A page with nothing kept from other tests, and what it complained of: errors, and what the security policy refused. */
export async function openPage(
  t: TestContext,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  browser ??= launch();
  const context = await (await browser).newContext({ viewport: { width: 1440, height: 900 }, ...options });
  t.after(() => context.close());
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d|ERR_CONNECTION_REFUSED/.test(message.text()))
      complaints.push(message.text());
  });
  return { page, complaints };
}
