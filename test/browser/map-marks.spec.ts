import type { Page } from 'playwright-core';
import { eventually } from '#testing';
import { describeInBrowser, Desks } from './desks.js';

describeInBrowser('the marks on the map', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  const row = (page: Page, words: string) => page.locator('.incident-row', { hasText: words });
  const selected = (page: Page, words: string) => row(page, words).locator('[aria-current=true]');
  const middleOf = async (page: Page): Promise<{ x: number; y: number }> => {
    const box = await page.locator('.map-canvas').boundingBox();
    return { x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 };
  };

  it('open their incident when they are pressed', async () => {
    await desks.layad.call({ complaint: 'Pingsan di taman', lat: -6.91, lon: 107.61, priority: 'P1' });
    await desks.layad.call({ complaint: 'Demam di sebelahnya', lat: -6.9125, lon: 107.612, priority: 'P3' });
    const page = await desks.signIn('operator', { moves: true });
    await row(page, 'Pingsan').locator('button').click();
    await page.locator('.map-buttons button', { hasText: 'Ke insiden' }).click();
    await row(page, 'Demam').locator('button').click();
    await selected(page, 'Demam').waitFor();
    const { x, y } = await middleOf(page);
    await eventually(async () => {
      await page.mouse.click(x, y);
      return (await selected(page, 'Pingsan').count()) === 1;
    }, 'opening the incident in the middle');
    await page.context().close();
  }, 90_000);
});
