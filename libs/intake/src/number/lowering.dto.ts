import { loweringReasons, type LoweringReason } from '#lib/contract';
import { Choice, Flag, Identifier, NestedList, PageQuery, Text, Time, Whole } from '#lib/platform';

const number = { max: 64, description: 'A telephone number, in E.164. Personal data.' };
const count = (description: string) => ({ min: 0, max: 2_147_483_647, description });

export class LoweringRequest {
  @Identifier({ description: 'A contact from the number: so the number itself need not be sent.' })
  contactId: string;

  @Choice(loweringReasons, { name: 'LoweringReason', description: 'Why.' })
  reason: LoweringReason;

  @Time({ description: 'Until when; at most `loweringMaximumHours` ahead.' })
  until: Date;

  @Text({ max: 500, optional: true, nullable: true, description: 'What was seen or heard.' })
  note?: string | null;
}

/** A number that waits behind others for a while. It is answered all the same, and never hidden. */
export class LoweringView {
  @Identifier({ description: 'The lowering.' })
  id: string;

  @Text(number)
  number: string;

  @Choice(loweringReasons, { name: 'LoweringReason', description: 'Why.' })
  reason: LoweringReason;

  @Text({ max: 500, nullable: true, description: 'What was seen or heard.' })
  note: string | null;

  @Text({ max: 100, description: 'Who decided it: `user:<id>`.' })
  loweredBy: string;

  @Time({ description: 'When it was decided.' })
  loweredAt: Date;

  @Time({ description: 'When it ends by itself.' })
  until: Date;

  @Time({ nullable: true, description: 'When it ended; null while it holds.' })
  endedAt: Date | null;

  @Text({ max: 100, nullable: true, description: 'Who ended it; `system` where its time was up.' })
  endedBy: string | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change; also the `ETag`.' })
  version: number;
}

export class LoweringPage {
  @NestedList(() => LoweringView, { max: 500, description: 'Newest first.' })
  items: LoweringView[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;
}

export class LoweringQuery extends PageQuery {
  @Flag({
    optional: true,
    query: true,
    description: 'True: only those that hold now. False: only those that ended.',
  })
  live?: boolean;
}

/** A number whose recent calls suggest to lower it. Nothing happens before a supervisor says so. */
export class LoweringProposalView {
  @Text(number)
  number: string;

  @Choice(loweringReasons, { name: 'LoweringReason', description: 'Which kind prevails.' })
  reason: LoweringReason;

  @Identifier({ description: 'Its last contact: what `POST /numbers/lowerings` takes.' })
  lastContactId: string;

  @Time({ description: 'When it rang last.' })
  lastRingingAt: Date;

  @Whole(count('Calls that were pranks.'))
  prankCalls: number;

  @Whole(count('Calls on which nobody spoke. A silent call may be somebody who cannot.'))
  silentCalls: number;

  @Whole(count('Its other calls in the same time.'))
  otherCalls: number;

  @Whole(count('Incidents that its calls belong to in the same time: emergencies come from this number too.'))
  incidents: number;
}

export class LoweringProposalList {
  @NestedList(() => LoweringProposalView, { max: 100, description: 'The most such calls first.' })
  items: LoweringProposalView[];

  @Whole(count('So many prank or silent calls are needed: `loweringProposalCalls`.'))
  calls: number;

  @Whole(count('Within so many days: `loweringProposalDays`.'))
  days: number;
}
