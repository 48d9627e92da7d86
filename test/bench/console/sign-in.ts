import type { Page } from 'playwright-core';

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** From the sign-in form, through the start of a shift, to the board. */
export async function signIn(page: Page, { username, password }: Account): Promise<void> {
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  const shiftStart = page.locator('.shift-start');
  const board = page.locator('.queue-pane');
  await shiftStart.or(board).first().waitFor();
  if (await shiftStart.isVisible()) await page.keyboard.press('Enter');
  await board.waitFor();
}
