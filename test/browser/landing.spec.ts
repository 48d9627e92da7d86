import type { Page } from 'playwright-core';
import { describeInBrowser, Desks, setNetwork } from './desks.js';

describeInBrowser('the focus', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
  const row = (words: string) => page.locator('.incident-row', { hasText: words }).locator('button');

  it('lands on the queues on arrival, and from there arrows go on', async () => {
    await desks.layad.call({ complaint: 'Menunggu saja', lat: -6.94, lon: 107.61, priority: 'P2' });
    page = await desks.signIn('operator');
    await focused('.queue-pane');
    await row('Menunggu saja').waitFor();
    await page.keyboard.press('ArrowDown');
    await focused('button[data-incident]');
  }, 60_000);

  it('lands on the row of what was saved, and on the queues when an incident is closed', async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    await page.keyboard.type('Keseleo di tangga');
    await page.locator('.call-form [data-place]').fill('-6.9000 107.6400');
    await page.keyboard.press('Control+s');
    await row('Keseleo di tangga').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('c');
    await page.locator('dialog select').selectOption('cancelled');
    // Also from the field of several lines.
    await page.locator('dialog textarea').fill('Tidak jadi');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-shortcut=O]').waitFor();
    await focused('.queue-pane');
    await page.keyboard.press('o');
    await page.locator('dialog input:focus').waitFor();
    await page.keyboard.type('Masih sakit');
    await page.keyboard.press('Enter');
    await page.locator('[data-shortcut=C]').waitFor();
    await row('Keseleo di tangga').waitFor();
    expect(await page.evaluate('document.activeElement === document.body')).toBe(false);
  }, 60_000);

  it('lands on the queues, where the kept call stands, when it is saved without a connection', async () => {
    page = await desks.signIn('operator');
    await page.locator('.status-bar').waitFor();
    await setNetwork(page, false);
    await page.locator('.connection-banner').waitFor({ timeout: 60_000 });
    await page.keyboard.press('F2');
    await page.keyboard.type('Terputus di jalan');
    await page.locator('.call-form [data-place]').fill('-6.9300 107.6100');
    await page.keyboard.press('Control+s');
    await page.locator('.kept-calls', { hasText: 'Terputus' }).waitFor();
    await focused('.queue-pane');
  }, 120_000);
});
