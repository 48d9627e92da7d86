import type { Page } from 'playwright-core';
import { describeInBrowser, Desks, setNetwork } from './desks.js';

describeInBrowser('a call that the server cannot hear', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const row = (words: string) => page.locator('.incident-row', { hasText: words });
  const fill = async (words: string): Promise<void> => {
    await page.keyboard.press('F2');
    await page.keyboard.type(words);
    await page.locator('[data-place]').fill('-6.9180 107.6060');
  };

  it('stays in the form over a reload, word for word', async () => {
    page = await desks.signIn('operator');
    await fill('Setengah ketik');
    await page.locator('.call-form input[type=tel]').fill('0812111');
    await page.reload();
    await page.locator('.call-form').waitFor();
    expect(await page.locator('.call-form [data-complaint]').inputValue()).toBe('Setengah ketik');
    expect(await page.locator('.call-form input[type=tel]').inputValue()).toBe('0812111');
    expect(await page.locator('[data-place]').inputValue()).toBe('-6.9180 107.6060');
    await page.keyboard.press('Escape');
    await page.locator('dialog button.primary').click();
  });

  it('is taken without a connection, kept, and sent once when there is one, its clock from when it was begun', async () => {
    page = await desks.signIn('operator2');
    await setNetwork(page, false);
    await page.locator('.connection-banner').waitFor({ timeout: 20_000 });
    const before = Date.now();
    await fill('Waktu gelap');
    await page.locator('.call-offline', { hasText: 'Tidak tersambung' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.kept-calls', { hasText: 'Waktu gelap' }).waitFor();
    expect(await page.locator('.call-form').count()).toBe(0);
    const taken = Date.now();
    await setNetwork(page, true);
    await row('Waktu gelap').locator('[data-team-state=alerted]').waitFor({ timeout: 30_000 });
    await page.locator('.kept-calls').waitFor({ state: 'detached' });
    expect(await row('Waktu gelap').count()).toBe(1);
    const { items } = await desks.layad.get<{
      items: { complaint: string; clockStartedAt: string; openedAt: string }[];
    }>('/incidents?limit=50');
    const { clockStartedAt, openedAt } = items.find(({ complaint }) => complaint === 'Waktu gelap')!;
    // The window and the server may differ by what a heartbeat does not correct.
    expect(Date.parse(clockStartedAt)).toBeGreaterThan(before - 500);
    expect(Date.parse(clockStartedAt)).toBeLessThan(taken);
    expect(Date.parse(openedAt)).toBeGreaterThan(taken - 500);
  }, 90_000);

  it('is saved too where the server does not believe when it was begun, and then claims no beginning', async () => {
    page = await desks.signIn('operator2');
    await fill('Catatan kemarin dulu');
    await page.evaluate(`(() => {
      const name = Object.keys(localStorage).find((key) => key.startsWith('layad.draft.'));
      const draft = JSON.parse(localStorage.getItem(name));
      const beganAt = new Date(Date.parse(draft.beganAt) - 2 * 86_400_000).toISOString();
      localStorage.setItem(name, JSON.stringify({ ...draft, beganAt }));
    })()`);
    await page.reload();
    await page.locator('.call-form').waitFor();
    await page.keyboard.press('Control+s');
    await row('Catatan kemarin dulu').waitFor();
    const { items } = await desks.layad.get<{
      items: { complaint: string; clockStartedAt: string; openedAt: string }[];
    }>('/incidents?limit=50');
    const saved = items.filter(({ complaint }) => complaint === 'Catatan kemarin dulu');
    expect(saved).toHaveLength(1);
    expect(saved[0]!.clockStartedAt).toBe(saved[0]!.openedAt);
    expect(await page.locator('.kept-calls').count()).toBe(0);
  });

  it('is one incident when the answer to it was lost on the way', async () => {
    page = await desks.signIn('operator');
    await fill('Jawaban hilang');
    // The request arrives; its answer does not.
    await page.route(
      '**/api/v1/incidents',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await page.keyboard.press('Control+Enter');
    await row('Jawaban hilang').locator('[data-team-state=alerted]').waitFor({ timeout: 30_000 });
    await page.waitForTimeout(1_000);
    expect(await row('Jawaban hilang').count()).toBe(1);
    expect(await page.locator('.kept-calls').count()).toBe(0);
  }, 60_000);
});
