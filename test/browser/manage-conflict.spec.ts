import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

/** One record that two administrators change at once: where, which, what each of them writes, and where it shows. */
const cases = [
  { section: 'teams', row: 'AMB-05', field: 'Least crew', first: '3', second: '4' },
  {
    section: 'facilities',
    row: 'Hasan Sadikin',
    field: 'Phone',
    first: '022-111',
    second: '022-222',
  },
  { section: 'users', row: 'operator2', field: 'Name', first: 'Sari', second: 'Wati' },
  { section: 'plans', row: 'Drowning', field: 'How many', first: '2', second: '3' },
] as const;

describeInBrowser('two administrators at one record', () => {
  let desks: Desks;
  let pages: readonly [Page, Page];
  beforeAll(async () => {
    desks = await Desks.prepare();
    pages = [
      await desks.signIn('admin', { language: 'en' }),
      await desks.signIn('admin', { language: 'en' }),
    ];
  }, 120_000);
  afterAll(() => desks.close());

  it.each(cases)(
    'are shown both versions in $section, and nothing is overwritten unseen',
    async ({ section, row, field, first, second }) => {
      const rowOf = (page: Page) => page.locator('tbody tr', { hasText: row }).first();
      const input = (page: Page) =>
        page.locator('dialog .field', { hasText: field }).first().locator('input');
      const open = async (page: Page): Promise<void> => {
        await page.locator('.page-links a').last().click();
        await page.locator(`.manage > nav a[href="/manage/${section}"]`).click();
        await rowOf(page).locator('button', { hasText: 'Change' }).click();
        await input(page).waitFor();
      };
      const save = (page: Page) => page.locator('dialog button[type=submit]').click();
      const [one, other] = pages;
      await open(one);
      await open(other);
      await input(one).fill(first);
      await save(one);
      await one.locator('dialog').waitFor({ state: 'detached' });
      await input(other).fill(second);
      await save(other);
      const conflict = other.locator('.conflict');
      await conflict.waitFor();
      const [mine, theirs] = await conflict.locator('tbody tr').first().locator('td').allInnerTexts();
      expect(mine).toContain(second);
      expect(theirs).toContain(first);
      await conflict.locator('button', { hasText: 'Use mine' }).click();
      await other.locator('dialog').waitFor({ state: 'detached' });
      // Who opens it now finds what was chosen.
      await one.locator(`.manage > nav a[href="/manage/audit"]`).click();
      await open(one);
      expect(await input(one).inputValue()).toBe(second);
      await one.keyboard.press('Escape');
    },
    60_000,
  );
});
