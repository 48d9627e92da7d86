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

  const inForce = '**/api/v1/protocols/in-force';
  /** Requests that ask a team to come. */
  let sent: string[];
  /** An incident with teams to send, without its protocol. */
  const openIncident = async (
    complaint: string,
    withhold: (page: Page) => Promise<unknown>,
  ): Promise<void> => {
    await desks.layad.call({ complaint, lat: -6.93, lon: 107.65, priority: 'P2' });
    page = await desks.open({ ...lowScreen, keepsFiles: false });
    sent = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && /\/(assignments|response)$/.test(new URL(request.url()).pathname)) {
        sent.push(request.url());
      }
    });
    await withhold(page);
    await desks.enter(page, 'operator');
    await page.locator('.incident-row', { hasText: complaint }).locator('button').click();
    // A pointer that rests on the list keeps new rows waiting.
    await page.mouse.move(700, 20);
    await page.locator('.incident-pane [data-send="1"]').waitFor();
  };
  const answerAll = async (): Promise<void> => {
    for (const key of ['1', '2', '-', '=', 'Enter']) await page.keyboard.press(key);
  };
  const rowHasFocus = () => page.locator('button[data-incident]:focus').waitFor();

  it('send no team while the protocol is on its way, and answer once it is there', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await openIncident('Protokol lambat', (window) =>
      window.route(inForce, async (route) => {
        await released;
        await route.continue();
      }),
    );
    await page.keyboard.press('F3');
    await page.locator('.incident-guidance', { hasText: 'Memuat protokol' }).waitFor();
    await answerAll();
    expect(await page.locator('.shortcut-bar', { hasText: '⌫' }).count()).toBe(0);
    release();
    await focusIn(question('age'));
    await page.locator('.shortcut-bar', { hasText: '⌫' }).waitFor();
    expect(sent).toEqual([]);
  }, 60_000);

  it('send no team while the protocol cannot be loaded: it says why, and is there without being asked for again', async () => {
    let refused = true;
    await openIncident('Protokol gagal', (window) =>
      window.route(inForce, (route) =>
        refused ? route.fulfill({ status: 503, body: '' }) : route.continue(),
      ),
    );
    // The button that had the focus is gone.
    await page.locator('[data-open-protocol]').press('Enter');
    await page
      .locator('.incident-guidance strong', { hasText: /^Protokol tidak dapat dimuat: \S+/ })
      .waitFor();
    await rowHasFocus();
    await answerAll();
    refused = false;
    await page.locator(question('age')).waitFor();
    // It was not waited for any more: the focus stays, and what is answered goes there.
    await rowHasFocus();
    expect(sent).toEqual([]);
    await page.keyboard.type('35');
    expect(await page.locator(`${question('age')} input`).inputValue()).toBe('35');
  }, 60_000);

  it('send a team again once a protocol that cannot be loaded is put away', async () => {
    await openIncident('Tanpa protokol', (window) =>
      window.route(inForce, (route) => route.fulfill({ status: 503, body: '' })),
    );
    await page.keyboard.press('F3');
    await page.locator('.protocol-absent button').press('Enter');
    await page.locator('.incident-guidance').waitFor({ state: 'detached' });
    await rowHasFocus();
    await page.keyboard.press('2');
    await page.locator('.assignment[data-live]').waitFor();
    expect(sent).toHaveLength(1);
  }, 60_000);

  it('send no team where the part of the console that shows the protocol did not load, and the focus is not lost', async () => {
    await openIncident('Berkas hilang', (window) =>
      window.route('**/assets/protocol-panel-*.js', (route) => route.abort()),
    );
    await page.locator('[data-open-protocol]').press('Enter');
    await page.locator('.incident-guidance .failure').waitFor();
    await rowHasFocus();
    await answerAll();
    // ⏎ still presses what somebody went to.
    await page.locator('.incident-guidance .failure button').press('Enter');
    await page.locator('.incident-guidance').waitFor({ state: 'detached' });
    expect(sent).toEqual([]);
  }, 60_000);

  it('write a number whole that is typed beside its field', async () => {
    await begin('Umur dari luar');
    await page.keyboard.press('Control+s');
    await page.locator('.incident-pane[data-incident]').waitFor();
    await press('F3', question('age'));
    await press('Escape', '.incident-scroll');
    await page.keyboard.type('35');
    await focusIn(question('age'));
    expect(await page.locator(`${question('age')} input`).inputValue()).toBe('35');
    await page.locator(`${question('age')} button`).focus();
    await page.keyboard.type('.5');
    expect(await page.locator(`${question('age')} input`).inputValue()).toBe('35.5');
    expect(await page.locator('.assignment').count()).toBe(0);
  }, 60_000);

  it('answer once when held down, while arrows and Tab go on', async () => {
    await begin('Tombol ditahan');
    await page.keyboard.type('40');
    await press('Enter', question('awake'));
    const hold = async (key: string): Promise<void> => {
      await page.keyboard.down(key);
      await page.keyboard.down(key);
      await page.keyboard.down(key);
      await page.keyboard.up(key);
    };
    await hold('Tab');
    await page.locator(`${question('awake')} button:focus`, { hasText: 'Tidak tahu' }).waitFor();
    const goesOn = (key: string): Promise<boolean> =>
      page.evaluate(`document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key: '${key}', repeat: true, bubbles: true, cancelable: true }),
      )`);
    expect(await goesOn('PageDown')).toBe(true);
    expect(await goesOn('1')).toBe(false);
    await hold('1');
    await page.locator('.triage-rows li', { hasText: 'sadar' }).waitFor();
    await focusIn(question('breathingNormally'));
  }, 60_000);
});
