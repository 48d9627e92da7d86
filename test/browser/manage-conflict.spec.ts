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

  const forms = [
    { form: '[data-center]', field: 'Name', first: 'PSC satu', second: 'PSC dua' },
    { form: '[data-settings]', field: 'Team accepts within', first: '70', second: '80' },
  ] as const;

  const openCenter = async (page: Page): Promise<void> => {
    await page.locator('.manage > nav a[href="/manage/audit"]').click();
    await page.locator('.manage > nav a[href="/manage/center"]').click();
    await page.locator('[data-settings]').waitFor();
  };
  const inputOf = (page: Page, form: string, field: string) =>
    page.locator(`${form} .field`, { hasText: field }).first().locator('input');

  /** Presses the form's button, and waits until the change is stored. */
  const saveForm = async (page: Page, form: string): Promise<void> => {
    const stored = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
    await page.locator(`${form} button[type=submit]`).click();
    await stored;
  };

  it.each(forms)(
    'are shown both versions of the center in $form, and may keep what is saved',
    async ({ form, field, first, second }) => {
      const [one, other] = pages;
      await openCenter(one);
      await openCenter(other);
      await inputOf(one, form, field).fill(first);
      await saveForm(one, form);
      await inputOf(other, form, field).fill(second);
      await other.locator(`${form} button[type=submit]`).click();
      await other.locator('.conflict').waitFor();
      const [mine, theirs] = await other.locator('.conflict tbody tr').first().locator('td').allInnerTexts();
      expect([mine, theirs]).toEqual([second, first]);
      await other.locator('.conflict button', { hasText: 'Keep what is saved' }).click();
      await other.locator('.conflict').waitFor({ state: 'detached' });
      expect(await inputOf(other, form, field).inputValue()).toBe(first);
      await inputOf(other, form, field).fill(second);
      await saveForm(other, form);
      await openCenter(one);
      expect(await inputOf(one, form, field).inputValue()).toBe(second);
    },
    60_000,
  );

  it('keep what they have not saved of the settings when the center gets another name', async () => {
    const [one, other] = pages;
    await openCenter(one);
    await openCenter(other);
    await inputOf(one, '[data-settings]', 'Greatest distance').fill('40000');
    await inputOf(one, '[data-center]', 'Name').fill('PSC tiga');
    await saveForm(one, '[data-center]');
    expect(await inputOf(one, '[data-settings]', 'Greatest distance').inputValue()).toBe('40000');
    // Another number was changed meanwhile: nothing of it is overwritten, so nothing is asked.
    await inputOf(other, '[data-settings]', 'Burden counted').fill('10');
    await saveForm(other, '[data-settings]');
    await saveForm(one, '[data-settings]');
    await one.locator('[data-settings]').getByText('0 changed').waitFor();
    await openCenter(one);
    expect(await inputOf(one, '[data-settings]', 'Greatest distance').inputValue()).toBe('40000');
    expect(await inputOf(one, '[data-settings]', 'Burden counted').inputValue()).toBe('10');
  }, 60_000);
});
