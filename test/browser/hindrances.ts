import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules that the colours of the other theme can break where the first one kept them. */
export const colourRules = ['color-contrast', 'link-in-text-block'] as const;

interface Looked {
  /** These rules alone. */
  readonly rules?: readonly string[];
  /** This part of the page alone. */
  readonly part?: string | undefined;
}

/** What axe finds on the page as it is: the rule and where. */
export async function hindrances(page: Page, { rules, part }: Looked = {}): Promise<string[]> {
  // No page holds another: what takes a second window to put together is not needed.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules) axe.withRules([...rules]);
  if (part !== undefined) axe.include(part);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
}
