import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';
import { hindrances } from './hindrances.js';

describeInBrowser('an incident at the console', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  const row = (page: Page, words: string) => page.locator('.incident-row', { hasText: words });
  const opened = async (page: Page, words: string): Promise<void> => {
    await row(page, words).locator('button').click();
    // A pointer that rests on the list keeps new rows waiting.
    await page.mouse.move(700, 20);
    await page.locator('.caller-words .link').first().waitFor();
  };

  it('gets its patient, another place and its caller by keys', async () => {
    await desks.layad.call({ complaint: 'Pindah tempat', lat: -6.9, lon: 107.6, priority: 'P2' });
    const page = await desks.signIn('operator');
    await opened(page, 'Pindah tempat');
    await page.keyboard.press('p');
    await page.keyboard.type('sadar, luka di kaki');
    await page.keyboard.press('Enter');
    await page.locator('.caller-words', { hasText: 'luka di kaki' }).waitFor();
    await page.keyboard.press('l');
    await page.locator('.place-form [data-place]:focus').waitFor();
    await page.keyboard.type('braga simpang sudirman');
    await page.locator('.place-form [role=option]', { hasText: 'Jalan Braga' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.place-form .place-said', { hasText: 'Jalan Braga' }).waitFor();
    await page.locator('.place-form [data-place]').fill('-6.9300 107.6300');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Jl. Baru 7');
    await page.keyboard.press('Enter');
    await page.locator('.caller-words dd strong', { hasText: 'Jl. Baru 7' }).waitFor();
    // One ⏎ more opens the form again: it sends nobody.
    await page.locator('.caller-words button[data-shortcut=L]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.place-form').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.assignment').count()).toBe(0);
    await page.keyboard.press('e');
    await page.locator('dialog select').selectOption('fall');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Bu Tini');
    await page.keyboard.press('Enter');
    await page.locator('.caller-words', { hasText: 'Bu Tini' }).waitFor();
    await page.locator('.incident-header h2', { hasText: 'Jatuh' }).waitFor();
    await page.context().close();
  }, 60_000);

  it('keeps the address of a point that was moved until somebody decides, and the keys after a click on the map', async () => {
    await desks.layad.call({
      complaint: 'Titik keliru',
      lat: -6.9,
      lon: 107.6,
      priority: 'P2',
      address: 'Jl. Lama 3',
    });
    const page = await desks.signIn('operator');
    await opened(page, 'Titik keliru');
    const address = page.locator('.place-form [data-address]');
    const ofOther = page.locator('.place-form .address-of-other', { hasText: 'titik lain' });
    const find = async (name: string): Promise<void> => {
      await page.locator('.place-form [data-place]').fill(name);
      await page.locator('.place-form [role=option]', { hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
    };
    await page.keyboard.press('l');
    await find('Jalan Braga');
    await ofOther.waitFor();
    expect(await address.inputValue()).toBe('Jl. Lama 3');
    await page.keyboard.press('F9');
    await ofOther.waitFor({ state: 'detached' });
    expect(await address.inputValue()).toBe('Jalan Braga');
    // What the form filled in follows the point from then on.
    await find('Jalan Asia Afrika');
    expect(await address.inputValue()).toBe('Jalan Asia Afrika');
    await address.fill('Depan museum');
    await page.locator('.map-canvas').click({ position: { x: 250, y: 250 } });
    await page.locator('.place-form [data-place]:focus').waitFor();
    await page.locator('.address-acts button').first().click();
    await ofOther.waitFor({ state: 'detached' });
    await page.locator('.place-form [data-address]:focus').press('Enter');
    await page.locator('.caller-words dd strong', { hasText: 'Depan museum' }).waitFor();
    await page.context().close();
  }, 60_000);

  it('confirms a note where it was written, and shows the newest with the words of the caller', async () => {
    await desks.layad.call({ complaint: 'Gang sempit', lat: -6.915, lon: 107.605, priority: 'P3' });
    const page = await desks.signIn('operator');
    await opened(page, 'Gang sempit');
    const said = page.locator('.note-form [role=status]');
    for (const words of ['Pagar hijau', 'Anjing galak di depan']) {
      await page.keyboard.press('a');
      await page.keyboard.type(words);
      expect(await said.innerText()).toBe('');
      await page.keyboard.press('Enter');
      await said.filter({ hasText: /^Catatan disimpan \d\d[:.]\d\d/ }).waitFor();
      await page.locator('.caller-words .newest-note', { hasText: words }).waitFor();
      await page.locator('.incident-scroll').focus();
    }
    await page.locator('.newest-note', { hasText: '1 catatan lagi' }).waitFor();
    await page
      .locator('.recommendations abbr[title*="tidak dihitung"]', { hasText: 'bukan jalan' })
      .waitFor();
    await page.context().close();
  }, 60_000);

  it('shows two operators each other, and both versions of what both changed', async () => {
    await desks.layad.call({ complaint: 'Dua meja', lat: -6.91, lon: 107.61, priority: 'P2' });
    const [first, second] = [await desks.signIn('operator'), await desks.signIn('supervisor')];
    await opened(first, 'Dua meja');
    await opened(second, 'Dua meja');
    await first.locator('.incident-viewers').waitFor();
    await second.locator('.incident-viewers').waitFor();
    await first.keyboard.press('l');
    await first.locator('.place-form [data-address]').fill('Jl. Pertama 1');
    await second.keyboard.press('l');
    await second.locator('.place-form [data-address]').fill('Jl. Kedua 2');
    await second.keyboard.press('Enter');
    await first.locator('.incident-row', { hasText: 'Jl. Kedua 2' }).waitFor();
    await first.locator('.place-form button[type=submit]').click();
    const conflict = first.locator('.conflict');
    await conflict.waitFor();
    expect(await conflict.innerText()).toContain('Jl. Pertama 1');
    expect(await conflict.innerText()).toContain('Jl. Kedua 2');
    await conflict.locator('button').last().click();
    await second.locator('.caller-words dd strong', { hasText: 'Jl. Pertama 1' }).waitFor();
    await first.context().close();
    await second.context().close();
  }, 60_000);

  it('sends nobody by ⏎ once its team has finished, until somebody asks for another', async () => {
    const { id } = await desks.layad.call({
      complaint: 'Sudah ditangani',
      lat: -6.95,
      lon: 107.68,
      priority: 'P3',
    });
    await desks.layad.sendBest(id, 'acknowledged', 'en_route', 'on_scene', 'cleared');
    const page = await desks.signIn('operator');
    await opened(page, 'Sudah ditangani');
    await page.locator('.incident-finished').waitFor();
    expect(await page.locator('[data-send]').count()).toBe(0);
    await page.locator('.incident-finished button').click();
    await page.locator('[data-send]').first().waitFor();
    await page.context().close();
  }, 60_000);

  it('has its team diverted to something more urgent, its patient taken to a hospital, and is opened again', async () => {
    const slow = await desks.layad.call({ complaint: 'Bisa nanti', lat: -6.93, lon: 107.6, priority: 'P3' });
    await desks.layad.sendBest(slow.id, 'acknowledged', 'en_route');
    await desks.layad.call({ complaint: 'Gawat sekali', lat: -6.931, lon: 107.601, priority: 'P1' });
    const page = await desks.signIn('supervisor');
    await opened(page, 'Bisa nanti');
    await page.locator('.assignment').waitFor();
    const working = await page.locator('.assignment strong').textContent();
    await page.keyboard.press('c');
    await page.locator('.close-recalls', { hasText: working! }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await page.locator('dialog select option', { hasText: 'Gawat sekali' }).waitFor({ state: 'attached' });
    await page.locator('dialog button[type=submit]').click();
    // The home visit team does not fit a P1: the console says so and asks again.
    const anyway = page.locator('dialog button[type=submit]', { hasText: 'Alihkan juga' });
    await row(page, 'Gawat sekali').locator('[data-team-state=alerted]').or(anyway).first().waitFor();
    if (await anyway.isVisible()) await anyway.click();
    await row(page, 'Gawat sekali').locator('[data-team-state=alerted]').waitFor();
    await opened(page, 'Gawat sekali');
    for (const state of ['acknowledged', 'en_route', 'on_scene']) {
      await page.keyboard.press('s');
      await page.locator(`.assignment[data-state=${state}]`).waitFor();
    }
    await page.keyboard.press('s');
    await page.locator('.hospital-choices').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.assignment[data-state=transporting]').waitFor();
    await page.locator('.timeline').getByText('membawa pasien').waitFor();
    await page.keyboard.press('c');
    expect(await page.locator('dialog[open] select').inputValue()).toBe('transported');
    await page.keyboard.press('Escape');

    await desks.layad.call({ complaint: 'Salah tutup', lat: -6.94, lon: 107.66, priority: 'P4' });
    await opened(page, 'Salah tutup');
    await page.keyboard.press('c');
    await page.locator('dialog select').selectOption('cancelled');
    await page.locator('dialog button[type=submit]').click();
    await page.locator('.incident-footer button', { hasText: 'Buka kembali' }).waitFor();
    await page.keyboard.press('o');
    await page.keyboard.type('Menelepon lagi');
    await page.locator('dialog button[type=submit]').click();
    await row(page, 'Salah tutup').waitFor();
    await page.context().close();
  }, 90_000);
});

describeInBrowser('an incident that no team has taken', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  it('says who did not answer, who is asked now and where to call them, here, in its row and in the counts, until a team accepts', async () => {
    const { layad } = desks;
    const page = await desks.signIn('operator');
    const row = page.locator('.incident-row', { hasText: 'Tidak ada yang jawab' });
    const count = (name: string, value: number) =>
      page.locator(`.count[data-count=${name}] strong`, { hasText: new RegExp(`^${value}$`) });
    await count('unanswered', 0).waitFor();
    await layad.changeSettings({ acknowledgeWithinSeconds: 2 });
    const { id } = await layad.call({
      complaint: 'Tidak ada yang jawab',
      lat: -6.92,
      lon: 107.61,
      priority: 'P2',
    });
    await layad.sendBest(id);
    // Whoever is asked after this has time.
    await layad.changeSettings({ acknowledgeWithinSeconds: 600 });
    await count('unanswered', 1).waitFor();
    await row.locator('button').click();
    await page.mouse.move(700, 20);
    const banner = page.locator('.unaccepted');
    await banner.locator('.unaccepted-asked', { hasText: 'sisa' }).waitFor();
    const { items } = await layad.get<{ items: { team: { id: string; callSign: string } }[] }>(
      `/incidents/${id}/assignments`,
    );
    await banner
      .locator('li', { hasText: new RegExp(`Tidak menjawab: ${items[0]!.team.callSign}\\s\\(0:0`) })
      .waitFor();
    expect(await banner.locator('.unaccepted-asked').innerText()).not.toContain(items[0]!.team.callSign);
    await banner
      .locator('.unaccepted-silent', { hasText: items[0]!.team.callSign })
      .locator('button', { hasText: 'Tawarkan lagi' })
      .waitFor();
    const next = items[1]!.team;
    const calledHere = (text: string) => banner.locator('.unaccepted-asked a.telephone', { hasText: text });
    await layad.changeAsAdmin(`/teams/${next.id}`, { phone: '0899-0000-4321' });
    expect(await calledHere('0899-0000-4321').getAttribute('href')).toBe('tel:+6289900004321');
    const card = page.locator('.assignment[data-live]', { hasText: next.callSign });
    expect(await card.locator('a.telephone').innerText()).toBe('0899-0000-4321');
    await page.keyboard.press('t');
    await page
      .locator(`tr[data-team="${next.callSign}"] a.telephone`, { hasText: '0899-0000-4321' })
      .waitFor();
    await page.keyboard.press('m');
    await layad.changeAsAdmin(`/teams/${next.id}`, { phone: '201' });
    await calledHere('pesawat 201').waitFor();
    await row.locator('.what-next', { hasText: 'tim ke-2' }).waitFor();
    expect(await page.locator('[role=alert] .unaccepted, .unaccepted [role=alert]').count()).toBe(0);
    expect(await hindrances(page, { part: '.incident-pane' })).toEqual([]);
    // A board that is read anew knows it too.
    await page.reload();
    await row.locator('.what-next', { hasText: 'tim ke-2' }).waitFor();
    await count('unanswered', 1).waitFor();
    await row.locator('button').click();
    await page.mouse.move(700, 20);
    await banner.locator('li', { hasText: items[0]!.team.callSign }).waitFor();
    await calledHere('pesawat 201').waitFor();
    await layad.changeAsAdmin(`/teams/${next.id}`, { phone: null });
    await banner.getByText('tanpa nomor telepon').waitFor();
    await banner.getByText('Coba radio').waitFor();
    expect(await page.locator('.unaccepted-asked a.telephone, .assignment a.telephone').count()).toBe(0);
    await page.keyboard.press('s');
    await page.locator('.assignment[data-state=acknowledged]').waitFor();
    await banner.waitFor({ state: 'detached' });
    await count('unanswered', 0).waitFor();
    await page.context().close();
  }, 90_000);
});

describeInBrowser('the map in a window of its own', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  it('stays in step with the console, and a place clicked there stands in the form here', async () => {
    await desks.layad.call({ complaint: 'Lihat di peta', lat: -6.91, lon: 107.61, priority: 'P2' });
    const page = await desks.signIn('operator');
    await row(page).locator('button').click();
    const opening = page.context().waitForEvent('page');
    await page.keyboard.press('w');
    const map = await opening;
    await map.locator('.map-buttons button').nth(1).waitFor();
    // The second button, to the selected incident, is there only when the window knows which one it is.
    await map.locator('.map-buttons button', { hasText: 'Ke insiden' }).waitFor();
    await page.keyboard.press('F2');
    await map.locator('.map-placing').waitFor();
    const box = await map.locator('.map-canvas').boundingBox();
    await map.mouse.click(box!.x + box!.width / 2, box!.y + box!.height / 2);
    await page.waitForFunction(`document.querySelector('[data-place]').value.startsWith('-6.9')`);
    await page.keyboard.press('Escape');
    await page.context().close();
  }, 60_000);

  const row = (page: Page) => page.locator('.incident-row', { hasText: 'Lihat di peta' });
});

describeInBrowser('the lists of teams and facilities', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());

  it('put a team on and off duty, and take bed numbers that every desk sees at once', async () => {
    const page = await desks.signIn('operator');
    const other = await desks.signIn('operator2');
    await page.keyboard.press('t');
    const team = page.locator('tr[data-team="AMB-08"]');
    await team.locator('button', { hasText: 'Awak' }).click();
    await page.locator('dialog button', { hasText: 'Akhiri tugas' }).click();
    await page.locator('tr[data-team="AMB-08"][data-state=off_duty]').waitFor();
    await team.locator('button', { hasText: 'Mulai bertugas' }).click();
    await page.locator('dialog input').first().fill('Asep');
    await page.locator('dialog input').first().press('Enter');
    // One is not enough for this vehicle: the server says so, and what was typed stays.
    await page.locator('dialog .refusal').waitFor();
    await page.locator('dialog input').nth(1).fill('Ns. Rina');
    await page.locator('dialog input').nth(1).press('Enter');
    await page.locator('tr[data-team="AMB-08"][data-state=ready]').waitFor();

    await other.keyboard.press('f');
    await page.keyboard.press('f');
    const beds = (where: Page) => where.locator('tr[data-facility="RS Immanuel"] td').first();
    await beds(other).waitFor();
    await page.locator('tr[data-facility="RS Immanuel"] .list-acts button').click();
    await page.locator('dialog input[type=number]').first().fill('1');
    await page.locator('dialog button[type=submit]').click();
    await beds(other).locator('strong', { hasText: /^1$/ }).waitFor();
    await page.context().close();
    await other.context().close();
  }, 60_000);
});
