import type { Page } from 'playwright-core';
import { describeInBrowser, Desks, setNetwork } from './desks.js';

describeInBrowser('an operator at the console', () => {
  let desks: Desks;
  let page: Page;

  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const row = (words: string) => page.locator('.incident-row', { hasText: words });
  const pane = () => page.locator('.incident-pane');
  const timeline = () => page.locator('.timeline');

  it('is told in their language why a sign-in is refused, and keeps what was typed', async () => {
    page = await desks.open();
    await page.locator('input[name=username]').fill('operator');
    await page.locator('input[name=password]').fill('not the password');
    await page.keyboard.press('Enter');
    await page.locator('[role=alert] .refusal').waitFor();
    expect(await page.locator('input[name=username]').inputValue()).toBe('operator');
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
  });

  it('takes a call, sends the nearest team, follows its steps and closes, by keyboard alone', async () => {
    page = await desks.signIn('operator', { moves: true });
    let keystrokes = 0;
    const press = async (key: string): Promise<void> => {
      keystrokes += 1;
      await page.keyboard.press(key);
    };
    await press('F2');
    await page.keyboard.type('Ibu pingsan di pasar, belum sadar');
    await press('Tab');
    await press('ArrowRight');
    await press('Tab');
    await page.keyboard.type('-6.9180 107.6060');
    await press('Control+Enter');
    await row('Ibu pingsan').locator('[data-team-state=alerted]').waitFor();
    expect(keystrokes).toBeLessThanOrEqual(12);

    await pane().locator('.assignment').waitFor();
    const step = async (state: string): Promise<void> => {
      await page.locator(`[data-step=${state}]`).focus();
      await page.keyboard.press('Enter');
      await pane().locator(`.assignment[data-state=${state}]`).waitFor();
    };
    await step('acknowledged');
    await step('en_route');
    await step('on_scene');
    await row('Ibu pingsan').locator('[data-team-state=on_scene]').waitFor();
    await step('cleared');
    await pane().locator('.incident-finished').waitFor();
    await pane().locator('.incident-footer button', { hasText: 'Tutup' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog select').selectOption('treated_on_scene');
    await page.locator('dialog button[type=submit]').focus();
    await page.keyboard.press('Enter');
    await row('Ibu pingsan').waitFor({ state: 'detached' });
    await timeline().getByText('Ditutup: Ditangani di tempat').waitFor();
  });

  it('takes a call by mouse, with the place clicked on the map', async () => {
    page = await desks.signIn('operator');
    await page.locator('.map-buttons button').first().waitFor();
    await page.locator('.new-call').click();
    await page.locator('.call-form [data-complaint]').fill('Anak tersedak, batuk terus');
    await page.locator('.priority-radios label').nth(2).click();
    const map = await page.locator('.map-canvas').boundingBox();
    await page.mouse.click(map!.x + map!.width / 2, map!.y + map!.height / 2);
    await page.waitForFunction(`document.querySelector('[data-place]').value.startsWith('-6.9')`);
    await page.locator('.call-buttons button[type=submit]').click();
    await row('Anak tersedak').waitFor();
    await page.locator('.team-offer button').first().click();
    await row('Anak tersedak').locator('[data-team-state=alerted]').waitFor();
    await page.locator('.assignment button', { hasText: 'Tarik' }).click();
    await page.locator('dialog button[type=submit]').click();
    await row('Anak tersedak').locator('[data-team-state=none]').waitFor();
  });

  it('sends one team however fast Enter is pressed', async () => {
    const { id } = await desks.layad.call({
      complaint: 'Sesak berat',
      lat: -6.9,
      lon: 107.62,
      priority: 'P1',
    });
    page = await desks.signIn('operator');
    await row('Sesak berat').locator('button').click();
    await page.locator('[data-send-first]').waitFor();
    await page.evaluate(`
      for (let press = 0; press < 5; press += 1) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      }
    `);
    await pane().locator('.assignment').first().waitFor();
    await page.waitForTimeout(500);
    expect(await pane().locator('.assignment').count()).toBe(1);
    await desks.layad.post(`/incidents/${id}/close`, { disposition: 'cancelled' });
  });

  it('sees since when nothing is heard any more, and afterwards everything that happened meanwhile', async () => {
    await desks.layad.call({ complaint: 'Sebelum putus', lat: -6.91, lon: 107.61, priority: 'P2' });
    page = await desks.signIn('operator');
    await row('Sebelum putus').waitFor();
    await setNetwork(page, false);
    await page.locator('.connection-banner').waitFor({ timeout: 20_000 });
    expect(await page.locator('.connection-banner').innerText()).toMatch(/sejak \d\d:\d\d:\d\d/);
    // What was known stays readable: an empty board would look like a quiet night.
    expect(await row('Sebelum putus').count()).toBe(1);
    const { id } = await desks.layad.call({
      complaint: 'Waktu putus',
      lat: -6.92,
      lon: 107.62,
      priority: 'P1',
    });
    await desks.layad.post(`/incidents/${id}/notes`, { text: 'Lift rusak, lewat tangga' });
    await setNetwork(page, true);
    await row('Waktu putus').waitFor({ timeout: 20_000 });
    await page.locator('.connection-banner').waitFor({ state: 'detached' });
    await row('Waktu putus').locator('button').click();
    await timeline().getByText('Lift rusak, lewat tangga').waitFor();
  }, 90_000);

  it('keeps the rows still under the pointer and is told of a new one', async () => {
    await desks.layad.call({ complaint: 'Lama menunggu', lat: -6.93, lon: 107.63, priority: 'P2' });
    page = await desks.signIn('operator');
    await row('Lama menunggu').hover();
    await desks.layad.call({ complaint: 'Baru dan gawat', lat: -6.94, lon: 107.64, priority: 'P1' });
    await page.locator('.queue-news').waitFor();
    expect(await row('Baru dan gawat').count()).toBe(0);
    await page.locator('.queue-news').click();
    await row('Baru dan gawat').waitFor();
  });

  it('lets the rows go on when the work goes on by keys, wherever the pointer was left', async () => {
    await desks.layad.call({
      complaint: 'Menunggu di bawah kursor',
      lat: -6.93,
      lon: 107.63,
      priority: 'P2',
    });
    page = await desks.signIn('operator');
    await row('Menunggu di bawah kursor').hover();
    await desks.layad.call({ complaint: 'Baru sambil mengetik', lat: -6.94, lon: 107.64, priority: 'P1' });
    await page.locator('.queue-news').waitFor();
    await page.keyboard.press('t');
    await row('Baru sambil mengetik').waitFor();
    expect(await page.locator('.queue-news').count()).toBe(0);
    await desks.layad.call({ complaint: 'Langsung tampil', lat: -6.94, lon: 107.64, priority: 'P1' });
    await row('Langsung tampil').waitFor();
  });

  it('stays signed in over a reload, and is signed out in earnest', async () => {
    page = await desks.signIn('operator');
    await page.reload();
    await page.locator('.queue-pane').waitFor();
    await page.locator('.account > button').click();
    await page.locator('[data-sign-out]').click();
    await page.locator('input[name=username]').waitFor();
    await page.reload();
    await page.locator('input[name=username]').waitFor();
  });
});

describeInBrowser('a manager at the console', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  it('sees the board without callers, words or anything to press', async () => {
    await desks.layad.call({
      complaint: 'Rahasia penelepon',
      lat: -6.91,
      lon: 107.61,
      priority: 'P1',
      type: 'chest_pain',
    });
    const page = await desks.signIn('manager');
    await page.locator('.incident-row button').click();
    await page.locator('.caller-words').waitFor();
    await page.waitForTimeout(500);
    const seen = await page.locator('body').innerText();
    expect(seen).toContain('Nyeri dada');
    expect(seen).not.toContain('Rahasia penelepon');
    expect(seen).not.toContain('812');
    for (const act of ['.new-call', '[data-send]', '.incident-footer button', '.contacts']) {
      expect(await page.locator(act).count()).toBe(0);
    }
  });
});
