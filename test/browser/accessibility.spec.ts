import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';
import { colourRules, hindrances } from './hindrances.js';
import { furnish } from './furnished.js';
import { walk } from './screens.js';
import { untranslated } from './untranslated.fixture.js';
import { walks } from './walks.js';

/** 1366 × 768 at 200 % is a window of half the size. */
const zoomed = { width: 683, height: 384 };
const usual = { width: 1_366, height: 768 };

/** What needs scrolling sideways at 200 %, or cannot be reached by scrolling down. */
const outOfReach = (part?: string): string => `(() => {
  const faults = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    const wide = [...document.body.querySelectorAll('*')].filter((it) => it.getBoundingClientRect().right > clientWidth + 1);
    const inner = wide.filter((it) => !wide.some((other) => other !== it && it.contains(other)));
    faults.push('the page is ' + scrollWidth + ' wide by ' + inner.slice(0, 3).map((it) => it.tagName + '.' + it.className + ' in ' + it.parentElement.className));
  }
  const scope = document.querySelector(${JSON.stringify(part ?? 'body')});
  const able = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary';
  for (const element of scope.querySelectorAll(able)) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert]')) continue;
    const shown = element.matches('.visually-hidden') ? element.closest('label') : element;
    if (!shown) continue;
    shown.scrollIntoView({ block: 'center', inline: 'nearest' });
    const { left, right, top, bottom, width, height } = shown.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    const name = element.tagName + ' ' + (element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40);
    if (left < -1 || right > innerWidth + 1) faults.push('beside the screen: ' + name);
    if (bottom <= 0 || top >= innerHeight) faults.push('beyond the screen: ' + name);
  }
  return faults;
})()`;

/** Writes down what gets the focus without showing it. */
const watchFocus = `
  window.unseenFocus = new Set();
  addEventListener('focusin', ({ target }) => {
    const shown = [target, target.closest('label')].some((element) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    if (!shown) window.unseenFocus.add(target.outerHTML.slice(0, 120));
  });
`;
const tabsPerScreen = 25;

describeInBrowser('every screen of the console', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.prepare();
    await furnish(desks);
  }, 120_000);
  afterAll(() => desks.close());

  it.each(walks)(
    'has no hindrance that axe can find in either theme, and no text but Indonesian, for $username',
    async (screens) => {
      const findings: string[] = [];
      const missed = await walk(screens, desks, 'id', async (page, { name, part, codes }) => {
        const light = await hindrances(page, { part });
        await page.emulateMedia({ colorScheme: 'dark' });
        const dark = await hindrances(page, { part, rules: colourRules });
        await page.emulateMedia({ colorScheme: 'light' });
        const words = await untranslated(page, 'id', codes);
        const all = [...light, ...dark.map((it) => `dark: ${it}`), ...words];
        findings.push(...all.map((it) => `${name}: ${it}`));
      });
      expect([...missed, ...findings]).toEqual([]);
    },
    300_000,
  );

  it.each(walks)(
    'shows the focus, stays whole at 200 %, and has no text but English, for $username',
    async (screens) => {
      const findings: string[] = [];
      const missed = await walk(screens, desks, 'en', async (page, { name, part, codes }) => {
        const words = await untranslated(page, 'en', codes);
        await page.setViewportSize(zoomed);
        const lost = await page.evaluate<string[]>(outOfReach(part));
        await page.setViewportSize(usual);
        const unseen = await unseenFocus(page, part);
        findings.push(...[...words, ...lost, ...unseen].map((it) => `${name}: ${it}`));
      });
      expect([...missed, ...findings]).toEqual([]);
    },
    300_000,
  );

  const unseenFocus = async (page: Page, part = 'body'): Promise<string[]> => {
    await page.evaluate(`if (!window.unseenFocus) { ${watchFocus} }`);
    await page.locator(part).first().locator('a, button, input, select, textarea').first().focus();
    await page.evaluate('window.unseenFocus.clear()');
    for (let tab = 0; tab < tabsPerScreen; tab += 1) await page.keyboard.press('Tab');
    const unseen = await page.evaluate<string[]>('[...window.unseenFocus]');
    return unseen.map((it) => `focus not seen: ${it}`);
  };
});
