import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';
import { colourRules, hindrances } from './hindrances.js';
import { arrestCall } from './triaged-call.js';

describeInBrowser('the console, to people who see or hear differently,', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
    const { id } = await desks.layad.call({
      complaint: 'Jatuh dari motor',
      lat: -6.9355,
      lon: 107.6265,
      priority: 'P2',
    });
    await desks.layad.sendBest(id, 'acknowledged');
    await desks.layad.call({ complaint: 'Dada sakit', lat: -6.9025, lon: 107.6188, priority: 'P1' });
    await desks.layad.call({ complaint: 'Belum jelas', lat: -6.91, lon: 107.6 });
    await arrestCall(desks.layad, 'Tidak bernapas');
    for (const outcome of ['prank', 'silent', 'prank']) {
      const prank = { channel: 'voice', callerNumber: '0857-2201-0044' };
      const { id: contactId } = await desks.layad.post<{ id: string }>('/contacts', prank);
      await desks.layad.post(`/contacts/${contactId}/answer`);
      await desks.layad.post(`/contacts/${contactId}/end`, { outcome });
    }
    const missed = { channel: 'voice', callerNumber: '0813-9999-0000' };
    const { id: missedId } = await desks.layad.post<{ id: string }>('/contacts', missed);
    await desks.layad.post(`/contacts/${missedId}/end`);
    await desks.layad.post('/contacts', { channel: 'voice', callerNumber: '0857-2201-0044' });
  }, 120_000);
  afterAll(() => desks.close());

  /** In the light theme, and what colours alone decide in the dark one as well. */
  const findings = async (page: Page): Promise<string[]> => {
    const light = await hindrances(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await hindrances(page, colourRules);
    await page.emulateMedia({ colorScheme: 'light' });
    return [...light, ...dark.map((finding) => `dark: ${finding}`)];
  };

  it('can be used at 200 % zoom: nothing is cut off sideways, and every part can be reached', async () => {
    // 1366 × 768 at 200 % is a window of half the size.
    const page = await desks.signIn('supervisor', { width: 683, height: 384 });
    for (const path of ['/', '/overview', '/calls/reviews', '/protocol', '/manage/users']) {
      if (path !== '/') await page.locator(`.page-links a[href="${path}"]`).click();
      await page.waitForTimeout(700);
      const { wide, seen } = await page.evaluate<{ wide: number; seen: number }>(
        '({ wide: document.documentElement.scrollWidth, seen: document.documentElement.clientWidth })',
      );
      expect(wide).toBeLessThanOrEqual(seen);
    }
    await page.locator('.page-links a[href="/"]').click();
    await page.locator('.incident-row button', { hasText: 'Dada sakit' }).click();
    await page.locator('[data-send-first]').scrollIntoViewIfNeeded();
    await page.locator('[data-send-first]').click({ trial: true });
    await page.context().close();
  }, 60_000);

  it('shows where the focus is on everything that Tab reaches', async () => {
    const page = await desks.signIn('operator');
    await page.locator('.incident-row button').first().click();
    await page.locator('.team-offer').first().waitFor();
    const unseen: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const hidden = await page.evaluate<string | null>(`(() => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return null;
        const shown = [focused, focused.closest('label')].some((element) => {
          if (!element) return false;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
        });
        return shown ? null : focused.outerHTML.slice(0, 120);
      })()`);
      if (hidden !== null) unseen.push(hidden);
    }
    expect(unseen).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('has no hindrance that axe can find, in either theme', async () => {
    const entrance = await desks.open();
    expect(await findings(entrance)).toEqual([]);
    const page = await desks.signIn('operator');
    for (const words of ['Dada sakit', 'Jatuh dari motor']) {
      await page.locator('.incident-row button', { hasText: words }).click();
      await page.locator('.recommendations li, .recommendations p').first().waitFor();
      await page.waitForTimeout(400);
      expect(await findings(page)).toEqual([]);
    }
    await page.locator('.account > button').click();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+Enter');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.incident-footer button', { hasText: 'Tutup' }).click();
    await page.locator('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    for (const key of ['t', 'f', '?']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(700);
      expect(await findings(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('m');
    await page.keyboard.press('/');
    await page.keyboard.type('kirim');
    await page.locator('.command-list li').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    for (const key of ['p', 'e', 'l']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(300);
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.context().close();
    await entrance.context().close();
  }, 120_000);

  it('has none on the pages of supervisors and administrators', async () => {
    const page = await desks.signIn('admin');
    await page.locator('.page-links a').nth(1).click();
    await page.locator('[data-panel=recent] li').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('.page-links a[href="/manage/center"]').click();
    for (const section of ['center', 'users', 'teams', 'facilities', 'plans', 'keys', 'audit']) {
      await page.locator(`.manage > nav a[href="/manage/${section}"]`).click();
      await page.locator(`[data-section=${section}] h2`).waitFor();
      await page.waitForTimeout(500);
      expect(await findings(page)).toEqual([]);
      const change = page.locator('.manage-section .list-acts button:last-child').first();
      if (section !== 'keys' && (await change.count()) > 0) {
        await change.click();
        await page.locator('dialog[open]').waitFor();
        expect(await findings(page)).toEqual([]);
        await page.keyboard.press('Escape');
      }
    }
    await page.context().close();
  }, 120_000);

  it('has none where the protocol is read and calls are reviewed', async () => {
    const doctor = await desks.signIn('doctor');
    await doctor.locator('.page-links a[href="/protocol"]').click();
    await doctor.locator('.protocol-cards a').first().waitFor();
    expect(await findings(doctor)).toEqual([]);
    await doctor.locator('.protocol-cards a', { hasText: 'Henti jantung' }).click();
    await doctor.locator('[data-card="03"] [data-script]').first().waitFor();
    expect(await findings(doctor)).toEqual([]);
    await doctor.locator('.approval button').click();
    await doctor.locator('dialog[open]').waitFor();
    expect(await findings(doctor)).toEqual([]);
    await doctor.context().close();

    const page = await desks.signIn('supervisor');
    await page.locator('.page-links a[href="/calls/reviews"]').click();
    await page.locator('[data-review]').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('[data-review] a').first().click();
    await page.locator('.review').waitFor();
    await page.locator('.review-acts button').click();
    await page.locator('.verdict-choices').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('.manage > nav a[href="/calls/results"]').click();
    await page.locator('[data-results]').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('.manage > nav a[href="/calls/numbers"]').click();
    await page.locator('[data-numbers=proposals] .list-acts button').last().click();
    await page.locator('dialog[open]').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  }, 120_000);
});
