import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

describeInBrowser('the beginning of a shift', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const enter = async (username: string): Promise<void> => {
    await page.locator('input[name=username]').fill(username);
    await page.locator('input[name=password]').fill(desks.layad.password);
    await page.keyboard.press('Enter');
  };
  const start = () => page.locator('.shift-start');

  it('says what is taken over, sounds on a key, goes on with one, and is not asked for again', async () => {
    await desks.layad.call({ complaint: 'Menunggu serah terima', lat: -6.91, lon: 107.61, priority: 'P1' });
    page = await desks.open({ language: 'en' });
    await enter('operator');
    await start().locator('li', { hasText: 'Menunggu serah terima' }).waitFor();
    await start().locator('li', { hasText: '1 waiting for a team' }).waitFor();
    await start().locator('li', { hasText: '42 teams on duty' }).waitFor();
    await start().getByText('Every part is working').waitFor();
    await page.keyboard.press('s');
    await start().getByText('Did you hear two tones?').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.queue-pane').waitFor();
    await page.reload();
    await page.locator('.queue-pane, .shift-start').first().waitFor();
    expect(await start().count()).toBe(0);
    await page.locator('.account > button').click();
    await page.locator('[data-sign-out]').click();
    await enter('operator');
    await start().waitFor();
  }, 60_000);

  it('goes straight on to a call when one comes first', async () => {
    page = await desks.open();
    await enter('operator2');
    await start().waitFor();
    await page.keyboard.press('F2');
    await page.locator('.call-form [data-complaint]').waitFor();
  }, 60_000);

  it('is for those who take calls', async () => {
    page = await desks.open();
    await enter('manager');
    await page.locator('.queue-pane').waitFor();
    expect(await start().count()).toBe(0);
  }, 60_000);
});
