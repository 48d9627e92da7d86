import type { Page } from 'playwright-core';
import { eventually } from '#testing';
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
    const likely = page.locator('.duplicate', { hasText: 'Tabrakan dua motor' });
    // It is shown for its words already; the place is told a moment later.
    await likely.filter({ hasText: '0,0 km dari sini' }).waitFor();
    expect(await field.boundingBox()).toEqual(before);
    await page.keyboard.press('F4');
    await page.locator(`.incident-pane[data-incident="${id}"]`).waitFor();
    await page.locator('.timeline').getByText('Ada tabrakan motor dekat pasar').waitFor();
    expect(await row('tabrakan').count()).toBe(1);
    const { items } = await desks.layad.get<{ items: { callerNumber: string }[] }>(
      `/incidents/${id}/contacts`,
    );
    expect(items.map(({ callerNumber }) => callerNumber)).toEqual(['+6281234567890', '+6281322221111']);
  });

  it('finds the place by name or from a link, by keyboard, and leaves the words of the caller alone', async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    await page.keyboard.type('Ibu pingsan di lobi');
    const place = page.locator('.call-form [data-place]');
    await page.locator('.call-form [data-address]').fill('Kata penelepon: pintu belakang');
    await place.focus();
    await page.keyboard.type('hasan sadikin');
    await page.locator('.place-offers li').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await place.inputValue()).toMatch(/^-6\.\d+, 107\.\d+$/);
    await page.locator('.place-said', { hasText: 'Hasan Sadikin' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.caller-words', { hasText: 'Kata penelepon: pintu belakang' }).waitFor();
    await page.locator('.caller-words', { hasText: 'dari pencarian alamat' }).waitFor();
    await page.keyboard.press('F2');
    await place.fill('geo:-6.9147,107.6098;u=40');
    await page.locator('.place-offers li').first().waitFor();
    await place.press('Enter');
    expect(await place.inputValue()).toBe('-6.91470, 107.60980');
    await page.locator('.place-said', { hasText: '40' }).waitFor();
  });

  it('never takes another kind of place than the one that was named by Enter alone', async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    const place = page.locator('.call-form [data-place]');
    const offer = page.locator('.place-offers li', { hasText: 'Hasan Sadikin' });
    await place.fill('Jalan Hasan Sadikin');
    await offer.filter({ hasText: 'mirip, bukan jalan' }).waitFor();
    expect(await page.locator('.place-offers [aria-selected=true]').count()).toBe(0);
    await place.press('Enter');
    expect(await place.inputValue()).toBe('Jalan Hasan Sadikin');
    await place.fill('RS Hasan Sadikin');
    await offer.and(page.locator('[aria-selected=true]')).waitFor();
    expect(await offer.innerText()).not.toContain('bukan');
    await place.press('Enter');
    await page.locator('.place-said', { hasText: 'Hasan Sadikin' }).waitFor();
  });

  it('tells a point clicked on the map by what is near it, and keeps an address with the point it is of', async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    const address = page.locator('.call-form [data-address]');
    const said = page.locator('.call-form .place-said');
    const click = async (right: number): Promise<void> => {
      const { x, y, width, height } = (await page.locator('.map-canvas').boundingBox())!;
      await page.mouse.click(x + width * right, y + height / 2);
    };
    await page.locator('.map-buttons button', { hasText: 'Seluruh kota' }).click();
    await click(0.5);
    const near = /(± \d+ m dari )?Jalan .+ · dari peta/;
    await said.filter({ hasText: near }).waitFor();
    // What lies near is no address.
    expect(await address.inputValue()).toBe('');
    // What the form filled in follows the point.
    const find = async (name: string): Promise<void> => {
      await page.locator('.call-form [data-place]').fill(name);
      await page.locator('.call-form [role=option][aria-selected=true]', { hasText: name }).waitFor();
      await page.locator('.call-form [data-place]').press('Enter');
    };
    await find('Jalan Braga');
    expect(await address.inputValue()).toBe('Jalan Braga');
    await click(0.45);
    await said.filter({ hasText: 'dari peta' }).waitFor();
    expect(await address.inputValue()).toBe('');
    // What a person wrote does not, and says so.
    await address.fill('Rumah Bu Tini, pagar hijau');
    const ofOther = page.locator('.address-of-other', { hasText: 'ditulis untuk titik lain' });
    await find('Jalan Asia Afrika');
    await ofOther.waitFor();
    expect(await address.inputValue()).toBe('Rumah Bu Tini, pagar hijau');
    await page.keyboard.press('F9');
    await ofOther.waitFor({ state: 'detached' });
    expect(await address.inputValue()).toBe('Jalan Asia Afrika');
    // Also where both points are written as coordinates, and the words came first.
    await page.locator('.call-form [data-place]').fill('');
    await address.fill('Jl. Mawar 3');
    await page.locator('.call-form [data-place]').fill('-6.9210 107.6070');
    await said.filter({ hasText: 'Jalan' }).waitFor();
    await page.locator('.call-form [data-place]').fill('-6.9400 107.6500');
    await ofOther.waitFor();
    expect(await address.inputValue()).toBe('Jl. Mawar 3');
  });

  it('asks the phone where it is, and takes what it tells with one press', async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    await page.keyboard.type('Tersesat di kebun teh');
    await page.locator('.call-form input[type=tel]').fill('0813-4444-1111');
    // The same address answers the list of links, which is read as soon as there is a contact.
    const sent = page.waitForResponse(
      (response) => response.url().endsWith('/location-links') && response.request().method() === 'POST',
    );
    await page.locator('.phone-places-send button').last().click();
    const { contactId } = (await (await sent).json()) as { contactId: string };
    await page.locator('.phone-places [role=status]', { hasText: 'tidak terkirim' }).waitFor();
    await desks.layad.post(`/contacts/${contactId}/place-suggestions`, { text: 'geo:-6.9147,107.6098;u=25' });
    await page.locator('.phone-places li', { hasText: '± 25 m' }).waitFor();
    await page.locator('.phone-places li button').click();
    expect(await page.locator('.call-form [data-place]').inputValue()).toBe('-6.91470, 107.60980');
    await page.locator('.place-said', { hasText: '± 25 m' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.incident-pane .caller-words', { hasText: 'Tersesat' }).waitFor();
  });

  it('begun by hand counts from the opening of its form, over a reload, and claims no time of ringing', async () => {
    page = await desks.signIn('operator');
    const before = Date.now();
    await page.keyboard.press('F2');
    await page.locator('.call-form [data-complaint]:focus').waitFor();
    // The caller says nothing for a moment.
    const opened = Date.now();
    await eventually(() => Date.now() > opened + 1_500, 'a moment to have passed');
    await page.keyboard.type('Anak kejang di sekolah');
    await page.reload();
    await page.locator('.call-form [data-place]').fill('-6.9170 107.6050');
    const placed = Date.now();
    await page.keyboard.press('Control+Enter');
    await row('Anak kejang di sekolah').locator('[data-team-state=alerted]').waitFor();
    const pane = page.locator('.incident-pane', { hasText: 'Anak kejang di sekolah' });
    const id = await pane.getAttribute('data-incident');
    const { clockStartedAt, openedAt } = await desks.layad.get<{ clockStartedAt: string; openedAt: string }>(
      `/incidents/${id}`,
    );
    // The window and the server may differ by what a heartbeat does not correct.
    expect(Date.parse(clockStartedAt)).toBeGreaterThan(before - 500);
    expect(Date.parse(clockStartedAt)).toBeLessThan(opened + 750);
    expect(opened + 750).toBeLessThan(placed);
    expect(Date.parse(clockStartedAt)).toBeLessThan(Date.parse(openedAt));
    const { items } = await desks.layad.get<{ items: { type: string; at: string }[] }>(
      `/incidents/${id}/timeline?limit=500`,
    );
    const offered = items.find(({ type }) => type === 'assignment.offered')!;
    const seconds = Math.floor((Date.parse(offered.at) - Date.parse(clockStartedAt)) / 1_000);
    const clock = (name: string) => page.locator('.incident-clocks > div', { hasText: name });
    await clock('Jawab').getByText('tak tercatat').waitFor();
    await clock('Proses')
      .getByText(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`, { exact: true })
      .waitFor();
    await page.locator('.timeline').getByText('mulai dicatat manual').waitFor();
  });
});
