import type { Page } from 'playwright-core';
import { eventually } from '#testing';
import { describeInBrowser, Desks } from './desks.js';
import { archiveOf, MapFiles, tileOf, type Colour } from './map-files.js';

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
const style = {
  version: 8,
  sources: { world: { type: 'geojson', data: world } },
  layers: [
    { id: 'world', type: 'fill', source: 'world', paint: { 'fill-color': `rgb(${green.join(',')})` } },
  ],
};
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const tilePath = /^\/tiles\/\d+\/\d+\/\d+\.png$/;

describeInBrowser('the background of the map', () => {
  let desks: Desks;
  let files: MapFiles;
  let page: Page;
  beforeAll(async () => {
    files = await MapFiles.serve((path) => {
      if (path === '/style.json') return json(style);
      if (path === '/broken.json') return json({ ...style, layers: [{ id: 'world', type: 'nonsense' }] });
      if (path === '/city.pmtiles') return archiveOf(tileOf(violet));
      return tilePath.test(path) ? tileOf(orange) : undefined;
    });
    desks = await Desks.prepare({ LAYAD_MAP: `${files.url}/style.json` });
  }, 120_000);
  afterAll(async () => {
    await desks.close();
    await files.close();
  });
  afterEach(() => page.context().close());

  /** The board of a server whose setting names this file; where it may come from is what the running one allows. */
  const openWith = async (file: string): Promise<void> => {
    page = await desks.open();
    await page.route('**/map-background.json', (route) => route.fulfill({ json: { url: files.url + file } }));
    await enter();
  };

  const enter = async (): Promise<void> => {
    await desks.enter(page, 'operator');
    await page.locator('.map-marks').waitFor();
  };

  /** The share of the map that has this colour. */
  const shareOf = async (colour: Colour): Promise<number> => {
    const picture = (await page.locator('.map-canvas').screenshot()).toString('base64');
    return page.evaluate<number>(`(async () => {
      const image = new Image();
      image.src = 'data:image/png;base64,${picture}';
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let same = 0;
      for (let at = 0; at < data.length; at += 4) {
        const near = [${colour.join(',')}].every((part, index) => Math.abs(data[at + index] - part) <= 3);
        if (near) same += 1;
      }
      return same / (data.length / 4);
    })()`);
  };

  const drawn = (colour: Colour, least = 0.3): Promise<void> =>
    eventually(async () => (await shareOf(colour)) > least, `the map in ${colour.join(' ')}`);

  const notice = () => page.locator('.map-note', { hasText: 'Latar peta tidak dapat dimuat' });

  it('is the style that the setting names', async () => {
    page = await desks.open();
    await enter();
    await drawn(green);
    expect(await notice().count()).toBe(0);
  }, 90_000);

  it('is drawn from a PMTiles file, with ranges of it', async () => {
    await openWith('/city.pmtiles');
    await drawn(violet);
    expect(await notice().count()).toBe(0);
  }, 90_000);

  it('is drawn from tiles', async () => {
    await openWith('/tiles/{z}/{x}/{y}.png');
    await drawn(orange);
    expect(await notice().count()).toBe(0);
  }, 90_000);

  it.each(['/nowhere.json', '/broken.json', '/nowhere.pmtiles', '/nowhere/{z}/{x}/{y}.png'])(
    'gives way to the center’s own map where it cannot be had, and says so: %s',
    async (file) => {
      await openWith(file);
      await notice().waitFor();
      const land = await page.evaluate<string>(`(() => {
        const probe = document.createElement('span');
        probe.style.color = 'var(--map-land)';
        document.body.append(probe);
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
      })()`);
      const [red = 0, green = 0, blue = 0] = land.match(/\d+/g)?.map(Number) ?? [];
      await drawn([red, green, blue], 0.1);
    },
    90_000,
  );
});
