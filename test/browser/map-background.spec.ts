import type { Page } from 'playwright-core';
import { eventually } from '#testing';
import { describeInBrowser, Desks, type Look } from './desks.js';
import { archiveOf, MapFiles, tileOf, type Colour } from './map-files.js';
import { paletteColour, shareOfMap } from './map-picture.js';
import { cityTile } from './vector-tile.js';

const violet: Colour = [154, 32, 208];
const orange: Colour = [240, 120, 16];
const green: Colour = [32, 160, 64];

const world = {
  type: 'Polygon',
  coordinates: [
    [
      [-180, -80],
      [180, -80],
      [180, 80],
      [-180, 80],
      [-180, -80],
    ],
  ],
};
const shapes = {
  version: 8,
  sources: { world: { type: 'geojson', data: world } },
  layers: [
    { id: 'world', type: 'fill', source: 'world', paint: { 'fill-color': `rgb(${green.join(',')})` } },
  ],
};
/** A style of pictures whose tiles another address tells, or names. */
const picturesFrom = (source: object) => ({
  version: 8,
  sources: { pictures: { type: 'raster', tileSize: 256, ...source } },
  layers: [{ id: 'pictures', type: 'raster', source: 'pictures' }],
});
/** As tile servers write it, and as one that means harm would. */
const attribution =
  '&copy; <a href="https://www.openstreetmap.org/copyright" onclick="alert(1)">OpenStreetMap</a>' +
  '<img src="x" onerror="document.body.dataset.harmed = 1"><script>document.body.dataset.harmed = 2</script>' +
  ' <a href="javascript:alert(2)">contributors</a>';
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const tilePath = /^\/tiles\/\d+\/\d+\/\d+\.png$/;

