import type { Page } from 'playwright-core';
import { eventually } from '#testing';
import {
  fakeValhalla,
  matrixAnswer,
  routeAnswer,
  type FakeValhalla,
} from '../../libs/dispatch/src/testing/index.js';
import { describeInBrowser, Desks } from './desks.js';
import { paletteColour, shareOfMap } from './map-picture.js';

/** Two incidents in the middle of the city, whose ways lead far around it, through corners where nothing else is. */
const northern = {
  complaint: 'Sesak di utara',
  at: { lat: -6.9, lon: 107.62 },
  detour: [
    { lat: -6.83, lon: 107.54 },
    { lat: -6.83, lon: 107.56 },
  ],
  /** On the map as it shows the whole city. */
  zone: { x: 20, y: 60, width: 100, height: 90 },
};
const southern = {
  complaint: 'Jatuh di selatan',
  at: { lat: -6.92, lon: 107.65 },
  detour: [
    { lat: -6.955, lon: 107.74 },
    { lat: -6.965, lon: 107.74 },
  ],
  zone: { x: 595, y: 425, width: 95, height: 80 },
};
type Incident = typeof northern;
/** Of a corner, once a line leads through it. */
const least = 0.002;

describeInBrowser('the routes on the map', () => {
  let desks: Desks;
  let valhalla: FakeValhalla;
  let page: Page;
  const ids = new Map<Incident, string>();

  beforeAll(async () => {
    valhalla = await fakeValhalla(
      ({ sources }, response) =>
        void response.end(
          matrixAnswer(
            sources.map(() => [300]),
            sources.map(() => [5]),
          ),
        ),
      ({ locations }, response) => {
        const to = [northern, southern].find(({ at }) => at.lat === locations[1].lat);
        response.end(routeAnswer(to ? to.detour : locations));
      },
    );
    desks = await Desks.prepare({ VALHALLA_URL: valhalla.url });
    for (const incident of [northern, southern]) {
      const { id } = await desks.layad.call({
        complaint: incident.complaint,
        ...incident.at,
        priority: 'P2',
        type: 'fall',
      });
      await desks.layad.sendBest(id, 'en_route');
      ids.set(incident, id);
    }
  }, 120_000);
  afterAll(async () => {
    await desks.close();
    await valhalla.close();
  });
  beforeEach(async () => {
    page = await desks.signIn('operator');
    await page.locator('.map-marks').waitFor();
  });
  afterEach(() => page.context().close());

  const select = async ({ complaint }: Incident): Promise<void> => {
    await page.locator('.incident-row', { hasText: complaint }).locator('button').first().click();
    await page.locator('.incident-pane', { hasText: complaint }).waitFor();
    await page.mouse.move(700, 5);
  };

  const routesOf = (incident: Incident): RegExp => new RegExp(`/incidents/${ids.get(incident)!}/routes`);

  /** The share of a corner of a map, or of all of it, that has the colour of a team on its way. */
  const seenIn = async ({ zone }: Partial<Pick<Incident, 'zone'>>, map = page): Promise<number> =>
    shareOfMap(map, await paletteColour(map, '--team-to-scene'), zone);

  const drawn = (incident: Incident, map = page): Promise<void> =>
    eventually(
      async () => (await seenIn(incident, map)) > least,
      `the way to ${incident.complaint}, as the roads go`,
    );

  it('lead a team on its way along roads, and are those of the selected incident alone', async () => {
    await select(northern);
    await drawn(northern);
    expect(await seenIn(southern)).toBe(0);
    await select(southern);
    await drawn(southern);
    expect(await seenIn(northern)).toBe(0);
  }, 90_000);

  it('are not drawn any more when they come after another incident was selected', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(routesOf(northern), async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest(routesOf(northern));
    await select(northern);
    await asked;
    await select(southern);
    await drawn(southern);
    // No newer answer puts right what the late one would spoil.
    await page.route(routesOf(southern), () => undefined);
    const late = page.waitForResponse(routesOf(northern));
    release();
    await (await late).finished();
    // Another theme draws everything anew, as it now is.
    await page.emulateMedia({ colorScheme: 'dark' });
    await drawn(southern);
    expect(await seenIn(northern)).toBe(0);
  }, 90_000);

  it('are not asked for while a list covers the map, and are there when it is shown again', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (routesOf(northern).test(request.url())) asked.push(request.url());
    });
    await page.keyboard.press('t');
    await page.locator('.middle-list').waitFor();
    await select(northern);
    await page.locator('.team-offer').first().waitFor();
    expect(asked).toEqual([]);
    await page.keyboard.press('m');
    await drawn(northern);
    expect(asked.length).toBeGreaterThan(0);
  }, 90_000);

  it('stay straight lines where the roads do not answer, without a word in the way', async () => {
    await page.route(routesOf(northern), (route) => route.fulfill({ status: 500, body: '' }));
    const refused = page.waitForResponse(routesOf(northern));
    const marksAlone = await seenIn({});
    await select(northern);
    await refused;
    await eventually(async () => (await seenIn({})) > marksAlone, 'the straight line');
    expect(await seenIn(northern)).toBe(0);
    expect(await page.locator('.map-note, .refusal').count()).toBe(0);
  }, 90_000);

  it('are on the map in a window of its own too', async () => {
    await select(northern);
    const opening = page.context().waitForEvent('page');
    await page.keyboard.press('w');
    const map = await opening;
    await map.locator('.map-buttons button', { hasText: 'Ke insiden' }).waitFor();
    // The straight line is shorter by far than the way around the city.
    await eventually(async () => (await seenIn({}, map)) > 0.0015, 'the way in the window of its own');
  }, 90_000);
});
