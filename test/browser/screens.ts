import type { Page } from 'playwright-core';
import type { Desks } from './desks.js';

/** One thing that the console can show: a page, a section, a dialog, or a state of one of them. */
export interface Screen {
  readonly name: string;
  /** From the screen before it to this one; ends when it is there. */
  readonly show: (page: Page, desks: Desks) => Promise<void>;
  /** What is new on it, where the rest was on a screen before. */
  readonly part?: string;
  /** Whether codes stand on it on purpose, for those who look after the system. */
  readonly codes?: boolean;
}

/** The screens that one user sees, in an order in which each leads to the next. */
export interface Walk {
  /** Who signs in; null for the way in itself. */
  readonly username: string | null;
  readonly screens: readonly Screen[];
}

export const there = (page: Page, selector: string): Promise<void> =>
  page.locator(selector).first().waitFor();
/** Presses the first of them. */
export const press = (page: Page, selector: string): Promise<void> => page.locator(selector).first().click();

export const screen = (name: string, show: Screen['show'], part?: string): Screen => ({
  name,
  show,
  ...(part !== undefined && { part }),
});

/** A screen reached by pressing something on the one before. */
export const pressed = (name: string, button: string, seen: string, part?: string): Screen => ({
  name,
  ...(part !== undefined && { part }),
  show: async (page) => {
    await press(page, button);
    await there(page, seen);
  },
});
export const dialog = (name: string, button: string): Screen =>
  pressed(name, button, 'dialog[open]', 'dialog[open]');

export async function choose(page: Page, words: string): Promise<void> {
  await page.locator('.incident-row button', { hasText: words }).click();
  // A pointer that rests on the list keeps new rows waiting.
  await page.mouse.move(700, 20);
  await page.locator('.incident-pane blockquote', { hasText: words }).waitFor();
  await there(page, '.incident-pane .link');
}
export const incident = (name: string, words: string, seen: string): Screen => ({
  name,
  part: '.incident-pane',
  show: async (page) => {
    await choose(page, words);
    await there(page, seen);
  },
});

/** How long one screen may take to come, milliseconds. */
const patienceMilliseconds = 20_000;

/**
 * Goes through the screens of a walk; `look` is called at each of them, and may leave the focus where it likes.
 * @returns the screens that did not come
 */
export async function walk(
  { username, screens }: Walk,
  desks: Desks,
  language: 'id' | 'en',
  look: (page: Page, screen: Screen) => Promise<void>,
): Promise<string[]> {
  const page = await (username === null ? desks.open({ language }) : desks.signIn(username, { language }));
  const missed: string[] = [];
  page.setDefaultTimeout(patienceMilliseconds);
  for (const screen of screens) {
    const { name, show } = screen;
    try {
      await show(page, desks);
    } catch (error) {
      missed.push(`could not get to "${name}": ${String(error)}`);
      continue;
    }
    await look(page, screen);
    if ((await page.locator('dialog[open]').count()) > 0) {
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
  }
  await page.context().close();
  return missed;
}