describeInBrowser('the background of the map', () => {
  let desks: Desks;
  let files: MapFiles;
  /** Another site, which the style of the setting names, and one that it does not. */
  let elsewhere: MapFiles;
  let stranger: MapFiles;
  let page: Page;
  /** What the window asked for, by site, and what it complained of. */
  let asked: string[];
  let warnings: string[];
  beforeAll(async () => {
    stranger = await MapFiles.serve(() => tileOf(violet));
    elsewhere = await MapFiles.serve((path) => {
      if (path === '/tiles.json')
        return json({ tilejson: '3.0.0', tiles: ['tiles/{z}/{x}/{y}.png'], attribution });
      return tilePath.test(path) ? tileOf(orange) : undefined;
    });
    const served: Readonly<Record<string, () => Buffer>> = {
      '/style.json': () => json(picturesFrom({ url: `${elsewhere.url}/tiles.json` })),
      '/shapes.json': () => json(shapes),
      '/strange.json': () => json(picturesFrom({ tiles: [`${stranger.url}/tiles/{z}/{x}/{y}.png`] })),
      '/file.json': () => json(picturesFrom({ url: `pmtiles://${files.url}/city.pmtiles` })),
      '/broken.json': () => json({ ...shapes, layers: [{ id: 'world', type: 'nonsense' }] }),
      '/city.pmtiles': () =>
        archiveOf({ type: 'png', tile: tileOf(violet), metadata: { attribution: 'Kota' } }),
      '/zipped.pmtiles': () => archiveOf({ type: 'png', tile: tileOf(violet), compression: 'gzip' }),
      '/vector.pmtiles': () =>
        archiveOf({ type: 'mvt', tile: cityTile(), metadata: { attribution: 'Peta' } }),
      '/zipped-vector.pmtiles': () => archiveOf({ type: 'mvt', tile: cityTile(), compression: 'gzip' }),
      '/brotli.pmtiles': () => archiveOf({ type: 'mvt', tile: cityTile(), compression: 'brotli' }),
      '/foreign.pmtiles': () =>
        archiveOf({ type: 'mvt', tile: cityTile(), metadata: { vector_layers: [{ id: 'transportation' }] } }),
      '/no.pmtiles': () => Buffer.alloc(20_000),
    };
    files = await MapFiles.serve((path) => {
      return served[path]?.() ?? (tilePath.test(path) ? tileOf(orange) : undefined);
    });
    desks = await Desks.prepare({
      LAYAD_MAP: `${files.url}/style.json`,
      LAYAD_MAP_ATTRIBUTION: '<b>Badan</b> Informasi Geospasial',
    });
  }, 120_000);
  afterAll(async () => {
    await desks.close();
    await files.close();
    await elsewhere.close();
    await stranger.close();
  });
  afterEach(() => page.context().close());

  /** The board of a server whose setting names this file; where it may come from is what the running one allows. */
  const openWith = async (file: string, look?: Look): Promise<void> => {
    page = await desks.open(look);
    asked = [];
    warnings = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) warnings.push(message.text());
    });
    await page.route('**/map-background.json', (route) =>
      route.fulfill({ json: { url: files.url + file, attribution: null } }),
    );
    await enter();
  };

  const enter = async (): Promise<void> => {
    await desks.enter(page, 'operator');
    await page.locator('.map-marks').waitFor();
  };

  const shareOf = (colour: Colour): Promise<number> => shareOfMap(page, colour);

  const drawn = (colour: Colour, least = 0.3): Promise<void> =>
    eventually(async () => (await shareOf(colour)) > least, `the map in ${colour.join(' ')}`);

  const notice = () => page.locator('.map-note', { hasText: 'Latar peta tidak dapat dimuat' });

  const colourOf = (name: string): Promise<Colour> => paletteColour(page, name);

  it('is the style that the setting names, with tiles of another site, and says whose they are', async () => {
    page = await desks.open();
    await enter();
    await drawn(orange);
    expect(await notice().count()).toBe(0);
    const credits = page.locator('.map-attribution');
    expect(await credits.locator('li').allTextContents()).toEqual([
      '© OpenStreetMap contributors',
      'Badan Informasi Geospasial',
    ]);
    expect(await credits.locator('a').allTextContents()).toEqual(['OpenStreetMap']);
    const link = credits.locator('a');
    expect(await link.getAttribute('href')).toBe('https://www.openstreetmap.org/copyright');
    expect(await link.getAttribute('onclick')).toBeNull();
    expect(await credits.locator('img, script, b').count()).toBe(0);
    expect(await page.locator('body').getAttribute('data-harmed')).toBeNull();
  }, 90_000);

  it('is not taken from a site that the setting does not lead to', async () => {
    await openWith('/strange.json');
    await notice().waitFor();
    expect(await shareOf(violet)).toBe(0);
  }, 90_000);

  it('is drawn from a style’s shapes', async () => {
    await openWith('/shapes.json');
    await drawn(green);
    expect(await notice().count()).toBe(0);
    expect(await page.locator('.map-attribution').count()).toBe(0);
  }, 90_000);

  it.each(['/city.pmtiles', '/zipped.pmtiles', '/file.json'])(
    'is drawn from a PMTiles file of pictures, with ranges of it: %s',
    async (file) => {
      await openWith(file);
      await drawn(violet);
      expect(await notice().count()).toBe(0);
    },
    90_000,
  );

  it.each([
    ['/vector.pmtiles', 'light'],
    ['/vector.pmtiles', 'dark'],
    ['/zipped-vector.pmtiles', 'light'],
  ] as const)(
    'is drawn from a PMTiles file of shapes in the palette, asking nobody else: %s, %s',
    async (file, theme) => {
      await openWith(file, { theme });
      await drawn(await colourOf('--map-water'), 0.15);
      await drawn(await colourOf('--map-park'), 0.05);
      await drawn(await colourOf('--map-road-main'), 0.001);
      expect(await notice().count()).toBe(0);
      const known = [desks.layad.url, files.url, 'null'];
      expect(asked.filter((site) => !known.includes(site))).toEqual([]);
      expect(warnings.filter((text) => /image|glyph|sprite|font/i.test(text))).toEqual([]);
    },
    90_000,
  );

  it('says whose a file is that tells it', async () => {
    await openWith('/vector.pmtiles');
    await page.locator('.map-attribution li', { hasText: 'Peta' }).waitFor();
  }, 90_000);

  it('is drawn from tiles', async () => {
    await openWith('/tiles/{z}/{x}/{y}.png');
    await drawn(orange);
    expect(await notice().count()).toBe(0);
  }, 90_000);

  it.each([
    '/nowhere.json',
    '/broken.json',
    '/nowhere.pmtiles',
    '/no.pmtiles',
    '/brotli.pmtiles',
    '/foreign.pmtiles',
    '/nowhere/{z}/{x}/{y}.png',
  ])(
    'gives way to the center’s own map where it cannot be had, and says so: %s',
    async (file) => {
      await openWith(file);
      await notice().waitFor();
      await drawn(await colourOf('--map-land'), 0.1);
    },
    90_000,
  );
});
