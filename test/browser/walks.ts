import type { Page } from 'playwright-core';
import { password } from './furnished.js';
import { operatorWalk } from './operator-walk.js';
import { builtInProtocol, diabetes, protocolFile } from './protocol-file.js';
import { dialog, press, pressed, screen, there, type Screen, type Walk } from './screens.js';

async function enter(page: Page, username: string, word: string): Promise<void> {
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(word);
  await page.keyboard.press('Enter');
}

const wayIn: Walk = {
  username: null,
  screens: [
    screen('sign-in', (page) => there(page, 'input[name=username]')),
    screen('sign-in refused', async (page) => {
      await enter(page, 'operator', 'not the password');
      await there(page, '.refusal');
    }),
    screen('a password of one’s own', async (page) => {
      await enter(page, 'siti', password);
      await there(page, '[autocomplete=new-password]');
    }),
    screen('an account for the other app', async (page) => {
      await page.context().clearCookies();
      await page.reload();
      await enter(page, 'awak', password);
      await there(page, '.sign-in-note');
    }),
    screen('the start of a shift', async (page, desks) => {
      await press(page, '.sign-in-note button');
      await there(page, 'input[name=username]');
      await enter(page, 'operator', desks.layad.password);
      await there(page, '.shift-rows li');
    }),
  ],
};

const supervision: Walk = {
  username: 'supervisor',
  screens: [
    dialog('handing a call back over', '.call-back button:last-of-type'),
    pressed('the overview', '.page-links a[href="/overview"]', '[data-panel=recent] li'),
    screen('a closed incident', async (page) => {
      await page.locator('[data-panel=recent] button', { hasText: 'Sudah selesai tadi' }).click();
      await there(page, '[data-shortcut=O]');
    }),
    dialog('opening it again', '[data-shortcut=O]'),
    pressed('calls to review', '.page-links a[href="/calls/reviews"]', '[data-review]'),
    pressed('a review that waits', '[data-review] a', '.review'),
    screen('a review under way', async (page) => {
      const take = page.locator('.review-acts button.primary');
      if ((await page.locator('.review').getAttribute('data-state')) === 'waiting') await take.click();
      await there(page, '.verdict-choices');
    }),
    screen(
      'finishing a review',
      async (page) => {
        const verdicts = page.locator('[data-part]', { has: page.locator('input[type=radio]') });
        for (let part = 0; part < (await verdicts.count()); part += 1) {
          await verdicts.nth(part).locator('input[type=radio]').first().check();
        }
        await press(page, '.judgement-acts button.primary');
        await there(page, 'dialog[open]');
      },
      'dialog[open]',
    ),
    pressed('results', '.manage > nav a[href="/calls/results"]', '[data-results] tbody tr'),
    pressed('numbers that wait', '.manage > nav a[href="/calls/numbers"]', '[data-numbers=lowered] tbody tr'),
    dialog('the history of a number', '[data-numbers=proposals] .list-acts button:first-child'),
    dialog('lowering a number', '[data-numbers=proposals] .list-acts button:last-child'),
  ],
};

const doctor: Walk = {
  username: 'doctor',
  screens: [
    pressed('the protocol', '.page-links a[href="/protocol"]', '.protocol-cards a'),
    pressed('a card', '.protocol-cards li:nth-child(4) a', '.approval button'),
    dialog('signing a card', '.approval button'),
    screen(
      'withdrawing a signature',
      async (page) => {
        // Signed by whoever came first.
        if ((await page.locator('.approval').first().getAttribute('data-approved')) === null) {
          await press(page, '.approval button');
          await press(page, 'dialog[open] button[type=submit]');
          await page.locator('dialog[open]').waitFor({ state: 'detached' });
        }
        await press(page, '.approval button');
        await there(page, 'dialog[open] textarea');
      },
      'dialog[open]',
    ),
    pressed('reviews for a doctor', '.page-links a[href^="/calls"]', '[data-review]'),
  ],
};

const section = (name: string): Screen =>
  pressed(`manage: ${name}`, `.manage > nav a[href="/manage/${name}"]`, `[data-section=${name}] h2`);
const change = (name: string): Screen[] => [
  section(name),
  dialog(`manage: ${name}, one more`, '.manage-header button.primary'),
  dialog(`manage: ${name}, a change`, '.manage-section tbody .list-acts button:last-child'),
];

const administration: Walk = {
  username: 'admin',
  screens: [
    pressed('manage: center', '.page-links a[href="/manage/center"]', '[data-settings] input'),
    section('ground'),
    dialog('manage: ground, areas from a file', '[data-part=areas] .manage-header button'),
    dialog('manage: ground, areas taken away', '[data-part=areas] .list-acts button'),
    dialog('manage: ground, places from a file', '[data-part=places] .manage-header button'),
    dialog('manage: ground, places taken away', '[data-part=places] .list-acts button'),
    ...change('users'),
    dialog(
      'manage: users, a new password',
      '.manage-section tbody tr:last-child .list-acts button:nth-last-child(2)',
    ),
    ...change('teams'),
    dialog('manage: teams, from a file', '.manage-header button:not(.primary)'),
    ...change('facilities'),
    dialog('manage: facilities, from a file', '.manage-header button:not(.primary)'),
    section('plans'),
    dialog('manage: plans, a change', '.manage-section tbody .list-acts button:last-child'),
    section('keys'),
    { ...dialog('manage: keys, one more', '.manage-header button.primary'), codes: true },
    { ...section('connections'), codes: true },
    dialog('manage: connections, one more exchange', '.manage-header button.primary'),
    dialog('manage: connections, a new address', '[data-part=aml] .manage-header button'),
    { ...section('audit'), codes: true },
    screen('a version of the protocol', async (page) => {
      await press(page, '.page-links a[href="/protocol"]');
      await press(page, '.protocol-versions li:first-child a');
      await there(page, '.compare-with select');
    }),
    dialog('putting it into force', '.protocol-paper .manage-header button.primary'),
    screen('a comparison of versions', async (page) => {
      await page.locator('.compare-with select').selectOption({ index: 1 });
      await there(page, '.difference-group');
    }),
    screen(
      'a faulty version',
      async (page) => {
        await press(page, '.protocol-add button');
        const faulty = builtInProtocol();
        diabetes(faulty).questions[0]!.ask.en = '';
        await page.locator('dialog input[type=file]').setInputFiles(protocolFile(faulty));
        await there(page, '.faults li');
      },
      'dialog[open]',
    ),
  ],
};

const management: Walk = {
  username: 'manager',
  screens: [
    screen('an incident without its words', async (page) => {
      await page.locator('.incident-row button').first().click();
      await page.mouse.move(700, 20);
      await there(page, '.incident-pane .caller-words p');
    }),
  ],
};

/** Every screen of the console. */
export const walks: readonly Walk[] = [wayIn, supervision, doctor, administration, management, operatorWalk];
