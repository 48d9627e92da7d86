import type { Page } from 'playwright-core';

/** The browser's own measure of how long a key or a click took until its effect was on the screen. */
const observe = `
  window.paintTimes = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId === 0) continue;
      window.paintTimes.set(interactionId, Math.max(duration, window.paintTimes.get(interactionId) ?? 0));
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;

/** The Event Timing API reports nothing faster than this, milliseconds. What it does not report counts as this. */
const leastReportedMilliseconds = 16;

/**
 * Input to paint on one page: from the moment the browser received a key or a button of the mouse until the frame with
 * its effect was presented (Event Timing, the longest event of each interaction; rounded to 8 ms by the browser).
 */
export class PaintTimes {
  readonly milliseconds: number[] = [];
  private pressed = 0;

  private constructor(private readonly page: Page) {}

  /** Before the page is loaded. */
  static async on(page: Page): Promise<PaintTimes> {
    await page.addInitScript({ content: observe });
    return new PaintTimes(page);
  }

  /** One more key or click. */
  press(): void {
    this.pressed += 1;
  }

  /** Takes over what the page has seen since the last time. */
  async collect(): Promise<void> {
    const reported = await this.page.evaluate<number[]>(
      `(() => { const times = [...window.paintTimes.values()]; window.paintTimes.clear(); return times; })()`,
    );
    this.milliseconds.push(...reported);
    const unreported = Math.max(0, this.pressed - reported.length);
    for (let index = 0; index < unreported; index += 1) this.milliseconds.push(leastReportedMilliseconds);
    this.pressed = 0;
  }

  /** Begins anew: what was before was warming up. */
  async forget(): Promise<void> {
    await this.collect();
    this.milliseconds.length = 0;
  }
}
