import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

describeInBrowser('the pages of each role', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  const pages = (page: Page): Promise<string[]> => page.locator('.page-links a').allInnerTexts();
  const sections = (page: Page): Promise<string[]> => page.locator('.manage > nav a').allInnerTexts();

  it('are calls and the protocol beside the board for operators and doctors, who may do there what their role may', async () => {
    const parts = { operator: ['My calls', 'Numbers and pranks'], doctor: ['Case review', 'Results'] };
    for (const [role, names] of Object.entries(parts)) {
      const page = await desks.signIn(role, { language: 'en' });
      expect(await pages(page)).toEqual(['Board', 'Calls', 'Protocol']);
      // No key is offered that would do nothing.
      const bar = ['F1 answer', 'F2 new call', 'J K move', '⏎ send'];
      const keys = await page.locator('.shortcut-bar span').allInnerTexts();
      expect(keys).toEqual(role === 'doctor' ? ['J K move'] : bar);
      await page.locator('.page-links a', { hasText: 'Calls' }).click();
      await page.locator('.manage > nav').waitFor();
      expect(await sections(page)).toEqual(names);
      await page.locator('.page-links a', { hasText: 'Protocol' }).click();
      await page.locator('.protocol-cards a').first().click();
      await page.locator('.approval').waitFor();
      expect(await page.locator('.approval button').count()).toBe(role === 'doctor' ? 1 : 0);
      expect(await page.locator('button', { hasText: 'Add a version…' }).count()).toBe(0);
      await page.context().close();
    }
  }, 60_000);

  it('show a supervisor what needs somebody, and open an incident that has left the board', async () => {
    const late = await desks.layad.call({
      complaint: 'Terlalu lama',
      lat: -6.9,
      lon: 107.6,
      priority: 'P1',
      rangSecondsAgo: 2_000,
    });
    const old = await desks.layad.call({ complaint: 'Sudah lewat', lat: -6.9, lon: 107.6, priority: 'P4' });
    await desks.layad.post(`/incidents/${old.id}/close`, { disposition: 'cancelled' });
    const page = await desks.signIn('supervisor', { language: 'en' });
    expect(await pages(page)).toEqual(['Board', 'Overview', 'Calls', 'Protocol', 'Manage']);
    await page.locator('.page-links a', { hasText: 'Overview' }).click();
    await page.locator('[data-panel=needs]', { hasText: 'Terlalu lama' }).waitFor();
    await page.locator('[data-panel=workload]').waitFor();
    await page.locator('[data-panel=recent] button', { hasText: 'Sudah lewat' }).click();
    await page.locator('.incident-pane', { hasText: old.number }).waitFor();
    await page.locator('.incident-pane .timeline', { hasText: 'Closed: Cancelled' }).waitFor();
    await desks.layad.post(`/incidents/${late.id}/close`, { disposition: 'cancelled' });
    await page.locator('.page-links a', { hasText: 'Manage' }).click();
    await page.locator('.manage > nav').waitFor();
    expect(await sections(page)).toEqual(['Users', 'Teams', 'Audit trail']);
    await page.goBack();
    await page.locator('.queue-pane').waitFor();
    await page.context().close();
  }, 60_000);

  it('let an administrator set up the center without the command line', async () => {
    const page = await desks.signIn('admin', { language: 'en' });
    const open = async (name: string): Promise<void> => {
      await page.locator('.manage > nav a', { hasText: name }).click();
      await page.locator('.manage-header h2', { hasText: name }).waitFor();
    };
    const field = (label: string) =>
      page.locator('.field', { hasText: label }).locator('input, select').first();
    await page.locator('.page-links a', { hasText: 'Manage' }).click();

    await field('Response P1, seconds').fill('600');
    await page.locator('[data-settings] button[type=submit]').click();
    await page.locator('.notice', { hasText: 'Settings saved' }).waitFor();

    await open('Users');
    await page.locator('button', { hasText: 'Add a user' }).click();
    await field('User name').fill('siti');
    await field('First password').fill('Kata-Sandi-2026');
    await page.locator('dialog .field', { hasText: /^Name/ }).locator('input').fill('Siti Aminah');
    await page.locator('dialog button[type=submit]').click();
    const siti = page.locator('tr', { hasText: 'Siti Aminah' });
    await siti.waitFor();
    await siti.locator('button', { hasText: 'Disable' }).click();
    await siti.locator('td', { hasText: 'disabled' }).waitFor();

    await open('Teams');
    await page.locator('button', { hasText: 'Add a team' }).click();
    await field('Call sign').fill('AMB-99');
    await field('Point of the base').fill('-6.9 107.6');
    await field('Telephone').fill('119');
    await page.locator('dialog button[type=submit]').click();
    await page.locator('dialog .refusal', { hasText: 'an extension of 2 to 4 digits' }).waitFor();
    await field('Telephone').fill('+62 812 3456 7890');
    await page.locator('dialog button[type=submit]').click();
    await page.locator('tr', { hasText: 'AMB-99' }).getByText('0812-3456-7890').waitFor();

    await open('Facilities');
    await page.locator('button', { hasText: 'Add a facility' }).click();
    await page.locator('dialog .field', { hasText: /^Name/ }).locator('input').fill('RS Uji');
    await field('Point (latitude').fill('-6.91 107.61');
    await page.locator('dialog button[type=submit]').click();
    await page.locator('tr', { hasText: 'RS Uji' }).waitFor();

    await open('Response plans');
    await page.locator('tr', { hasText: 'Drowning' }).first().locator('button').click();
    await page.locator('dialog input[type=number]').first().fill('2');
    await page.locator('dialog button[type=submit]').click();
    await page.locator('tr', { hasText: 'Drowning' }).filter({ hasText: 'this center' }).waitFor();

    await open('API keys');
    await page.locator('.manage-header button', { hasText: 'Make a key' }).click();
    await page.locator('dialog .field', { hasText: /^Name/ }).locator('input').fill('Telephony');
    await page.locator('dialog .checks input').first().check();
    await page.locator('dialog button[type=submit]').click();
    await page.locator('.made-key').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr', { hasText: 'Telephony' }).locator('button', { hasText: 'Revoke' }).click();
    await page.locator('tr', { hasText: 'Telephony' }).filter({ hasText: 'revoked' }).waitFor();

    await open('Audit trail');
    await page.locator('tr', { hasText: 'api_key.revoked' }).waitFor();
    await page.context().close();
  }, 90_000);
});

