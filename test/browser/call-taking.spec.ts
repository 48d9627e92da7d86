import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

describeInBrowser('taking a call', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const row = (words: string) => page.locator('.incident-row', { hasText: words });

  it('shows the incident it is probably about, and becomes one more caller of it by one key', async () => {
    const { id } = await desks.layad.call({
      complaint: 'Tabrakan dua motor di depan pasar',
      lat: -6.918,
      lon: 107.606,
      priority: 'P2',
      type: 'traffic_accident',
    });
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    await page.keyboard.type('Ada tabrakan motor dekat pasar');
    const field = page.locator('.call-form .priority-radios');
    const before = await field.boundingBox();
    await page.locator('.call-form [data-place]').fill('-6.9181 107.6061');
    await page.locator('.call-form select').selectOption('traffic_accident');
    await page.locator('.call-form input[type=tel]').fill('0813-2222-1111');
    await page.locator('.duplicate', { hasText: 'Tabrakan dua motor' }).waitFor();
    expect(await field.boundingBox()).toEqual(before);
    expect(await page.locator('.duplicate').innerText()).toMatch(/0,0 km dari sini/);
    await page.keyboard.press('F4');
    await page.locator(`.incident-pane[data-incident="${id}"]`).waitFor();
    await page.locator('.timeline').getByText('Ada tabrakan motor dekat pasar').waitFor();
    expect(await row('tabrakan').count()).toBe(1);
    const { items } = await desks.layad.get<{ items: { callerNumber: string }[] }>(
      `/incidents/${id}/contacts`,
    );
    expect(items.map(({ callerNumber }) => callerNumber)).toEqual(['+6281234567890', '+6281322221111']);
  });
});
