import type { ContactOutcome, ExchangeEventKind } from '#lib/contract';
import type { Contact } from '../contact/contact.js';

/** One thing an exchange told of a call. */
export interface CallReport {
  /** Which exchange: `asterisk`, or the id of one that signs. */
  exchange: string;
  /** The call's name in the exchange. */
  callId: string;
  kind: ExchangeEventKind;
  at: Date;
  callerNumber?: string | null;
  callerName?: string | null;
  line?: string | null;
  /** The telephone that took the call, as the exchange names it. */
  extension?: string | null;
}

/** All that an exchange has told of a call so far: of every mark the earliest moment, in whatever order it was told. */
export interface CallFacts {
  /** The earliest moment of anything told: a call rang no later than that. */
  firstAt: Date | null;
  answeredAt: Date | null;
  /** The user who was the first at the other end, and since when. */
  operatorId: string | null;
  operatorAt: Date | null;
  transferredAt: Date | null;
  endedAt: Date | null;
}

export const nothingTold: CallFacts = {
  firstAt: null,
  answeredAt: null,
  operatorId: null,
  operatorAt: null,
  transferredAt: null,
  endedAt: null,
};

/**
 * What is known after one more report. Told twice or in another order it comes to the same, so no exchange has to
 * promise an order, and nothing has to be remembered of what was told.
 */
export function afterReport(
  facts: CallFacts,
  { kind, at }: Pick<CallReport, 'kind' | 'at'>,
  operatorId: string | null,
): CallFacts {
  const told = { ...facts, firstAt: earlier(facts.firstAt, at) };
  switch (kind) {
    case 'ringing':
      return told;
    case 'answered':
    case 'bridged':
      return {
        ...told,
        answeredAt: earlier(facts.answeredAt, at),
        ...(operatorId !== null && isBefore({ operatorId, operatorAt: at }, facts)
          ? { operatorId, operatorAt: at }
          : {}),
      };
    case 'transferred':
      return { ...told, transferredAt: earlier(facts.transferredAt, at) };
    case 'ended':
      return { ...told, endedAt: earlier(facts.endedAt, at) };
  }
}

/**
 * The contact after the exchange's facts went from `before` to `now`. A mark that the exchange had set, or nobody,
 * follows the facts; what a person set stays.
 */
export function contactAfter(
  contact: Contact,
  before: CallFacts,
  now: CallFacts,
  callBackWithinSeconds: number,
): Contact {
  const ringingAt = following(contact.ringingAt, before.firstAt, now.firstAt)!;
  const answeredAt = following(contact.answeredAt, before.answeredAt, now.answeredAt);
  const answeredBy =
    contact.answeredBy === null || contact.answeredBy === before.operatorId
      ? now.operatorId
      : contact.answeredBy;
  const endedAt = following(contact.endedAt, endOf(contact.answeredAt, before), endOf(answeredAt, now));
  const next = { ...contact, ringingAt, answeredAt, answeredBy, endedAt };
  const outcome =
    contact.outcome === null || (contact.endedAt && contact.outcome === outcomeOf(contact, before))
      ? outcomeOf(next, now)
      : contact.outcome;
  return { ...next, outcome, callBackBy: callBackOf(contact, { ...next, outcome }, callBackWithinSeconds) };
}

/** A call cannot end before it was answered: an exchange that says so has told the two from different clocks. */
const endOf = (answeredAt: Date | null, { endedAt }: CallFacts): Date | null =>
  endedAt && answeredAt && answeredAt > endedAt ? answeredAt : endedAt;

/** What the exchange alone can say of the outcome. Of a call that was talked on it cannot say any. */
function outcomeOf(
  { answeredAt, endedAt }: Pick<Contact, 'answeredAt' | 'endedAt'>,
  { transferredAt }: CallFacts,
): ContactOutcome | null {
  if (!endedAt) return null;
  if (transferredAt) return 'transferred';
  return answeredAt ? null : 'abandoned';
}

/** Nobody answered, and there is a number to call. */
const isToBeCalledBack = (contact: Contact): boolean =>
  contact.outcome === 'abandoned' && contact.answeredAt === null && contact.callerNumber !== null;

function callBackOf(before: Contact, now: Contact, withinSeconds: number): Date | null {
  const waited = isToBeCalledBack(before);
  // One that waits for another reason, because it was taken from its incident, goes on waiting.
  if (!isToBeCalledBack(now) || !now.endedAt) return waited ? null : before.callBackBy;
  return waited && before.callBackBy === null ? null : new Date(now.endedAt.getTime() + withinSeconds * 1000);
}

const following = (present: Date | null, toldBefore: Date | null, toldNow: Date | null): Date | null =>
  present === null || present.getTime() === toldBefore?.getTime() ? toldNow : present;

const earlier = (known: Date | null, at: Date): Date => (known && known <= at ? known : at);

type Operator = Pick<CallFacts, 'operatorId' | 'operatorAt'>;

/** By time, then by id: of two at the same moment it must not matter who was told first. */
const isBefore = (operator: Operator, known: Operator): boolean =>
  known.operatorAt === null ||
  operator.operatorAt! < known.operatorAt ||
  (operator.operatorAt!.getTime() === known.operatorAt.getTime() && operator.operatorId! < known.operatorId!);
