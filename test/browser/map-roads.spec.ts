import type { Page } from 'playwright-core';
import { eventually } from '#testing';
import { describeInBrowser, Desks } from './desks.js';
import { paletteColour, shareOfMap } from './map-picture.js';
import type { Colour } from './map-files.js';

const green: Colour = [32, 160, 64];
const credit = '© OpenStreetMap contributors';

describeInBrowser('the roads on the map', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const attribution = () => page.locator('.map-attribution');
  const shareOf = async (name: string): Promise<number> => shareOfMap(page, await paletteColour(page, name));
  /** Of the map as `enter` shows it: with roads some 0.015, without less than 0.004. */
  const roadsShare = 0.008;
  const roadsDrawn = () =>
    eventually(async () => (await shareOf('--map-road-main')) > roadsShare, 'main roads on the map');
  const enter = async (): Promise<void> => {
    await desks.enter(page, 'operator');
    await page.locator('.map-canvas canvas').first().waitFor();
    // Near enough for roads to be wider than the edges of letters, which may have any colour.
    await page.getByRole('button', { name: 'Perbesar' }).click({ clickCount: 2 });
  };

  it.each(['light', 'dark'] as const)(
    'are the center’s own, with whose data they are in a corner, in the %s theme',
    async (theme) => {
      page = await desks.open({ theme });
      await enter();
      await roadsDrawn();
      expect(await attribution().innerText()).toBe(credit);
    },
    90_000,
  );

  it('are left out over a background, which has its own', async () => {
    page = await desks.open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const url = `${desks.layad.url}/style.json`;
    await page.route('**/map-background.json', (route) =>
      route.fulfill({ json: { url, attribution: null } }),
    );
    const layers = [
      { id: 'ground', type: 'background', paint: { 'background-color': `rgb(${green.join(',')})` } },
    ];
    await page.route(url, (route) => route.fulfill({ json: { version: 8, sources: {}, layers } }));
    await enter();
    await eventually(async () => (await shareOfMap(page, green)) > 0.3, 'the background');
    expect(await attribution().count()).toBe(0);
    expect(asked).toContain('/api/v1/areas.geojson');
    expect(asked).not.toContain('/api/v1/roads.geojson');
  }, 90_000);

  it('may be missing: the map is there without them, and has them when they can be read again', async () => {
    page = await desks.open();
    await page.route('**/roads.geojson', (route) => route.abort());
    await enter();
    await eventually(async () => (await shareOf('--map-land')) > 0.1, 'the land');
    expect(await attribution().count()).toBe(0);
    await page.unroute('**/roads.geojson');
    await attribution().waitFor();
    await roadsDrawn();
  }, 90_000);

  it('change on the open map when others are imported', async () => {
    page = await desks.open();
    await enter();
    await roadsDrawn();
    const line = [
      [107.6, -6.92],
      [107.6, -6.921],
    ];
    const geometry = { type: 'LineString', coordinates: line };
    await desks.layad.importPlaces('demo-roads', [{ type: 'Feature', properties: {}, geometry }]);
    await attribution().waitFor({ state: 'detached' });
    await eventually(
      async () => (await shareOf('--map-road-main')) < roadsShare,
      'the map without main roads',
    );
  }, 90_000);
});
