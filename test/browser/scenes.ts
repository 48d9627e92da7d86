import type { Page } from 'playwright-core';
import { setNetwork, type Desks, type Look } from './desks.js';
import { arrestCall } from './triaged-call.js';

/** The main screens of the console, on imagined calls, for the pictures of the documentation. */
const wide = { width: 1_600, height: 950 };
const usual = { width: 1_366, height: 768 };

const calls = [
  {
    call: {
      complaint: 'Bapak saya dadanya sakit, keringatan, tangannya kesemutan',
      type: 'chest_pain',
      priority: 'P1',
      lat: -6.9025,
      lon: 107.6188,
      address: 'Jl. Cimandiri dekat Gedung Sate, gang sebelah masjid',
      patients: [{ sex: 'male', ageYears: 58, condition: 'sadar, bernapas' }],
      rangSecondsAgo: 40,
    },
  },
  {
    call: {
      complaint: 'Jatuh dari motor, masih sadar, kaki bengkak',
      type: 'traffic_accident',
      priority: 'P2',
      lat: -6.9355,
      lon: 107.6265,
      address: 'Cijagra',
      rangSecondsAgo: 75,
    },
  },
  {
    call: {
      complaint: 'Tetangga tidak bangun-bangun',
      type: 'unconscious',
      lat: -6.918,
      lon: 107.6,
      address: 'Belakang Pasar Baru',
      rangSecondsAgo: 20,
    },
  },
  {
    call: {
      complaint: 'Sesak berat, anak 4 tahun',
      type: 'breathing',
      priority: 'P1',
      lat: -6.9405,
      lon: 107.679,
      address: 'Cipamokolan',
      rangSecondsAgo: 700,
    },
    steps: ['acknowledged', 'en_route'],
  },
  {
    call: {
      complaint: 'Kejang, sudah berhenti',
      type: 'seizure',
      priority: 'P2',
      lat: -6.931,
      lon: 107.612,
      address: 'Ciateul',
      rangSecondsAgo: 725,
    },
    steps: ['acknowledged', 'en_route', 'on_scene'],
  },
  {
    call: {
      complaint: 'Persalinan, ketuban pecah',
      type: 'childbirth',
      priority: 'P2',
      lat: -6.913,
      lon: 107.582,
      address: 'Garuda',
      rangSecondsAgo: 100,
    },
    steps: ['acknowledged', 'en_route'],
  },
  {
    call: {
      complaint: 'Lansia lemas, minta dikunjungi',
      type: 'home_visit',
      priority: 'P3',
      lat: -6.869,
      lon: 107.604,
      address: 'Ledeng',
      rangSecondsAgo: 1_870,
    },
    steps: ['acknowledged', 'en_route', 'on_scene', 'transporting'],
  },
  {
    call: {
      complaint: 'Luka bakar di tangan',
      type: 'burns',
      priority: 'P3',
      lat: -6.91,
      lon: 107.701,
      address: 'Pasirjati',
      rangSecondsAgo: 1_102,
    },
    steps: [],
  },
] as const;

/** Until the map has drawn what it was given. */
const mapDrawn = async (page: Page): Promise<void> => {
  await page.locator('.map-buttons button').first().waitFor();
  await page.waitForTimeout(1_500);
};

async function choose(page: Page, words: string): Promise<void> {
  await page.locator('.incident-row button', { hasText: words }).click();
  await page.locator('.recommendations .team-offer').first().waitFor();
  await page.mouse.move(700, 30);
}

type Scene = (desks: Desks, look: Look) => Promise<Page>;

export const scenes: Readonly<
  Record<
    string,
    {
      readonly size: Look;
      readonly show: Scene;
    }
  >
