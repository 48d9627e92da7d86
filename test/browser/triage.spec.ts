import type { Page } from 'playwright-core';
import { describeInBrowser, Desks, setNetwork } from './desks.js';
import { hindrances } from './hindrances.js';
import { isInSight } from './in-sight.js';

interface Triage {
  readonly priority: string;
  readonly contactId: string | null;
  readonly answers: readonly { readonly question: string; readonly value: string; readonly at: string }[];
  readonly marks: { readonly firstCompressionAt: string | null };
}

describeInBrowser('the protocol beside the call', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const row = (words: string) => page.locator('.incident-row', { hasText: words });
  const asked = (key: string) => page.locator(`[data-asked=${key}]`);
  const waitForFocusIn = (selector: string) =>
    page.locator(`${selector}:focus, ${selector} :focus`).first().waitFor();
  const triageOf = async (incidentId: string): Promise<Triage> => {
    const { items } = await desks.layad.get<{ items: { id: string }[] }>(`/triages?incidentId=${incidentId}`);
    return desks.layad.get<Triage>(`/triages/${items[0]!.id}`);
  };

  it('recognises an arrest, paces the hands and sends the teams, by keyboard alone', async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    await page.keyboard.type('Bapak jatuh, diam saja');
    await page.keyboard.press('Tab');
    while ((await page.locator('.call-form [data-place]:focus').count()) === 0) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('-6.9180 107.6060');
    await page.locator('.protocol .triage-unsigned').waitFor();
    await page.keyboard.press('F3');
    await waitForFocusIn('[data-asked=age]');
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    // The next question is there before the network is: the keys need not wait.
    await page.keyboard.press('2');
    await page.keyboard.press('2');
    await page.locator('.priority-radios [data-chosen]', { hasText: 'nyawa' }).waitFor();
    await page.locator('.triage-at-once[role=alert]').waitFor();
    await page.locator('.triage-result[data-priority=P1]').waitFor();
    // A recognised arrest puts the cursor on the guidance.
    await page.locator('[data-panel-key~="G"]:focus').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('Enter');
    for (const step of ['speaker', 'floor', 'hands']) {
      await waitForFocusIn(`[data-step=${step}]`);
      await page.keyboard.press(step === 'floor' ? '1' : 'Enter');
    }
    await page.locator('[data-step=press]').waitFor();
    await page.locator('.triage-pace', { hasText: '100–120' }).waitFor();
    await page.keyboard.press('v');
    await page.locator('.triage-pace [aria-pressed=true]').waitFor();
    await page
      .locator('.triage-clocks div:not([data-waiting])', { hasText: 'Tekanan dada pertama' })
      .waitFor();
    expect(await hindrances(page)).toEqual([]);
    // An arrest needs two teams: one press sends both.
    await page.locator('.call-buttons .large', { hasText: /kirim \S+ \+ \S+ · \d+ \/ \d+ mnt/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await row('Bapak jatuh').locator('[data-team-state=alerted]').waitFor();
    await page.locator('.assignment[data-live]').nth(1).waitFor();
    expect(await page.locator('.response-difference').count()).toBe(0);
    // The guidance goes on where it was, still heard.
    await page.locator('.incident-pane .triage-pace [aria-pressed=true]').waitFor();
    // What is said next, its rhythm and the team that was sent are in sight, and the same key goes on.
    await page.locator('.incident-pane [data-step=press] button:focus').waitFor();
    for (const part of ['.triage-pace', '.triage-rescuer', '.triage-say', '.assignment-who']) {
      expect([part, await isInSight(page, `.incident-pane ${part}`)]).toEqual([part, true]);
    }
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('.incident-pane [data-step]:not([data-step=press]):focus').waitFor();
    expect(await isInSight(page, '.incident-pane .triage-say')).toBe(true);
    // Who comes back from another call, even to a page that was loaded anew, goes on with it; no digit sends a team.
    const incidentId = (await page.locator('.incident-pane').getAttribute('data-incident'))!;
    await desks.layad.call({ complaint: 'Kaki terkilir', lat: -6.93, lon: 107.65, priority: 'P3' });
    await page.reload();
    await row('Kaki terkilir').locator('button').click();
    await page.locator('.incident-pane blockquote', { hasText: 'Kaki terkilir' }).waitFor();
    await page.mouse.move(700, 20);
    expect(await page.locator('.incident-pane .triage-say').count()).toBe(0);
    await row('Bapak jatuh').locator('button').click();
    await page.locator('.incident-pane .triage-say').waitFor();
    expect(await isInSight(page, '.incident-pane .triage-say')).toBe(true);
    await page.locator('.recommendations li').first().waitFor();
    expect(await page.locator('.recommendations kbd').count()).toBe(0);
    const triage = await triageOf(incidentId);
    expect(triage.priority).toBe('P1');
    expect(triage.marks.firstCompressionAt).not.toBeNull();
    expect(Object.fromEntries(triage.answers.map(({ question, value }) => [question, value]))).toMatchObject({
      whatHappened: 'Bapak jatuh, diam saja',
      age: '60',
      awake: 'no',
      breathingNormally: 'no',
    });
  }, 120_000);

  it('takes one answer from two Enters, leads to the next by arrows, and tells patient and timeline', async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    await page.keyboard.type('Nenek lemas');
    await page.locator('.call-form [data-place]').fill('-6.9250 107.6120');
    await page.keyboard.press('F3');
    await waitForFocusIn('[data-asked=age]');
    await page.keyboard.type('67');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    // The question itself has the focus, and none of its answers.
    await page.locator('[data-asked=awake]:focus-visible').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('Enter');
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowLeft', 'Tab']) await page.keyboard.press(key);
    await asked('awake').locator('button:focus', { hasText: 'Tidak' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-asked=breathingNormally]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('1');
    await page.locator('.triage-rows li', { hasText: 'Napas normal' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.caller-words', { hasText: '67 th (dari triase)' }).waitFor();
    const timeline = page.locator('.timeline li', { hasText: 'Triase:' });
    await timeline.locator('span[title]', { hasText: 'Sadar → tidak' }).waitFor();
    await timeline.locator('span[title*="umur"]', { hasText: 'Umur → 67 tahun' }).waitFor();
    const incidentId = (await page.locator('.incident-pane').getAttribute('data-incident'))!;
    const { answers } = await triageOf(incidentId);
    expect(answers.map(({ question, value }) => [question, value])).toEqual(
      expect.arrayContaining([
        ['age', '67'],
        ['awake', 'no'],
        ['breathingNormally', 'yes'],
      ]),
    );
    await page.locator('.caller-words button', { hasText: 'dari triase' }).click();
    await page.locator('dialog label', { hasText: 'dari triase' }).locator('input').fill('76');
    await page.locator('dialog [type=submit]').click();
    await page.locator('.caller-words button', { hasText: /^Pasien 1, 76 th$/ }).waitFor();
  }, 60_000);

  it('chooses the card by what the caller says, goes back to an answer, and takes a reason for another priority', async () => {
    page = await desks.signIn('operator');
    await page.keyboard.press('F2');
    await page.keyboard.type('Nyeri dada kiri');
    await page.keyboard.press('F3');
    await waitForFocusIn('[data-asked=age]');
    await page.keyboard.type('50');
    await page.keyboard.press('Enter');
    await page.keyboard.press('1');
    await page.keyboard.press('1');
    await waitForFocusIn('[data-asked=card]');
    expect(await hindrances(page)).toEqual([]);
    await asked('card').locator('li', { hasText: 'Nyeri dada' }).first().waitFor();
    await page.keyboard.press('1');
    await page.locator('.triage-card button', { hasText: '06' }).waitFor();
    expect(await page.locator('.call-form select').inputValue()).toBe('chest_pain');
    await page.locator('.triage-rows li', { hasText: 'Umur' }).locator('button').focus();
    await page.keyboard.press('Enter');
    await waitForFocusIn('[data-asked=age]');
    expect(await asked('age').locator('input').inputValue()).toBe('50');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('55');
    await page.keyboard.press('Enter');
    await page.locator('.triage-rows li', { hasText: '55 tahun' }).waitFor();
    await page.locator('.triage-result button').click();
    await page.locator('dialog .priority-radios label', { hasText: 'nyawa' }).click();
    await page.locator('dialog [required]').last().fill('Penelepon terdengar sangat sesak');
    await page.locator('dialog [type=submit]').click();
    await page.locator('.triage-result', { hasText: 'ditetapkan petugas' }).waitFor();
    await page.locator('.call-form .priority-radios [data-chosen]', { hasText: 'nyawa' }).waitFor();
    // A reload keeps the triage with the call.
    await page.reload();
    await page.locator('.triage-result', { hasText: 'ditetapkan petugas' }).waitFor();
    await page.locator('.triage-rows li', { hasText: '55 tahun' }).waitFor();
  }, 60_000);

  it('goes into the incident from the contact it was begun for', async () => {
    const contact = await desks.layad.post<{ id: string }>('/contacts', {
      channel: 'voice',
      callerNumber: '0813-9999-1111',
    });
    page = await desks.signIn('operator');
    await page.locator('.contact', { hasText: '9999' }).waitFor();
    await page.keyboard.press('F1');
    await page.locator('.call-form').waitFor();
    await page.keyboard.type('Anak kejang');
    await page.locator('.call-form [data-place]').fill('-6.9205 107.6150');
    await page.keyboard.press('F3');
    await waitForFocusIn('[data-asked=age]');
    await page.keyboard.type('4');
    await page.keyboard.press('Enter');
    // Saved while the answer is still on its way.
    await page.keyboard.press('Control+s');
    await page.locator('.incident-pane .protocol').waitFor();
    const incidentId = (await page.locator('.incident-pane').getAttribute('data-incident'))!;
    expect(await triageOf(incidentId)).toMatchObject({ contactId: contact.id });
  }, 60_000);

  it('shows what a re-triage changes of the teams sent, and mends it with one key each', async () => {
    const { id } = await desks.layad.call({
      complaint: 'Terpeleset, kaki sakit',
      lat: -6.921,
      lon: 107.609,
      priority: 'P3',
      type: 'fall',
    });
    await desks.layad.sendBest(id);
    page = await desks.signIn('operator');
    await row('Terpeleset').locator('button').click();
    await page.mouse.move(700, 400);
    await page.locator('.assignment[data-live]').waitFor();
    expect(await page.locator('.response-difference').count()).toBe(0);
    await page.locator('[data-open-protocol]').waitFor();
    await page.keyboard.press('F3');
    await page.locator('.incident-pane [data-asked] :focus').waitFor();
    while ((await asked('age').count()) === 0) await page.keyboard.press('u');
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    await page.keyboard.press('2');
    await page.keyboard.press('2');
    const difference = page.locator('.response-difference');
    await difference.locator('button', { hasText: 'Kirim' }).waitFor();
    await page.locator('.incident-pane .protocol .triage-result[data-priority=P1]').waitFor();
    expect(await hindrances(page)).toEqual([]);
    const before = await page.locator('.assignment[data-live]').count();
    await page.locator('.incident-row button').first().focus();
    await page.keyboard.press('b');
    await page.locator('.assignment[data-live]').nth(before).waitFor();
  }, 90_000);

  it('keeps its keys while a question is open, wherever the focus is: a digit sends no team', async () => {
    const { id } = await desks.layad.call({
      complaint: 'Diam di kursi',
      lat: -6.93,
      lon: 107.65,
      priority: 'P2',
    });
    page = await desks.signIn('operator');
    await row('Diam di kursi').locator('button').click();
    await page.locator('.team-offer').first().waitFor();
    await page.keyboard.press('F3');
    await waitForFocusIn('[data-asked=age]');
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    await waitForFocusIn('[data-asked=awake]');
    const elsewhere = page.locator('[role=tab]').first();
    // Neither a digit that stands on no answer nor ⏎ on the row sends one; T shows the teams, as ever.
    await elsewhere.focus();
    await page.keyboard.press('3');
    await waitForFocusIn('[data-asked=awake]');
    await row('Diam di kursi').locator('button').focus();
    await page.keyboard.press('Enter');
    await waitForFocusIn('[data-asked=awake]');
    await elsewhere.focus();
    await page.keyboard.press('t');
    await page.locator('[data-screen=teams]').waitFor();
    await elsewhere.focus();
    await page.keyboard.press('2');
    await waitForFocusIn('[data-asked=breathingNormally]');
    const { items } = await desks.layad.get<{ items: unknown[] }>(`/incidents/${id}/assignments`);
    expect(items).toEqual([]);
  }, 90_000);

  it('says so without a connection, and the form still keeps the call', async () => {
    page = await desks.signIn('operator');
    await page.locator('.status-bar').waitFor();
    await setNetwork(page, false);
    await page.locator('.connection-banner').waitFor({ timeout: 60_000 });
    await page.keyboard.press('F2');
    await page.keyboard.type('Luka bakar di dapur');
    await page.locator('.call-aside', { hasText: 'tidak tersedia tanpa sambungan' }).waitFor();
    await page.locator('.call-form [data-place]').fill('-6.9300 107.6100');
    await page.keyboard.press('Control+s');
    await page.locator('.kept-calls', { hasText: 'Luka bakar' }).waitFor();
    await setNetwork(page, true);
    await row('Luka bakar').waitFor({ timeout: 60_000 });
  }, 150_000);
});
