import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

const place = { lat: -6.918, lon: 107.606 };

/** Calls `make` for 0 to `count` - 1, a few at once. */
async function each(count: number, make: (index: number) => Promise<unknown>): Promise<void> {
  const indexes = Array.from({ length: count }, (_, index) => index).values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const index of indexes) await make(index);
    }),
  );
}

/** Presses the button below the rows until there is none: each press puts another one in its place. */
async function showAll(page: Page): Promise<void> {
  while ((await page.locator('.list-more').count()) > 0) {
    await page.evaluate(`document.querySelector('.list-more')?.click()`);
  }
}

describeInBrowser('long lists', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  it('of more than a page of facilities are shown to the last', async () => {
    await each(230, (index) =>
      desks.layad.postAsAdmin('/facilities', {
        kind: 'clinic',
        name: `Zona klinik ${String(index).padStart(3, '0')}`,
        ...place,
      }),
    );
    const page = await desks.signIn('admin', { language: 'en' });
    await page.locator('.page-links a').last().click();
    await page.locator('.manage > nav a[href="/manage/facilities"]').click();
    const last = page.locator('tbody tr', { hasText: 'Zona klinik 229' });
    await page.locator('tbody tr').first().waitFor();
    // What is left is said, and comes as somebody scrolls.
    expect(await page.locator('.list-more').innerText()).toMatch(/^\d+ more rows$/);
    await showAll(page);
    await last.waitFor();
    expect(await page.locator('tbody tr', { hasText: 'Zona klinik' }).count()).toBe(230);
    await page.context().close();
  }, 60_000);

  it('of what happened begin with the newest, and lead to the first; so do those of callers', async () => {
    const { id } = await desks.layad.call({ complaint: 'Kebakaran rumah', ...place, priority: 'P1' });
    await each(510, (index) => desks.layad.post(`/incidents/${id}/notes`, { text: `Catatan ${index}` }));
    await each(55, async (index) => {
      const callerNumber = `0813-0000-${String(index).padStart(4, '0')}`;
      const contact = await desks.layad.post<{ id: string }>('/contacts', { channel: 'voice', callerNumber });
      await desks.layad.post(`/contacts/${contact.id}/link`, { incidentId: id });
    });
    await desks.layad.post(`/incidents/${id}/notes`, { text: 'Catatan terakhir' });
    const page = await desks.signIn('operator', { language: 'en' });
    await page.locator('.incident-row', { hasText: 'Kebakaran rumah' }).click();
    const entries = page.locator('.timeline li');
    await page.locator('.timeline', { hasText: 'Catatan terakhir' }).waitFor();
    const callers = page.locator('.caller-words', { hasText: '0813-0000-' });
    await callers.getByText('Show earlier callers').click();
    await callers.getByText('Show earlier callers').waitFor({ state: 'detached' });
    const numbers = (await callers.innerText()).match(/0813-0000-\d{4}/g);
    expect(new Set(numbers).size).toBe(55);
    expect(await entries.first().innerText()).toContain('Catatan terakhir');
    await showAll(page);
    expect(await entries.last().innerText()).not.toContain('Catatan');
    expect(await entries.count()).toBeGreaterThan(566);
    await page.context().close();
  }, 120_000);
});
