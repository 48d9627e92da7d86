import type { Browser } from 'playwright-core';
import { signIn, type Account } from './sign-in.js';

const mapScript = /\/assets\/(city-map|maplibre)/;

/** Bytes of script on the wire, from an empty cache until the board stands, without those of the map. */
export async function firstViewScriptBytes(browser: Browser, url: string, account: Account): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' && !mapScript.test(response.url)) scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(url);
  await signIn(page, account);
  await page.locator('.incident-row').first().waitFor();
  const measured = bytes;
  await context.close();
  return measured;
}
