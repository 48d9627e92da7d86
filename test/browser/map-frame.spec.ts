import type { Page } from 'playwright-core';
import { eventually } from '#testing';
import { describeInBrowser, Desks } from './desks.js';
import { paletteColour, shareOfMap } from './map-picture.js';

describeInBrowser('the map beside a new call', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  beforeEach(async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    await page.locator('.call-form').waitFor();
    await eventually(async () => {
      await wholeCity();
      return (await outside()) > 0.5;
    }, 'the whole city');
  }, 60_000);
  afterEach(() => page.context().close());

  /** Of the picture what lies outside of the city: more than half where all of it is shown, little from near. */
  const outside = async (): Promise<number> => shareOfMap(page, await paletteColour(page, '--map-outside'));
  const wholeCity = async (): Promise<void> => {
    await page.locator('.map-buttons button', { hasText: 'Seluruh kota' }).click();
    // Away from the map: where a hand is on it, it does not turn.
    await page.mouse.move(700, 20);
  };
  const near = () => eventually(async () => (await outside()) < 0.2, 'the place from near');
  const foreseen = async (place: string): Promise<void> => {
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/v1/recommendations'));
    await page.locator('.call-form [data-place]').fill(place);
    await asked;
    await page.locator('.foresight li').first().waitFor();
  };

  it('turns to its place and the best teams as soon as these are known', async () => {
    await foreseen('-6.9250 107.6300');
    await near();
  }, 60_000);

  it('stays where a hand is on it, and turns to the next place when the hand is gone', async () => {
    await page.locator('.map-canvas').hover();
    await foreseen('-6.9250 107.6300');
    await page.locator('.call-buttons .large', { hasText: /kirim \S+/ }).waitFor();
    expect(await outside()).toBeGreaterThan(0.5);
    await page.mouse.move(700, 20);
    await foreseen('-6.9170 107.6050');
    await near();
  }, 60_000);

  it('turns once for each place: where somebody looks afterwards is up to them', async () => {
    await foreseen('-6.9250 107.6300');
    await near();
    await wholeCity();
    await eventually(async () => (await outside()) > 0.5, 'the whole city again');
    const again = page.waitForResponse((response) => response.url().endsWith('/api/v1/recommendations'));
    await page.locator('.priority-radios label').nth(1).click();
    await again;
    await page.locator('.foresight-plan', { hasText: 'P1 meminta' }).waitFor();
    expect(await outside()).toBeGreaterThan(0.5);
  }, 60_000);
});
