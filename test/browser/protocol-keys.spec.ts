import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';
import { isInSight } from './in-sight.js';

const lowScreen = { width: 1_366, height: 768 };

describeInBrowser('the keys of the protocol', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const focusIn = (selector: string) =>
    page.locator(`${selector}:focus, ${selector} :focus`).first().waitFor();
  const press = async (key: string, then: string): Promise<void> => {
    await page.keyboard.press(key);
    await focusIn(then);
  };
  const question = (key: string): string => `[data-asked=${key}]`;
  const step = (key: string): string => `[data-step=${key}]`;
  /** A call about which the first question waits. */
  const begin = async (complaint: string, language: 'id' | 'en' = 'id'): Promise<void> => {
    page = await desks.signIn('operator', { ...lowScreen, language });
    await page.keyboard.press('F2');
    await page.keyboard.type(complaint);
    await page.locator('.call-form [data-place]').fill('-6.9300 107.6500');
    await page.locator('.call-form [type=tel]').fill('0812 3333 4444');
    await page.locator('.foresight li').first().waitFor();
    await press('F3', question('age'));
  };
  /** Until the question with the most answers of the whole protocol. */
  const toMostAnswers = async (): Promise<void> => {
    await page.keyboard.type('40');
    await press('Enter', question('awake'));
    await press('1', question('breathingNormally'));
    await press('1', question('card'));
    await page.keyboard.type('tidak jelas');
    await page.locator('[data-asked=card] input').fill('01');
    await press('Enter', question('callerPlace'));
    await press('1', question('hazard'));
    await press('u', question('patientCount'));
    await press('u', question('mainSign'));
  };
  const toArrest = async (): Promise<void> => {
    await press('u', question('awake'));
    await press('2', question('breathingNormally'));
    await press('2', '[data-panel-key~="G"]');
  };
  const toPressing = async (): Promise<void> => {
    await toArrest();
    await press('Enter', step('speaker'));
    expect(await goOn()).toBe(1);
    await press('Enter', step('floor'));
    expect(await goOn()).toBe(0);
    await press('1', step('hands'));
    await press('Enter', step('press'));
    await press('Enter', step('keepPressing'));
  };
  /** What bears a key to answer with and is not on the screen. */
  const unseen = async (): Promise<string[]> => {
    const answers = await page.locator('.protocol [data-turn] [data-panel-key]').all();
    const keys: string[] = [];
    for (const answer of answers) {
      const key = (await answer.getAttribute('data-panel-key'))!;
      if (!(await isInSight(page, `.protocol [data-turn] [data-panel-key="${key}"]`))) keys.push(key);
    }
    return keys;
  };
  /** The keys that are written on what can be pressed. */
  const marks = (): Promise<string[]> =>
    page.locator(':is(.protocol, .incident-pane, .call-form) kbd').allInnerTexts();
  const goOn = async (): Promise<number> => (await marks()).filter((mark) => mark === '⏎').length;
  /** The first team that was asked does not come. */
  const declined = async (): Promise<void> => {
    const incidentId = await page.locator('.incident-pane').getAttribute('data-incident');
    const { items } = await desks.layad.get<{ items: { id: string }[] }>(
      `/incidents/${incidentId}/assignments`,
    );
    await desks.layad.post(`/assignments/${items[0]!.id}/state`, { state: 'declined', reason: 'other' });
    await page.locator('.unaccepted').waitFor();
  };

  it('choose among twelve answers, each of them in sight beside the plan of a low screen and in the incident', async () => {
    await desks.layad.call({ complaint: 'Tidak jelas apa', lat: -6.93, lon: 107.65, priority: 'P2' });
    await begin('Tidak jelas apa');
    await page.locator('.duplicates:not([data-found="0"])').waitFor();
    await toMostAnswers();
    expect(await page.locator('[data-turn] [data-panel-key]').count()).toBe(13);
    expect(await unseen()).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.locator('.assignment[data-live]').waitFor();
    await focusIn(`.incident-pane ${question('mainSign')}`);
    expect(await unseen()).toEqual([]);
    // Also beneath the banner that nobody has accepted yet.
    await declined();
    expect(await unseen()).toEqual([]);
    // The twelfth has the key twelfth in the row of digits.
    await page.keyboard.press('=');
    await page.locator('.triage-rows li', { hasText: 'Masih tidak jelas' }).waitFor();
  }, 90_000);

  it('have one meaning at a time: while hands are guided the question waits behind Q, and the guidance behind G', async () => {
    await begin('Diam di lantai');
    await toPressing();
    expect(await unseen()).toEqual([]);
    expect(await page.locator('[data-asked]').count()).toBe(0);
    expect(await isInSight(page, '[data-panel-key~="Q"]')).toBe(true);
    await press('q', '[data-asked]');
    expect(await page.locator('[data-step]').count()).toBe(0);
    expect(await isInSight(page, '.triage-pace strong')).toBe(true);
    await press('g', step('keepPressing'));
    await page.keyboard.press('Control+Enter');
    await focusIn(`.incident-pane ${step('keepPressing')}`);
    await page.locator('.assignment[data-live]').first().waitFor();
    expect(await unseen()).toEqual([]);
    expect(await isInSight(page, '[data-panel-key~="Q"]')).toBe(true);
    await declined();
    expect(await unseen()).toEqual([]);
    expect(await goOn()).toBe(0);
    expect(await marks()).not.toContain('S');
    // Letters of the incident do nothing from inside, and what they always do outside.
    await page.keyboard.press('x');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await press('Escape', '.incident-scroll');
    await page.keyboard.press('x');
    await page.locator('dialog[open]').waitFor();
  }, 90_000);

  it('go back answer by answer with one key, and answer neither yes nor no by letters', async () => {
    await begin('Lemas sejak pagi', 'en');
    await page.keyboard.type('70');
    await press('Enter', question('awake'));
    await page.keyboard.press('y');
    await page.keyboard.press('n');
    await focusIn(question('awake'));
    await press('1', question('breathingNormally'));
    await press('Backspace', question('awake'));
    await press('Backspace', question('age'));
    expect(await page.locator('[data-asked=age] input').inputValue()).toBe('70');
  }, 60_000);

  it('say what an unsigned card means, by keyboard', async () => {
    await begin('Nyeri perut', 'en');
    await page.locator('.triage-unsigned summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('.triage-unsigned p', { hasText: 'No doctor of this center has signed' }).waitFor();
    expect(await isInSight(page, '.triage-unsigned p')).toBe(true);
  }, 60_000);
});
