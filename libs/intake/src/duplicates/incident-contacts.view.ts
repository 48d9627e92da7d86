import { NestedList, Text, Time, Whole } from '#lib/platform';
import { ContactView } from '../contact/contact.view.js';

/** The contacts of an incident: how many there are, and some of them. */
export class IncidentContactsPage {
  @Whole({ min: 0, max: 1_000_000, description: 'How many belong to the incident.' })
  total: number;

  @Whole({ min: 0, max: 1_000_000, description: 'How many of them have not ended.' })
  live: number;

  @Time({ nullable: true, description: 'When the first of them rang.' })
  firstRangAt: string | null;

  @Time({ nullable: true, description: 'When the last of them rang.' })
  lastRangAt: string | null;

  @NestedList(() => ContactView, { max: 500, description: 'Oldest first.' })
  items: ContactView[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;
}