> = {
  'sign-in': { size: usual, show: async (desks, look) => desks.open(look) },
  'shift-start': {
    size: usual,

    show: async (desks, look) => {
      const page = await desks.open(look);
      await page.locator('input[name=username]').fill('operator');
      await page.locator('input[name=password]').fill(desks.layad.password);
      await page.keyboard.press('Enter');
      await page.locator('.shift-rows li').first().waitFor();
      await page.keyboard.press('s');
      return page;
    },
  },
  board: {
    size: wide,

    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await choose(page, 'dadanya sakit');
      await mapDrawn(page);
      return page;
    },
  },
  'under-way': {
    size: usual,

    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await choose(page, 'Persalinan');
      await mapDrawn(page);
      return page;
    },
  },
  'new-call': {
    size: usual,

    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await mapDrawn(page);
      await page.keyboard.press('F2');
      await page.keyboard.type('Ibu jatuh di kamar mandi, kepalanya berdarah');
      await page.locator('.priority-radios label').nth(2).click();
      await page.locator('[data-place]').fill('-6.92246, 107.65325');
      await page.locator('.call-form [data-complaint]').focus();
      await page.waitForTimeout(1_500);
      return page;
    },
  },
  teams: {
    size: usual,

    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await choose(page, 'dadanya sakit');
      await page.keyboard.press('t');
      await page.locator('[data-screen=teams] tbody tr').first().waitFor();
      await page.waitForTimeout(800);
      return page;
    },
  },
  facilities: {
    size: usual,

    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await choose(page, 'dadanya sakit');
      await page.keyboard.press('f');
      await page.locator('[data-screen=facilities] tbody tr').first().waitFor();
      await page.waitForTimeout(800);
      return page;
    },
  },
  'command-line': {
    size: usual,

    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await choose(page, 'dadanya sakit');
      await mapDrawn(page);
      await page.keyboard.press('/');
      await page.keyboard.type(look.language === 'en' ? 'send amb' : 'kirim amb');
      await page.locator('.command-list li').first().waitFor();
      return page;
    },
  },
  overview: {
    size: usual,

    show: async (desks, look) => {
      const page = await desks.signIn('supervisor', look);
      await page.locator('.page-links a[href="/overview"]').click();
      await page.locator('[data-panel=recent] li').first().waitFor();
      return page;
    },
  },
  manage: {
    size: usual,

    show: async (desks, look) => {
      const page = await desks.signIn('admin', look);
      await page.locator('.page-links a').last().click();
      await page.locator('[data-settings] input').first().waitFor();
      return page;
    },
  },
  disconnected: {
    size: wide,

    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await choose(page, 'dadanya sakit');
      await mapDrawn(page);
      await setNetwork(page, false);
      await page.locator('.connection-banner').waitFor({ timeout: 20_000 });
      return page;
    },
  },
  protocol: {
    size: usual,
    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await mapDrawn(page);
      await page.keyboard.press('F2');
      await page.keyboard.type('Bapak diam saja, tidak bernapas');
      await page.locator('[data-place]').fill('-6.92246, 107.65325');
      await page.keyboard.press('F3');
      await page.locator('[data-asked=age] input').fill('61');
      await page.locator('[data-asked=age] input').press('Enter');
      for (const question of ['awake', 'breathingNormally']) {
        await page.locator(`[data-asked=${question}] .triage-answers button`).nth(1).click();
      }
      // Another guidance was offered before the last answer.
      await page.getByText('00.A.01').first().waitFor();
      await page.locator('[data-panel-key~="G"]').click();
      for (const step of ['speaker', 'floor', 'hands']) {
        await page.locator(`[data-step=${step}] button`).first().click();
      }
      await page.locator('.triage-pace').waitFor();
      return page;
    },
  },
  'protocol-pages': {
    size: usual,
    show: async (desks, look) => {
      const page = await desks.signIn('doctor', look);
      await page.locator('.page-links a[href="/protocol"]').click();
      await page.locator('.protocol-cards li:nth-child(4) a').click();
      await page.locator('.approval button').first().waitFor();
      return page;
    },
  },
  review: {
    size: usual,
    show: async (desks, look) => {
      const page = await desks.signIn('supervisor', look);
      await page.locator('.page-links a[href="/calls/reviews"]').click();
      await page.locator('[data-review] a').first().click();
      await page.locator('.review').waitFor();
      return page;
    },
  },
  numbers: {
    size: usual,
    show: async (desks, look) => {
      const page = await desks.signIn('supervisor', look);
      await page.locator('.page-links a[href="/calls/reviews"]').click();
      await page.locator('.manage > nav a[href="/calls/numbers"]').click();
      await page.locator('.number-search').waitFor();
      await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
      return page;
    },
  },
  'manage-ground': {
    size: usual,
    show: async (desks, look) => {
      const page = await desks.signIn('admin', look);
      await page.locator('.page-links a[href="/manage/center"]').click();
      await page.locator('.manage > nav a[href="/manage/ground"]').click();
      await page.locator('[data-part=places] tbody tr').first().waitFor();
      return page;
    },
  },
  'map-window': {
    size: wide,
    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await page.goto(new URL('/map', page.url()).href);
      await mapDrawn(page);
      return page;
    },
  },
  shortcuts: {
    size: usual,
    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await mapDrawn(page);
      await page.keyboard.press('?');
      await page.locator('dialog[open] kbd').first().waitFor();
      return page;
    },
  },
  tour: {
    size: usual,
    show: async (desks, look) => {
      const page = await desks.signIn('operator', look);
      await mapDrawn(page);
      await page.locator('.account > button').click();
      await page.locator('.account-menu > button').first().click();
      await page.locator('.tour').waitFor();
      return page;
    },
  },
};

/** Brings the calls into the center. */
export async function furnishScenes({ layad }: Desks): Promise<void> {
  for (const entry of calls) {
    const { id } = await layad.call(entry.call);
    if ('steps' in entry) await layad.sendBest(id, ...entry.steps);
  }
  await arrestCall(layad, 'Kakek tidak bangun, tidak bernapas');
  await layad.post('/contacts', { channel: 'voice', callerNumber: '0857-2201-0044' });
}
