import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules that the colours of the other theme can break where the first one kept them. */
export const colourRules = ['color-contrast', 'link-in-text-block'] as const;

/** What axe finds on the page as it is, by all of its rules or those named: the rule and where. */
export async function hindrances(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
}
