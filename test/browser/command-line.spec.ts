import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

describeInBrowser('the command line', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const type = async (line: string): Promise<void> => {
    await page.keyboard.press('/');
    await page.keyboard.type(line);
    await page.locator('.command-list [aria-selected=true] strong').waitFor();
    await page.keyboard.press('Enter');
  };

  it('takes a call, sends a team, tells its steps and finds, without a hand off the keys', async () => {
    const { number } = await desks.layad.call({
      complaint: 'Serangan asma',
      lat: -6.9,
      lon: 107.62,
      priority: 'P2',
    });
    const short = String(Number(number.split('-').at(-1)));
    page = await desks.signIn('operator');
    const row = page.locator('.incident-row', { hasText: 'Serangan asma' });
    await row.waitFor();
    await type(`kirim AMB-05 ke ${short}`);
    await row.locator('[data-team-state=alerted]').waitFor();
    expect(await page.locator('.incident-pane .assignment strong').innerText()).toBe('AMB-05');
    await type('status amb05 berangkat');
    await row.locator('[data-team-state=to_scene]').waitFor();
    await type('fasilitas');
    await page.locator('[data-screen=facilities]').waitFor();
    await type('tarik AMB-05');
    await row.locator('[data-team-state=none]').waitFor();
    await type('new call Anak jatuh');
    expect(await page.locator('.call-form [data-complaint]').inputValue()).toBe('Anak jatuh');
    expect(
      await page.evaluate(`document.activeElement === document.querySelector('.call-form [data-complaint]')`),
    ).toBe(true);
  });

  it('completes with Tab and gives the cursor back', async () => {
    page = await desks.signIn('operator', { language: 'en' });
    await page.keyboard.press('/');
    await page.keyboard.type('fac');
    await page.locator('.command-list li').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator('[data-command]').inputValue()).toBe('facilities');
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-command]').inputValue()).toBe('');
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
  });
});
