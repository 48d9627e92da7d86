import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../browser/chromium.js';
import type { Opened } from '../../support/opened.js';
import { PaintTimes } from './paint-times.js';

const betweenLettersMilliseconds = 90;
const words = 'bapak jatuh dari motor';

/** A page with one field and nothing else: what a key costs on this machine under the same load. */
export class BarePage {
  private constructor(
    private readonly page: Page,
    readonly times: PaintTimes,
  ) {}

  static async open(opened: Opened): Promise<BarePage> {
    const browser = opened.add(await launchChromium(), (one) => one.close());
    const page = await (await browser.newContext()).newPage();
    const times = await PaintTimes.on(page);
    await page.goto('data:text/html,<!doctype html><title>bare</title><input autofocus>');
    await page.locator('input').focus();
    return new BarePage(page, times);
  }

  async typeARound(): Promise<void> {
    for (const letter of words) {
      this.times.press();
      await this.page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await pause(betweenLettersMilliseconds);
    }
    await this.page.locator('input').fill('');
    await this.times.collect();
  }
}
