import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

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
    await desks.layad.post('/contacts', { channel: 'voice', callerNumber: '0857-2201-0044' });
  }, 120_000);
  afterAll(() => desks.close());

  const findings = async (page: Page): Promise<string[]> => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`,
    );
  };

  for (const theme of ['light', 'dark'] as const) {
    it(`has no hindrance that axe can find, ${theme}`, async () => {
      const entrance = await desks.open({ theme });
      expect(await findings(entrance)).toEqual([]);
      const page = await desks.signIn('operator', { theme });
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
    }, 120_000);
  }
});
