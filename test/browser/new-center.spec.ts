import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';

const square = (kode: string, nama: string, west: number) => ({
  type: 'Feature',
  properties: { kode, nama, luas: 1 },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, -7],
        [west + 0.1, -7],
        [west + 0.1, -6.9],
        [west, -6.9],
        [west, -7],
      ],
    ],
  },
});
const areasFile = (...features: object[]) => ({
  name: 'kecamatan.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
});
const table = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\r\n')),
});

/** Each step stands on the one before, as the setting up of a center does. */
describeInBrowser('a new center, set up by its first administrator in the console alone', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepareNew();
    page = await desks.signIn('admin', { language: 'en' });
  }, 120_000);
  afterAll(() => desks.close());

  const dialog = () => page.locator('dialog');
  const submit = () => dialog().locator('button[type=submit]');
  const choose = (file: ReturnType<typeof table>) => dialog().locator('input[type=file]').setInputFiles(file);
  const closed = () => dialog().waitFor({ state: 'detached' });
  const part = (name: string) => page.locator(`[data-part="${name}"]`);
  const section = async (name: string): Promise<void> => {
    await page.locator('.page-links a').last().click();
    await page.locator(`.manage > nav a[href="/manage/${name}"]`).click();
    await page.locator(`[data-section="${name}"]`).waitFor();
  };

  it('gets its areas from a file: all of them, or each bad one named', async () => {
    await section('ground');
    await page.getByText('The center has no service area yet: no place').waitFor();
    await part('areas').locator('.button.primary').click();
    await choose(
      areasFile(square('1', 'Andir', 107.5), { ...square('2', 'Coblong', 107.6), geometry: null }),
    );
    await dialog().locator('.import-preview', { hasText: 'Coblong' }).waitFor();
    await submit().click();
    await dialog().locator('.import-faults li', { hasText: 'Feature 2: 2: has no geometry' }).waitFor();
    await choose(areasFile(square('1', 'Andir', 107.5), square('2', 'Coblong', 107.6)));
    await dialog().locator('.import-faults').waitFor({ state: 'detached' });
    await dialog().getByText('these areas together become it').waitFor();
    await submit().click();
    await closed();
    await part('areas')
      .locator('tbody tr', { hasText: 'kecamatan' })
      .getByText('2', { exact: true })
      .waitFor();
    await page.getByText('The center has a service area.').waitFor();
  }, 60_000);

  it('says why nothing can be imported while it cannot be read what is there already', async () => {
    await page.route(/\/areas\?/, (route) => route.abort());
    await part('areas').locator('.button.primary').click();
    await choose(areasFile(square('1', 'Andir Baru', 107.5)));
    await dialog().getByText('Nothing can be imported yet').waitFor();
    expect(await submit().isEnabled()).toBe(false);
    await page.unroute(/\/areas\?/);
    await dialog().getByText('1 area of the file is there already').waitFor();
    expect(await dialog().getByText('Nothing can be imported yet').count()).toBe(0);
    await page.keyboard.press('Escape');
    await closed();
  }, 60_000);

  it('loses no area that is there before somebody said so', async () => {
    await part('areas').locator('.button.primary').click();
    await choose(areasFile(square('1', 'Andir Baru', 107.5)));
    await dialog().getByText('1 area of the file is there already').waitFor();
    expect(await submit().isEnabled()).toBe(false);
    await dialog().locator('.import-replaces input').check();
    expect(await submit().isEnabled()).toBe(true);
    await dialog().getByLabel('Name').selectOption('kode');
    expect(await dialog().locator('.import-replaces input').isChecked()).toBe(false);
    expect(await submit().isEnabled()).toBe(false);
    await dialog().getByLabel('Name').selectOption('nama');
    await dialog().locator('.import-replaces input').check();
    await submit().click();
    await closed();
    await part('areas')
      .locator('tbody tr', { hasText: 'kecamatan' })
      .getByText('2', { exact: true })
      .waitFor();
  }, 60_000);

  it('is shown the file chosen last, even where one chosen before takes longer to read', async () => {
    await part('places').locator('.button.primary').click();
    await page.evaluate(`
      const read = Blob.prototype.text;
      Blob.prototype.text = async function () {
        const content = await read.call(this);
        if (content.includes('Lambat')) await new Promise((resolve) => addEventListener('slow-read', resolve));
        return content;
      };
    `);
    await choose(table('besar.csv', 'nama;lintang;bujur', 'Lambat;-6,92;107,55'));
    await choose(table('kecil.csv', 'nama;lintang;bujur', 'Cepat;-6,92;107,55'));
    await dialog().locator('.import-preview', { hasText: 'Cepat' }).waitFor();
    await page.evaluate(`
      dispatchEvent(new Event('slow-read'));
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    `);
    expect(await dialog().locator('.import-preview').innerText()).toContain('Cepat');
    await page.keyboard.press('Escape');
    await closed();
  }, 60_000);

  it('gets its places from a table, replaces them when told to, and is rid of them', async () => {
    const import_ = async (...lines: string[]): Promise<void> => {
      await choose(table('tempat.csv', 'nama;lintang;bujur;kind;', ...lines));
      await dialog().locator('.import-preview').waitFor();
    };
    await part('places').locator('.button.primary').click();
    await import_('Pasar Baru;-6,92;107,55;;', 'Tanpa Titik;;');
    await dialog().getByLabel('Dataset').fill('dinas');
    await dialog().getByLabel('Whose data').fill('© Dinas Pariwisata');
    await submit().click();
    await dialog().locator('.import-faults li', { hasText: 'Line 3: Tanpa Titik' }).waitFor();
    await import_('Pasar Baru;-6,92;107,55');
    await submit().click();
    await closed();
    const row = part('places').locator('tbody tr', { hasText: 'dinas' });
    await row.getByText('© Dinas Pariwisata').waitFor();
    await row.locator('button', { hasText: 'New file' }).click();
    await import_('Jalan Diponegoro;-6,95;107,62;street;', 'Pasar Baru;-6,92;107,55');
    await dialog().getByText('“dinas” holds 1 place. It is replaced').waitFor();
    expect(await submit().isEnabled()).toBe(false);
    await dialog().locator('.import-replaces input').check();
    await submit().click();
    await closed();
    await row.getByText('2', { exact: true }).waitFor();
    await row.getByText('1', { exact: true }).waitFor();
    await row.locator('button', { hasText: 'Remove' }).click();
    await submit().click();
    await closed();
    await part('places').getByText('No places yet').waitFor();
  }, 60_000);

  it('gets its hospitals and teams from tables; what is there already stays as it is', async () => {
    await section('facilities');
    const fromFile = () => page.locator('.manage-acts button', { hasText: 'From a file' }).click();
    await fromFile();
    const hospitals = ['name,lat,lon', 'RS Advent,-6.95,107.55', 'RS Al Islam,-6.96,107.65', 'RS Kosong,,'];
    await choose(table('hospitals.csv', ...hospitals));
    await dialog().locator('tr[data-state=placeless]', { hasText: 'RS Kosong' }).waitFor();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/api/v1/facilities', async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.continue();
    });
    await submit().click();
    await dialog().locator('button', { hasText: 'Stop' }).click();
    release();
    await dialog().getByText('Added: 1. To add: 1.').waitFor();
    await page.unroute('**/api/v1/facilities');
    await submit().click();
    await dialog().getByText('Added: 2. To add: 0.').waitFor();
    await dialog().locator('.dialog-buttons button', { hasText: 'Close' }).click();
    await page.locator('[data-section] tbody tr', { hasText: 'RS Advent' }).waitFor();
    await fromFile();
    await choose(table('hospitals.csv', ...hospitals));
    await dialog().locator('tr[data-state=there]').nth(1).waitFor();
    await page.keyboard.press('Escape');
    await section('teams');
    await fromFile();
    // Spreadsheets take the first 0 of a number away.
    const teams = ['AMB-01,RS Advent,81234567890,-6.95,107.55', 'AMB-02,RS Lain,,-6.95,107.55'];
    await choose(table('teams.csv', 'call_sign,base,telepon,lat,lon', ...teams));
    await dialog()
      .locator('tr[data-state=faulty]', { hasText: 'AMB-02' })
      .getByText('no facility is called RS Lain')
      .waitFor();
    await dialog().locator('select').last().selectOption('als_ambulance');
    await submit().click();
    await dialog().getByText('Added: 1. To add: 0.').waitFor();
    await page.keyboard.press('Escape');
    await page
      .locator('[data-section] tbody tr', { hasText: 'AMB-01' })
      .getByText('0812-3456-7890')
      .waitFor();
  }, 60_000);

  it('connects an exchange and an address for phones, each secret shown once', async () => {
    await section('connections');
    await page.locator('[data-section] .button.primary').click();
    await dialog().locator('input').fill('PBX');
    await submit().click();
    await dialog().getByText('PBX may send now').waitFor();
    expect(await dialog().locator('.made-key').count()).toBe(3);
    await dialog().locator('.button.primary').click();
    const row = page.locator('[data-section] tbody tr', { hasText: 'PBX' });
    await row.locator('button', { hasText: 'Revoke' }).click();
    await submit().click();
    await row.getByText('revoked').waitFor();
    await part('aml').locator('button', { hasText: 'New address' }).click();
    await submit().click();
    expect(await dialog().locator('.made-key').innerText()).toContain('/aml/');
    await dialog().locator('.button.primary').click();
    await part('aml').getByText('An address works since').waitFor();
    await part('aml').locator('button', { hasText: 'Close' }).click();
    await submit().click();
    await part('aml').getByText('There is no address').waitFor();
  }, 60_000);

  it('lets an operator take a call and send a team', async () => {
    await section('users');
    await page.locator('.manage-acts .button.primary').click();
    const first = 'becak ke Cihampelas';
    for (const [index, words] of ['rina', first, 'Rina'].entries()) {
      await dialog().locator('input').nth(index).fill(words);
    }
    await submit().click();
    await closed();
    page = await desks.open();
    await page.locator('input[name=username]').fill('rina');
    await page.locator('input[name=password]').fill(first);
    await page.keyboard.press('Enter');
    const own = page.locator('input[autocomplete="new-password"]');
    await own.fill('delman di Lembang');
    await page.locator('input[autocomplete="current-password"]').last().fill(first);
    await page.keyboard.press('Enter');
    await page.locator('.shift-start').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.queue-pane').waitFor();
    await page.keyboard.press('t');
    await page.locator('tr', { hasText: 'AMB-01' }).locator('button', { hasText: 'Mulai' }).click();
    await dialog().locator('input').nth(0).fill('Asep');
    await dialog().locator('input').nth(1).fill('Dewi');
    await submit().click();
    await closed();
    await page.keyboard.press('F2');
    await page.keyboard.type('Bapak saya sesak napas');
    await page.locator('.call-form [data-place]').fill('-6.95, 107.56');
    await page.locator('.call-form select').selectOption('breathing');
    await page.keyboard.press('Control+Enter');
    await page.locator('.incident-pane .assignment', { hasText: 'AMB-01' }).waitFor();
    await page.locator('.caller-words', { hasText: 'Andir Baru' }).waitFor();
  }, 60_000);
});
