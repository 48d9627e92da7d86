import type { Page } from 'playwright-core';
import { eventually } from '#testing';
import { describeInBrowser, Desks } from './desks.js';

/** Writes down every text that a loud live region says, each time it says it. */
const listen = `
  window.saidAloud = [];
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (!target.closest('[role=alert]')) continue;
      for (const { textContent } of addedNodes) if (textContent) window.saidAloud.push(textContent);
    }
  }).observe(document.body, { subtree: true, childList: true });
`;

const languages = [
  {
    language: 'id',
    lifeThreatening: 'Insiden baru mengancam nyawa: Henti jantung di pasar',
    ringing: 'Panggilan berdering terlalu lama',
    unacknowledged: /^\S+ belum menjawab tugas$/,
  },
  {
    language: 'en',
    lifeThreatening: 'New life-threatening incident: Henti jantung di pasar',
    ringing: 'A call has been ringing too long',
    unacknowledged: /^\S+ has not answered its assignment$/,
  },
] as const;

describeInBrowser('what is said aloud', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
    await desks.layad.changeSettings({ acknowledgeWithinSeconds: 2 });
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const said = (): Promise<string[]> => page.evaluate<string[]>('window.saidAloud');
  const heard = (what: string | RegExp): Promise<void> =>
    eventually(
      async () => (await said()).some((text) => (typeof what === 'string' ? text === what : what.test(text))),
      String(what),
    );
  const row = (words: string) => page.locator('.incident-row', { hasText: words });

  it.each(languages)(
    'is a new life in danger, a call that rings too long and a team that does not answer, once each, in $language',
    async ({ language, lifeThreatening, ringing, unacknowledged }) => {
      const { layad } = desks;
      page = await desks.signIn('operator', { language });
      await page.evaluate(listen);
      const place = { lat: -6.92, lon: 107.62 };
      // Quiet: an incident that can wait, a note on it, a priority, a call that has just begun to ring.
      const calm = await layad.call({ complaint: 'Demam', ...place, priority: 'P3' });
      await layad.post(`/incidents/${calm.id}/notes`, { text: 'Pagar hijau' });
      await row('Demam').waitFor();
      const fresh = await layad.post<{ id: string }>('/contacts', { channel: 'voice', callerNumber: null });
      await page.locator('.contact').first().waitFor();
      await layad.post(`/contacts/${fresh.id}/answer`);
      await layad.post(`/contacts/${fresh.id}/end`, { outcome: 'information' });
      // Loud.
      const danger = await layad.call({ complaint: 'Henti jantung di pasar', ...place, priority: 'P1' });
      await heard(lifeThreatening);
      const at = new Date(Date.now() - 60_000).toISOString();
      const late = await layad.post<{ id: string }>('/contacts', { channel: 'voice', at });
      await heard(ringing);
      await layad.post(`/contacts/${late.id}/answer`);
      await layad.sendBest(calm.id);
      await heard(unacknowledged);
      const all = await said();
      const teams = all.filter((text) => unacknowledged.test(text));
      expect(new Set(teams).size).toBe(teams.length);
      expect(all.filter((text) => !teams.includes(text))).toEqual([lifeThreatening, ringing]);
      for (const { id } of [danger, calm])
        await layad.post(`/incidents/${id}/close`, { disposition: 'cancelled' });
    },
  );

  it('is said again when it happens again in the same words', async () => {
    page = await desks.signIn('operator');
    await page.evaluate(listen);
    const at = new Date(Date.now() - 60_000).toISOString();
    for (const times of [1, 2]) {
      const { id } = await desks.layad.post<{ id: string }>('/contacts', { channel: 'voice', at });
      await eventually(async () => (await said()).length === times);
      await desks.layad.post(`/contacts/${id}/answer`);
    }
    expect(new Set(await said())).toEqual(new Set(['Panggilan berdering terlalu lama']));
  });
});
