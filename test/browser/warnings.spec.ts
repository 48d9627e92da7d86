import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

const here = { lat: -6.9, lon: 107.61 };
const beside = { lat: -6.901, lon: 107.611 };

describeInBrowser('what is warned of where teams are sent', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
    // What waits here waits until the test sends somebody.
    await desks.layad.changeSettings({ waitingIncidents: 'off' });
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const row = (words: string) => page.locator('.incident-row', { hasText: words });
  const open = async (words: string): Promise<void> => {
    await row(words).locator('button').click();
    // A pointer that rests on the list keeps new rows waiting.
    await page.mouse.move(700, 20);
    await page.locator('.caller-words', { hasText: words }).waitFor();
  };
  const close = (id: string) =>
    desks.layad.post(`/incidents/${id}/close`, { disposition: 'cancelled' }).catch(() => undefined);
  const line = () => page.locator('.more-urgent');
  const noLine = () => line().waitFor({ state: 'detached' });

  it('an arrest without a team is named beside the keys of something less urgent, with the team it needs', async () => {
    const lesser = await desks.layad.call({ complaint: 'Luka di kaki', ...beside, priority: 'P2' });
    page = await desks.signIn('operator');
    await open('Luka di kaki');
    const best = page.locator('.team-offer').first();
    await best.waitFor();
    expect(await line().count()).toBe(0);
    const arrest = await desks.layad.call({
      complaint: 'Bapak tidak bernapas',
      type: 'cardiac_arrest',
      ...here,
      priority: 'P1',
    });
    await line()
      .filter({ hasText: `P1 ${arrest.number} Henti jantung menunggu tanpa tim 0:` })
      .waitFor();
    const team = await best.locator('strong').first().innerText();
    await best.locator('.needed-by', { hasText: `dibutuhkan P1 ${arrest.number}` }).waitFor();
    await line()
      .filter({ hasText: `Butuh ${team}` })
      .waitFor();
    await page.keyboard.press('F8');
    await page.locator(`.incident-pane[data-incident="${arrest.id}"] .send-all`).waitFor();
    // Nothing goes before it.
    expect(await line().count()).toBe(0);
    await open('Luka di kaki');
    await line().waitFor();
    await desks.layad.sendBest(arrest.id);
    await noLine();
    expect(await page.locator('.needed-by').count()).toBe(0);
    await close(arrest.id);
    await close(lesser.id);
  }, 60_000);

  it('it is named beside the key of the form as well, and the call waits as it is while it is looked at', async () => {
    const arrest = await desks.layad.call({
      complaint: 'Ibu tidak bernapas',
      type: 'cardiac_arrest',
      ...here,
      priority: 'P1',
    });
    page = await desks.signIn('operator');
    await row('Ibu tidak bernapas').waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.type('Pergelangan tangan bengkak');
    await page.locator('.call-form [data-place]').fill(`${beside.lat} ${beside.lon}`);
    const key = page.locator('.call-form .call-buttons .large');
    await key.filter({ hasText: /kirim \S+ · \d+ mnt/ }).waitFor();
    const team = /kirim (\S+) ·/.exec(await key.innerText())![1]!;
    await line()
      .filter({ hasText: `P1 ${arrest.number} Henti jantung menunggu tanpa tim` })
      .filter({ hasText: `Butuh ${team}` })
      .waitFor();
    await page
      .locator('.foresight .needed-by', { hasText: `dibutuhkan P1 ${arrest.number}` })
      .first()
      .waitFor();
    // What the call is becomes as urgent: nothing goes before it any more.
    await page.locator('.priority-radios label').nth(1).click();
    await noLine();
    await page.locator('.priority-radios label').nth(3).click();
    await line().waitFor();
    await page.keyboard.press('F8');
    await page.locator(`.incident-pane[data-incident="${arrest.id}"]`).waitFor();
    expect(await page.locator('.call-form').count()).toBe(0);
    await page.locator('.new-call', { hasText: 'Kembali ke panggilan' }).waitFor();
    await page.locator('button[data-send-first]').first().waitFor();
    await page.keyboard.press('Enter');
    await row('Ibu tidak bernapas').locator('[data-team-state=alerted]').waitFor();
    await page.keyboard.press('F2');
    await page.locator('.call-form [data-complaint]:focus').waitFor();
    expect(await page.locator('.call-form [data-complaint]').inputValue()).toBe('Pergelangan tangan bengkak');
    await noLine();
    await close(arrest.id);
  }, 60_000);

  it('a call that rings while another lies aside is answered and waits for it, and nothing of both is mixed', async () => {
    const arrest = await desks.layad.call({
      complaint: 'Kakek tidak bernapas',
      type: 'cardiac_arrest',
      ...here,
      priority: 'P1',
    });
    page = await desks.signIn('operator');
    await row('Kakek tidak bernapas').waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.type('Kaki terkilir');
    await line().waitFor();
    await page.keyboard.press('F8');
    await page.locator(`.incident-pane[data-incident="${arrest.id}"]`).waitFor();
    const { id } = await desks.layad.post<{ id: string }>('/contacts', {
      channel: 'voice',
      callerNumber: '0857-2201-0099',
    });
    await page.locator('.contact[data-state=ringing]').waitFor();
    await page.keyboard.press('F1');
    await page.locator('.contact .contact-waits', { hasText: 'Simpan dulu' }).waitFor();
    expect(await page.locator('.call-form').count()).toBe(0);
    await page.keyboard.press('F2');
    const form = page.locator('.call-form');
    expect(await form.locator('[data-complaint]').inputValue()).toBe('Kaki terkilir');
    expect(await form.locator('input[type=tel]').inputValue()).toBe('');
    await form.locator('[data-place]').fill(`${beside.lat} ${beside.lon}`);
    await page.keyboard.press('Control+s');
    await row('Kaki terkilir').waitFor();
    await page.locator('.contact button', { hasText: 'Catat' }).click();
    await form.waitFor();
    expect(await form.locator('input[type=tel]').inputValue()).toBe('0857-2201-0099');
    await desks.layad.post(`/contacts/${id}/end`, { outcome: 'silent' });
    await close(arrest.id);
  }, 60_000);

  it('a team that accepted and does not set out is said to be late where people look, until it does', async () => {
    await desks.layad.changeSettings({ enRouteWithinSeconds: 1 });
    const { id } = await desks.layad.call({ complaint: 'Kejang sebentar', ...here, priority: 'P2' });
    await desks.layad.sendBest(id, 'acknowledged');
    page = await desks.signIn('operator');
    const isSaid = async (): Promise<void> => {
      await row('Kejang sebentar')
        .locator('.overdue', { hasText: /^\S+ belum berangkat\s*\+\d+:\d\d/ })
        .waitFor();
      await open('Kejang sebentar');
      await page
        .locator('.assignment .overdue', { hasText: /belum berangkat, \d+:\d\d lewat batas/ })
        .waitFor();
      await page.keyboard.press('t');
      await page.locator('tr .overdue', { hasText: 'lewat batas' }).waitFor();
    };
    await isSaid();
    await page.reload();
    await isSaid();
    await page.keyboard.press('s');
    await page.locator('.assignment[data-state=en_route]').waitFor();
    await page.locator('.overdue').first().waitFor({ state: 'detached' });
    expect(await page.locator('.overdue').count()).toBe(0);
    await close(id);
  }, 60_000);
});
