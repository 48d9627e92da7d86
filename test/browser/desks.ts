import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumIsThere, chromiumPath, launchChromium } from './chromium.js';
import { RunningLayad } from './running-layad.js';

const missing = !chromiumIsThere()
  ? `no browser at ${chromiumPath}`
  : RunningLayad.isBuilt()
    ? undefined
    : 'the console is not built (npm run build)';

/** `describe` where a browser and a built console are there; otherwise skipped, with a line that says why. */
export const describeInBrowser = (name: string, tests: () => void): void => {
  if (missing === undefined) return describe(name, tests);
  process.stdout.write(`skipped: ${name} (${missing})\n`);
  describe.skip(name, tests);
};

export interface Look {
  readonly language?: 'id' | 'en';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** False: a browser that runs no service worker, as over plain HTTP. */
  readonly keepsFiles?: boolean;
  /** True: the map glides. Elsewhere it jumps, as for people who ask for less motion: that is drawn in a fifth less time. */
  readonly moves?: boolean;
}

/** A browser on a running Layad with the demo city. */
export class Desks {
  private constructor(
    readonly layad: RunningLayad,
    private readonly browser: Browser,
  ) {}

  /** `settings` of the server besides those every test has. */
  static async prepare(settings?: Readonly<Record<string, string>>): Promise<Desks> {
    return Desks.on(await RunningLayad.start(undefined, settings));
  }

  /** On the embedded database, whichever the tests have: only there an operator is told what was sent to a caller. */
  static async prepareEmbedded(): Promise<Desks> {
    return Desks.on(await RunningLayad.start(''));
  }

  /** On a center that has an administrator and nothing else yet. */
  static async prepareNew(): Promise<Desks> {
    return Desks.on(await RunningLayad.startNew());
  }

  /** With the built server at another place than the one that all tests share. */
  static async prepareRelease(entry: string): Promise<Desks> {
    return Desks.on(await RunningLayad.start(undefined, {}, entry));
  }

  private static async on(layad: RunningLayad): Promise<Desks> {
    return new Desks(layad, await launchChromium());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.layad.stop();
  }

  /** A window of its own, signed out. */
  async open({
    language = 'id',
    theme = 'light',
    width = 1366,
    height = 768,
    keepsFiles = true,
    moves = false,
  }: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      reducedMotion: moves ? 'no-preference' : 'reduce',
      serviceWorkers: keepsFiles ? 'allow' : 'block',
    });
    await context.addInitScript({ content: `localStorage.setItem('layad.locale', '${language}')` });
    const page = await context.newPage();
    await page.goto(this.layad.url);
    return page;
  }

  /** A phone that opens an address; without a place its owner refuses to tell. */
  async phone(url: string, place?: { latitude: number; longitude: number; accuracy: number }): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 360, height: 640 },
      locale: 'id-ID',
      ...(place ? { geolocation: place, permissions: ['geolocation'] } : { permissions: [] }),
    });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  /** A window in which `username` sits at the board. */
  async signIn(username: string, look?: Look): Promise<Page> {
    const page = await this.open(look);
    await this.enter(page, username);
    return page;
  }

  /** From the sign-in of an open window to the board. */
  async enter(page: Page, username: string): Promise<void> {
    await page.locator('input[name=username]').fill(username);
    await page.locator('input[name=password]').fill(this.layad.password);
    await page.keyboard.press('Enter');
    await page.locator('.shift-start, .queue-pane').first().waitFor();
    if ((await page.locator('.shift-start').count()) > 0) await page.keyboard.press('Enter');
    await page.locator('.queue-pane').waitFor();
  }
}

/** Cuts or restores the window's network. */
export const setNetwork = (page: Page, there: boolean): Promise<void> =>
  (page.context() satisfies BrowserContext).setOffline(!there);
