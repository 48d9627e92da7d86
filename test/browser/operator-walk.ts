import type { Page } from 'playwright-core';
import { setNetwork } from './desks.js';
import { dialog, incident, press, pressed, screen, there, type Walk } from './screens.js';

const typed = async (page: Page, complaint: string): Promise<void> => {
  await page.keyboard.press('F2');
  await there(page, '.call-form [data-complaint]:focus');
  await page.keyboard.type(complaint);
};
const discard = async (page: Page): Promise<void> => {
  await page.locator('.call-form [data-complaint]').press('Escape');
  await press(page, 'dialog[open] button.primary');
  await page.locator('.call-form').waitFor({ state: 'detached' });
};
const answered = (page: Page, question: string, place: number): Promise<void> =>
  page.locator(`[data-asked=${question}] .triage-answers button`).nth(place).click();
const aged = async (page: Page, years: string): Promise<void> => {
  await page.keyboard.press('F3');
  await page.locator('[data-asked=age] input').fill(years);
  await page.locator('[data-asked=age] input').press('Enter');
};

/** The board, an incident in every state, a call being taken, and the console alone. */
export const operatorWalk: Walk = {
  username: 'operator',
  screens: [
    screen('the board', (page) => there(page, '.map-buttons button')),
    incident('an incident that waits', 'Sakit sejak subuh', '.recommendations .team-offer'),
    pressed('teams passed over', '.passed-over summary', '.passed-over li', '.passed-over'),
    dialog('sending a team all the same', '.passed-over li button.link'),
    dialog('a patient', '[data-shortcut=P]'),
    dialog('caller and type', '[data-shortcut=E]'),
    dialog('closing', '[data-shortcut=C]'),
    pressed('another place', '[data-shortcut=L]', '.place-form', '.place-form'),
    incident('an incident with its team', 'Motor terguling', '.assignment[data-live]'),
    dialog('recalling', '[data-shortcut=X]'),
    dialog('diverting', '[data-shortcut=D]'),
    dialog('declining', '.assignment-radio button:last-child'),
    incident('an incident on scene', 'Lemas di terminal', '[data-step=transporting]'),
    dialog('to a hospital', '[data-step=transporting]'),
    incident(
      'teams that do not fit the plan',
      'Tidak sesuai rencana',
      '.response-difference [data-shortcut=Z]',
    ),
    incident('an incident with its triage', 'Bapak kaku', '.triage-of-incident'),
    pressed('its protocol', '[data-open-protocol]', '.incident-pane .protocol', '.incident-pane'),
    dialog('the end of a contact', '.contact[data-state=answered] .contact-buttons button:first-child'),
    dialog('calls from a number', '.contact .history-link'),
    pressed('teams', '[data-shortcut=T]', '[data-screen=teams] tbody tr', '.middle-pane'),
    dialog('crew and duty', '[data-screen=teams] .list-acts button'),
    pressed('facilities', '[data-shortcut=F]', '[data-screen=facilities] tbody tr', '.middle-pane'),
    dialog('beds', '[data-screen=facilities] .list-acts button'),
    screen(
      'the command line',
      async (page) => {
        await press(page, '[data-shortcut=M]');
        await page.locator('[data-command]').fill('amb');
        await there(page, '.command-list li');
      },
      '.command-line',
    ),
    screen(
      'every key',
      async (page) => {
        await page.locator('[data-command]').press('Escape');
        await page.locator('.shortcut-bar button').click();
        await there(page, 'dialog[open] kbd');
      },
      'dialog[open]',
    ),
    pressed('the account', '.account > button', '.account-menu', '.account'),
    screen(
      'the tour',
      async (page) => {
        await page.reload();
        await press(page, '.account > button');
        await page.locator('.account-menu > button').first().click();
        await there(page, '.tour');
      },
      '.tour',
    ),
    screen('a new call', async (page) => {
      await press(page, '.tour .dialog-buttons button');
      await page.keyboard.press('F2');
      await there(page, '.call-form [data-complaint]:focus');
    }),
    screen(
      'a new call that lacks something',
      async (page) => {
        await page.locator('.call-form [data-complaint]').press('Control+s');
        await there(page, '.call-form [aria-invalid=true]');
      },
      '.call-form',
    ),
    screen(
      'a new call beside one that is alike',
      async (page) => {
        await page.locator('.call-form [data-complaint]').fill('Motor terguling di jalan');
        await page.locator('.call-form [data-place]').fill('-6.9355 107.6265');
        await there(page, '.duplicate');
      },
      '.board-main[data-call] .call-aside',
    ),
    screen(
      'places by name',
      async (page) => {
        await page.locator('.call-form [data-place]').fill('hasan sadikin');
        await there(page, '.place-offers li');
      },
      '.call-form',
    ),
    screen(
      'the first questions',
      async (page) => {
        await page.locator('.call-form [data-place]').fill('-6.88 107.65');
        await page.locator('.call-form [data-complaint]').fill('Perutnya nyeri sekali');
        await page.keyboard.press('F3');
        await there(page, '[data-asked=age] input');
      },
      '.call-aside',
    ),
    screen(
      'the choice of a card',
      async (page) => {
        await aged(page, '50');
        await answered(page, 'awake', 0);
        await answered(page, 'breathingNormally', 0);
        await there(page, '[data-asked=card] li');
      },
      '.call-aside',
    ),
    pressed('the questions of a card', '[data-asked=card] li button', '.triage-card button', '.call-aside'),
    dialog('another priority', '.triage-result button'),
    screen(
      'a call to be discarded',
      async (page) => {
        await page.locator('.call-form [data-complaint]').press('Escape');
        await there(page, 'dialog[open]');
      },
      'dialog[open]',
    ),
    screen(
      'an arrest recognised',
      async (page) => {
        await discard(page);
        await typed(page, 'Diam saja');
        await aged(page, '60');
        await answered(page, 'awake', 1);
        await answered(page, 'breathingNormally', 1);
        // Another guidance was offered before the last answer.
        await page.getByText('00.A.01').first().waitFor();
        await there(page, '[data-panel-key~="G"]');
      },
      '.call-aside',
    ),
    screen(
      'guidance for the hands',
      async (page) => {
        await press(page, '[data-panel-key~="G"]');
        for (const step of ['speaker', 'floor', 'hands']) await press(page, `[data-step=${step}] button`);
        await there(page, '.triage-pace');
      },
      '.call-aside',
    ),
    screen('one’s own calls', async (page) => {
      await discard(page);
      await press(page, '.page-links a[href="/calls/own"]');
      await there(page, '.manage-header');
    }),
    pressed('numbers', '.manage > nav a[href="/calls/numbers"]', '.number-search'),
    screen('the map in a window of its own', async (page) => {
      await page.goto(new URL('/map', page.url()).href);
      await there(page, '.map-buttons button');
    }),
    screen('no connection, and a call that is kept', async (page) => {
      await page.goto(new URL('/', page.url()).href);
      await there(page, '.queue-pane');
      await setNetwork(page, false);
      await page.locator('.connection-banner').waitFor({ timeout: 30_000 });
      await typed(page, 'Waktu putus');
      await page.locator('[data-place]').fill('-6.9180 107.6060');
      await page.locator('[data-place]').press('Control+s');
      await there(page, '.kept-calls li');
    }),
    screen('no server', async (page) => {
      await page.reload();
      await page.locator('[data-unknown]').waitFor({ timeout: 20_000 });
      await there(page, '.connection-banner');
    }),
    screen('a new call without a server', async (page) => {
      await page.keyboard.press('F2');
      await there(page, '.call-form [data-complaint]:focus');
    }),
  ],
};
