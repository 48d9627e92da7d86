import type { Page } from 'playwright-core';
import { describeInBrowser, Desks, setNetwork } from './desks.js';
import { hindrances } from './hindrances.js';

interface Suggestion {
  source: string;
  lat: number;
  lon: number;
  accuracyMetres: number;
}

describeInBrowser('a caller who is sent a location link', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepareEmbedded();
  }, 120_000);
  afterAll(() => desks.close());

  const here = { latitude: -6.9147, longitude: 107.6098, accuracy: 640 };
  const newIncident = async (): Promise<string> =>
    (await desks.layad.call({ complaint: 'Tersesat, kaki patah', lat: -6.92, lon: 107.61 })).id;
  const newLink = async (incidentId: string): Promise<string> =>
    (await desks.layad.post<{ url: string }>(`/incidents/${incidentId}/location-links`, { channel: 'sms' }))
      .url;
  const suggestions = async (incidentId: string): Promise<Suggestion[]> =>
    (await desks.layad.get<{ items: Suggestion[] }>(`/incidents/${incidentId}/place-suggestions`)).items;
  const says = (page: Page, words: string) => page.locator('#status', { hasText: words }).waitFor();

  it('taps once, and the operator sees where they are, more exactly as the phone knows better, until they stop', async () => {
    const incidentId = await newIncident();
    const url = await newLink(incidentId);
    const page = await desks.phone(url, here);
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    expect(await page.locator('body').innerText()).toContain('PSC 119');
    await page.locator('#share').click();
    await says(page, 'Ketelitian: 640 meter');
    expect(await suggestions(incidentId)).toMatchObject([
      { source: 'location_link', lat: -6.9147, lon: 107.6098, accuracyMetres: 640 },
    ]);
    await page.context().setGeolocation({ ...here, latitude: -6.9151, accuracy: 9 });
    await says(page, 'Ketelitian: 9 meter');
    expect(await suggestions(incidentId)).toMatchObject([{ lat: -6.9151, accuracyMetres: 9 }]);
    await page.reload();
    await page.locator('#share').click();
    await says(page, 'Ketelitian: 9 meter');
    const other = await desks.phone(url, here);
    expect(await other.locator('h1').innerText()).toBe('Tautan ini tidak berlaku');
    expect(faults).toEqual([]);
    await setNetwork(page, false);
    await page.locator('#stop').click();
    await says(page, 'Posisi tidak lagi dikirim');
    await setNetwork(page, true);
    await says(page, 'Berhenti berbagi');
    await page.reload();
    expect(await page.locator('h1').innerText()).toBe('Tautan ini tidak berlaku');
  });

  it('may refuse, is told what to do, and the operator is told that they did', async () => {
    const incidentId = await newIncident();
    const page = await desks.phone(await newLink(incidentId));
    await page.locator('#share').click();
    await says(page, 'Izin lokasi ditolak');
    expect(await page.locator('#share').isVisible()).toBe(true);
    const { items } = await desks.layad.get<{ items: object[] }>(`/incidents/${incidentId}/location-links`);
    expect(items).toMatchObject([{ state: 'troubled', trouble: 'denied' }]);
    expect(await suggestions(incidentId)).toEqual([]);
  });

  it('reads it in either language, without hindrances that axe can find', async () => {
    const page = await desks.phone(await newLink(await newIncident()), here);
    await page.locator('.language a').click();
    expect(await page.locator('#share').innerText()).toBe('Share my location');
    // The strict policy keeps out axe as well, so the page is looked at without it.
    const context = await page.context().browser()!.newContext({ bypassCSP: true });
    const bare = await context.newPage();
    await bare.goto(page.url());
    expect(await hindrances(bare)).toEqual([]);
  });

  it('is told when it has been taken back while it was open', async () => {
    const incidentId = await newIncident();
    const page = await desks.phone(await newLink(incidentId), here);
    const { items } = await desks.layad.get<{ items: { id: string }[] }>(
      `/incidents/${incidentId}/location-links`,
    );
    await desks.layad.post(`/location-links/${items[0]!.id}/revoke`);
    await page.locator('#share').click();
    await says(page, 'tidak berlaku lagi');
    expect(await suggestions(incidentId)).toEqual([]);
  });
});
