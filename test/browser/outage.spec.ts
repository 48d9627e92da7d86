import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

/** Until the worker has kept every file of the console. */
const filesKept = (page: Page): Promise<unknown> =>
  page.evaluate('navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)');

describeInBrowser('the console without a server', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const row = (words: string) => page.locator('.incident-row', { hasText: words });
  const banner = () => page.locator('.connection-banner', { hasText: /sejak \d\d:\d\d:\d\d/ });
  const opensAlone = () => page.locator('[data-unknown]').waitFor({ timeout: 20_000 });

  it('opens again from the browser, takes a call, and sends it once when the server is back', async () => {
    await desks.layad.call({ complaint: 'Sebelum padam', lat: -6.91, lon: 107.61, priority: 'P2' });
    page = await desks.signIn('operator');
    await filesKept(page);
    await row('Sebelum padam').waitFor();
    await desks.layad.kill();
    await page.reload();
    await opensAlone();
    await banner().waitFor();
    // What was true before the reload is not shown as if it were true now.
    expect(await row('Sebelum padam').count()).toBe(0);
    await page.keyboard.press('F2');
    await page.keyboard.type('Waktu padam');
    await page.locator('[data-place]').fill('-6.9180 107.6060');
    await page.keyboard.press('Control+Enter');
    await page.locator('.kept-calls', { hasText: 'Waktu padam' }).waitFor();
    await page.reload();
    await opensAlone();
    await page.locator('.kept-calls', { hasText: 'Waktu padam' }).waitFor();
    await desks.layad.startAgain();
    await row('Waktu padam').locator('[data-team-state=alerted]').waitFor({ timeout: 60_000 });
    await row('Sebelum padam').waitFor();
    await page.locator('.kept-calls').waitFor({ state: 'detached' });
    await banner().waitFor({ state: 'detached' });
    const { items } = await desks.layad.get<{ items: { complaint: string }[] }>('/incidents?limit=50');
    expect(items.filter(({ complaint }) => complaint === 'Waktu padam')).toHaveLength(1);
  }, 180_000);

  it('keeps a call whose place nobody can look for, until it is chosen', async () => {
    page = await desks.signIn('operator');
    await filesKept(page);
    await desks.layad.kill();
    await page.reload();
    await opensAlone();
    await page.keyboard.press('F2');
    await page.keyboard.type('Dekat pasar, tidak tahu titiknya');
    await page.keyboard.press('Control+s');
    const card = page.locator('.kept-calls li', { hasText: 'Dekat pasar' });
    await card.filter({ hasText: 'Tempat belum ada' }).waitFor();
    await desks.layad.startAgain();
    await page.locator('.map-pane').waitFor({ timeout: 60_000 });
    await card.locator('button').click();
    await page.locator('[data-place]').fill('-6.9180 107.6060');
    await page.keyboard.press('Control+s');
    await row('Dekat pasar').waitFor();
    await card.waitFor({ state: 'detached' });
  }, 180_000);

  it('opens for nobody who signed out, and tells the server of a sign-out it did not hear', async () => {
    page = await desks.signIn('operator2');
    await filesKept(page);
    await desks.layad.kill();
    await page.reload();
    await opensAlone();
    await page.locator('.account > button').click();
    await page.locator('[data-sign-out]').click();
    await page.locator('input[name=username]').waitFor();
    await page.reload();
    await page.locator('input[name=username]').waitFor();
    const told = page.waitForResponse((answer) => answer.url().endsWith('/auth/logout') && answer.ok(), {
      timeout: 60_000,
    });
    await desks.layad.startAgain();
    await told;
    await page.reload();
    await page.locator('input[name=username]').waitFor();
  }, 180_000);

  it('keeps the console’s own files and no answer of the server', async () => {
    page = await desks.signIn('admin');
    await filesKept(page);
    await page.locator('.page-links a').nth(1).click();
    await page.locator('[data-panel=recent]').waitFor();
    const kept = await page.evaluate<string[]>(`(async () => {
      const names = await caches.keys();
      const caches_ = await Promise.all(names.map((name) => caches.open(name)));
      const requests = await Promise.all(caches_.map((cache) => cache.keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    })()`);
    expect(kept).toContain('/index.html');
    expect(kept.filter((path) => !/^\/(index\.html|layad\.svg|assets\/[^/]+)$/.test(path))).toEqual([]);
  });
});