describeInBrowser('the tour', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  it('is done by doing: each step goes on when it was really taken', async () => {
    const page = await desks.signIn('operator');
    await page.locator('.account > button').click();
    await page.locator('.account-menu button', { hasText: 'Tur' }).click();
    const title = (words: string) => page.locator('.tour h2', { hasText: words }).waitFor();
    await title('Di kiri');
    await page.locator('.tour button.primary').click();
    await title('Buka panggilan baru');
    await page.keyboard.press('F2');
    await title('kirim tim terdekat');
    await page.keyboard.type('Coba saja');
    await page.locator('[data-place]').fill('-6.9180 107.6060');
    await page.keyboard.press('Control+Enter');
    await title('Ikuti tim');
    for (const state of ['acknowledged', 'en_route', 'on_scene']) {
      await page.keyboard.press('s');
      await page.locator(`.assignment[data-state=${state}]`).waitFor();
    }
    await title('semua tim');
    await page.keyboard.press('t');
    await title('dengan mengetik');
    await page.keyboard.press('/');
    await title('Tutup insidennya');
    await page.keyboard.press('Escape');
    await page.locator('[data-step=cleared]').click();
    await page.locator('.assignment[data-state=cleared]').waitFor();
    await page.keyboard.press('c');
    await page.locator('dialog select').selectOption('treated_on_scene');
    await page.locator('dialog button[type=submit]').click();
    await title('Itu saja');
    await page.locator('.tour button.primary').click();
    await page.locator('.tour').waitFor({ state: 'detached' });
    await page.context().close();
  }, 60_000);
});
