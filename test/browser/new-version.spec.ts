import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';
import { Release } from './second-version.fixture.js';

const version = (page: Page): Promise<string | undefined> =>
  page.evaluate<string | undefined>('document.documentElement.dataset.version');

/** Until the worker that the server has now has taken over, with all of its files. */
const workerTakesOver = (page: Page): Promise<void> =>
  page.evaluate(`(async () => {
    const registration = await navigator.serviceWorker.ready;
    const changed = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
    await registration.update();
    await changed;
  })()`);

describeInBrowser('a newer version of the console', () => {
  let release: Release;
  let desks: Desks;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    release = await Release.copy();
    desks = await Desks.prepareRelease(release.entry);
  }, 120_000);
  afterAll(async () => {
    await desks?.close();
    await release?.remove();
  });
  beforeEach(() => faults.splice(0));
  afterEach(() => page.context().close());

  const replace = async (name: string): Promise<void> => {
    await desks.layad.kill();
    await release.replaceConsole(name);
    await desks.layad.startAgain();
    await page.locator('.connection-banner').waitFor({ state: 'detached', timeout: 60_000 });
  };
  const listen = (): void => {
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (answer) => {
      if (answer.url().includes('/assets/') && answer.status() >= 400) faults.push(answer.url());
    });
  };
  const visit = async (path: string, seen: string): Promise<void> => {
    await page.locator(`.page-links a[href="${path}"]`).click();
    await page.locator(seen).first().waitFor();
  };
  const halfTyped = (): Promise<string> => page.locator('.call-form [data-complaint]').inputValue();

  it('leaves an open page at work, takes over at the next load, and never loses a half-typed call', async () => {
    page = await desks.signIn('supervisor');
    await page.evaluate('navigator.serviceWorker.ready');
    listen();
    await page.keyboard.press('F2');
    await page.keyboard.type('Setengah jalan');
    await replace('two');
    await page.keyboard.type(', masih bicara');
    // A part of the version before that the server no longer has.
    await visit('/overview', '[data-panel=recent]');
    await workerTakesOver(page);
    // And one after the worker of the newer version took over.
    await visit('/protocol', '.protocol-cards a');
    await visit('/', '.call-form');
    expect(await halfTyped()).toBe('Setengah jalan, masih bicara');
    expect(await version(page)).toBeUndefined();

    await page.reload();
    await page.locator('.call-form').waitFor();
    expect(await version(page)).toBe('two');
    expect(await halfTyped()).toBe('Setengah jalan, masih bicara');
    await visit('/calls/reviews', '.manage-header');
    await visit('/', '.call-form');
    await page.locator('[data-place]').fill('-6.9180 107.6060');
    await page.locator('[data-place]').press('Control+s');
    await page.locator('.incident-row', { hasText: 'masih bicara' }).waitFor();
    expect(faults).toEqual([]);

    // Without the server it is the newer version that opens.
    await desks.layad.kill();
    await page.reload();
    await page.locator('[data-unknown]').waitFor({ timeout: 20_000 });
    expect(await version(page)).toBe('two');
    await desks.layad.startAgain();
  });

  it('is offered where the browser keeps nothing and a part of the old one is gone, with the call kept', async () => {
    page = await desks.signIn('supervisor', { keepsFiles: false });
    await page.keyboard.press('F2');
    await page.keyboard.type('Tanpa simpanan');
    await replace('three');
    await page.locator('.page-links a[href="/overview"]').click();
    await page.locator('.failure button').click();
    await page.locator('[data-panel=recent]').waitFor();
    expect(await version(page)).toBe('three');
    await visit('/', '.call-form');
    expect(await halfTyped()).toBe('Tanpa simpanan');
  });
});
