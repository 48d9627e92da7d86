import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { seededRandom } from '#lib/kernel';
import type { PaintTimes } from './paint-times.js';

/** A practised typist. */
const betweenLettersMilliseconds = 90;
/** Somebody who looks before the next press. */
const betweenActsMilliseconds = 250;

const complaints = ['bapak jatuh dari motor', 'anak kejang demam tinggi', 'ibu sesak napas berat'];
const lines = ['kirim T12', 'T4', 'dada', 'status T7'];

/** An operator's hands on a real keyboard and a real mouse. */
export class OperatorHands {
  private readonly random = seededRandom(44);
  private rounds = 0;

  constructor(
    private readonly page: Page,
    private readonly times: PaintTimes,
  ) {}

  /** Everything an operator does all day, once. It ends as it began. */
  async workARound(): Promise<void> {
    const turn = this.rounds++;
    await this.walkTheQueue();
    await this.takeDown(complaints[turn % complaints.length]!);
    await this.openByMouse();
    await this.command(lines[turn % lines.length]!);
    await this.lookAtLists();
    await this.times.collect();
  }

  private async walkTheQueue(): Promise<void> {
    for (const key of ['j', 'j', 'j', 'j', 'k', 'j', 'j', 'k']) await this.press(key);
  }

  /** Types a call down and lets it be. */
  private async takeDown(complaint: string): Promise<void> {
    await this.press('F2');
    await this.type(complaint);
    await this.press('Tab');
    await this.press('Tab');
    await this.type('bra');
    await this.press('Control+A');
    await this.press('Backspace');
    await this.press('F2');
    await this.press('Control+A');
    await this.press('Backspace');
    await this.press('Escape');
  }

  private async openByMouse(): Promise<void> {
    const rows = this.page.locator('.incident-row button');
    for (let click = 0; click < 3; click += 1) {
      const box = await rows.nth(Math.floor(this.random() * 5)).boundingBox();
      if (!box) continue;
      this.times.press();
      await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await pause(betweenActsMilliseconds);
    }
    // A pointer that rests on the queue keeps it still.
    const map = await this.page.locator('.middle-content').boundingBox();
    if (map) await this.page.mouse.move(map.x + map.width / 2, map.y + 20);
  }

  private async command(line: string): Promise<void> {
    await this.press('/');
    await this.type(line);
    await this.press('ArrowDown');
    await this.press('ArrowDown');
    await this.press('Escape');
  }

  private async lookAtLists(): Promise<void> {
    for (const key of ['t', 'f', 'm']) await this.press(key);
  }

  private async type(text: string): Promise<void> {
    for (const letter of text) {
      this.times.press();
      await this.page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await pause(betweenLettersMilliseconds);
    }
  }

  private async press(key: string): Promise<void> {
    this.times.press();
    await this.page.keyboard.press(key);
    await pause(betweenActsMilliseconds);
  }
}
