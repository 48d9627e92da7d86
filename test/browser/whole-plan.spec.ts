import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';
import { hindrances } from './hindrances.js';
import { isInSight } from './in-sight.js';

const place = { lat: -6.918, lon: 107.606 };

describeInBrowser('all that a plan asks for', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const row = (words: string) => page.locator('.incident-row', { hasText: words });
  const live = () => page.locator('.assignment[data-live]');
  const difference = () => page.locator('.response-difference');
  const arrest = (complaint: string) =>
    desks.layad.call({ complaint, ...place, priority: 'P1', type: 'cardiac_arrest' });
  const teamsOf = async (id: string): Promise<string[]> => {
    const { items } = await desks.layad.get<{ items: { team: { callSign: string } }[] }>(
      `/incidents/${id}/assignments`,
    );
    return items.map(({ team }) => team.callSign);
  };
  const open = async (words: string): Promise<void> => {
    await row(words).locator('button').click();
    await page.mouse.move(700, 400);
  };
  /** An arrest taken down from an empty form. */
  const write = async (complaint: string): Promise<void> => {
    await page.keyboard.press('F2');
    await page.keyboard.type(complaint);
    await page.locator('.call-form [data-place]').fill(`${place.lat} ${place.lon}`);
    await page.locator('.priority-radios label').nth(1).click();
    await page.locator('.call-form select').selectOption('cardiac_arrest');
  };
  const key = () => page.locator('.call-buttons .large');

  it('goes with one press of the form’s key, which names all of it before', async () => {
    page = await desks.signIn('operator', { width: 1_366, height: 768 });
    await write('Bapak tidak bernapas');
    const named = /kirim (\S+) \+ (\S+) · \d+ \/ \d+ mnt/;
    await key().filter({ hasText: named }).waitFor();
    const [, first, second] = named.exec(await key().innerText())!;
    expect(await page.locator('.foresight li[data-sent]').count()).toBe(2);
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page
      .locator('[role=status]', { hasText: `ditawarkan ke ${first} + ${second}.` })
      .first()
      .waitFor();
    await live().nth(1).waitFor();
    const id = (await page.locator('.incident-pane').getAttribute('data-incident'))!;
    expect(await teamsOf(id)).toEqual([first, second]);
    expect(await difference().count()).toBe(0);
  });

  it('goes with one press of Enter for an incident that waits, however fast; each team can still go alone', async () => {
    const { id } = await arrest('Ibu tidak bernapas');
    page = await desks.signIn('operator');
    await open('Ibu tidak bernapas');
    const send = page.locator('button[data-send-first]', {
      hasText: /Kirim \S+ \+ \S+ · \d+:\d\d \/ \d+:\d\d/,
    });
    await send.waitFor();
    await page.locator('.incident-clocks').waitFor();
    expect(await isInSight(page, 'button[data-send-first]')).toBe(true);
    const [, first, second] = /Kirim (\S+) \+ (\S+) ·/.exec(await send.innerText())!;
    for (const [index, team] of [first, second].entries()) {
      const alone = page.locator(`button[data-send="${index + 1}"]`);
      expect(await alone.getAttribute('aria-label')).toMatch(new RegExp(`^Kirim ${team},`));
    }
    expect(await hindrances(page)).toEqual([]);
    await page.evaluate(`
      for (let press = 0; press < 5; press += 1) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      }
    `);
    await live().nth(1).waitFor();
    expect(await difference().count()).toBe(0);
    expect(await teamsOf(id)).toEqual([first, second]);
    // A key that means one team asks which, where there are several.
    await page.keyboard.press('s');
    await page.locator('dialog[open] .which-team button', { hasText: second! }).waitFor();
    await page.keyboard.press('2');
    const reported = page.locator('.assignment[data-state=acknowledged]');
    await reported.filter({ hasText: second! }).waitFor();
    expect(await reported.count()).toBe(1);
  });

  it('is completed by one key where a person sent one team alone', async () => {
    const { id } = await arrest('Kakek tidak bernapas');
    page = await desks.signIn('operator');
    await open('Kakek tidak bernapas');
    await page.locator('button[data-send-first]').waitFor();
    await page.keyboard.press('1');
    await live().first().waitFor();
    await difference().filter({ hasText: 'Rencana belum lengkap' }).waitFor();
    const send = difference().locator('button', { hasText: /Kirim \S+ · \d+:\d\d/ });
    await send.waitFor();
    const [, named] = /Kirim (\S+) ·/.exec(await send.innerText())!;
    await page.keyboard.press('b');
    await live().nth(1).waitFor();
    await difference().waitFor({ state: 'detached' });
    expect(await teamsOf(id)).toContain(named);
  });

  it('goes as far as teams reach, and what cannot be had is said in plain words', async () => {
    const { items } = await desks.layad.get<{ items: { id: string }[] }>(
      '/teams?kind=als_ambulance&limit=100',
    );
    for (const { id: teamId } of items) {
      const { id } = await desks.layad.call({ complaint: 'Jauh', lat: -6.95, lon: 107.66, priority: 'P3' });
      const path = `/incidents/${id}/assignments`;
      const sent = await desks.layad
        .post<{ id: string }>(path, { teamId, override: true })
        .catch(() => undefined);
      // Acknowledged, so that the offer does not run out before anybody looks.
      if (sent) await desks.layad.post(`/assignments/${sent.id}/state`, { state: 'acknowledged' });
    }
    const said = 'Rencana meminta 1 ambulans ALS; tidak ada lagi yang bisa ditawari.';
    page = await desks.signIn('operator');
    await write('Anak tidak bernapas');
    await page.locator('.foresight-warning', { hasText: said }).waitFor();
    await key()
      .filter({ hasText: /kirim \S+ · \d+ mnt/ })
      .waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('[role=status]', { hasText: said }).first().waitFor();
    await live().first().waitFor();
    await difference().filter({ hasText: said }).waitFor();
    expect(await difference().locator('h3').innerText()).toMatch(/rencana belum lengkap/i);
    expect(await difference().locator('button').count()).toBe(0);
    expect(await hindrances(page)).toEqual([]);
  }, 60_000);
});
