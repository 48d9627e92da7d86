import type { Page } from 'playwright-core';

/** Whether the middle of the first element of a selector is on the screen, with nothing else over it. */
export const isInSight = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    const { x, y, width, height } = element.getBoundingClientRect();
    const seen = document.elementFromPoint(x + width / 2, y + height / 2);
    return seen !== null && element.contains(seen);
  })()`);
