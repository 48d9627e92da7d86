import type { Page } from 'playwright-core';

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** From the sign-in form to the board. */
export async function signIn(page: Page, { username, password }: Account): Promise<void> {
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.queue-pane').waitFor();
}
