import { Injectable } from '@nestjs/common';
import { Centers, type CenterSettings } from '#lib/center';
import type { Queryable } from '#lib/platform';
import { TriageRun } from '../engine/index.js';
import { TriageRepository, type StoredEntry, type Triage } from '../triage/triage.repository.js';
import { TriageSubjects } from '../triage/triage-subjects.js';
import { ProtocolVersions } from '../version/protocol-versions.js';
import type { CaseReview } from './case-review.repository.js';
import { assess, handlersOf, type Assessment, type Standard } from './engine/index.js';

/** A reviewed call as it was recorded, and what it is worth. */
export interface ReviewedCall {
  triage: Triage;
  entries: readonly StoredEntry[];
  run: TriageRun;
  /** As it was when the review was finished, or by today's standard. */
  assessment: Assessment;
  /** Everybody who took part: `user:<id>` and the like, whoever did most of the triage first. */
  handlers: string[];
}

/** Reads what was recorded of a call, beside the version of the protocol it ran on. */
@Injectable()
export class ReviewedCalls {
  constructor(
    private readonly centers: Centers,
    private readonly triages: TriageRepository,
    private readonly protocols: ProtocolVersions,
    private readonly subjects: TriageSubjects,
  ) {}

  async get(on: Queryable, centerId: string, review: CaseReview): Promise<ReviewedCall> {
    const triage = (await this.triages.find(on, centerId, review.triageId))!;
    const entries = await this.triages.listEntries(on, centerId, triage.id);
    const protocol = await this.protocols.running(on, centerId, triage.protocolVersionId);
    const { settings } = await this.centers.get(centerId, on);
    const { startedAt } = triage;
    return {
      triage,
      entries,
      run: TriageRun.of(protocol, startedAt, entries),
      assessment:
        review.assessment ??
        assess(protocol, { startedAt, clockAt: review.clockAt, events: entries }, standardOf(settings)),
      handlers: await this.handlers(on, centerId, triage, entries),
    };
  }

  private async handlers(
    on: Queryable,
    centerId: string,
    { contactId, startedBy }: Triage,
    entries: readonly StoredEntry[],
  ): Promise<string[]> {
    const contact = contactId ? await this.subjects.contacts.find(on, centerId, contactId) : undefined;
    const answeredBy = contact?.answeredBy ? [`user:${contact.answeredBy}`] : [];
    return [...new Set([...handlersOf(entries), startedBy, ...answeredBy])];
  }
}

/** Whose call it was: the first person among its handlers; null where only programs acted. */
export function operatorAmong(handlers: readonly string[]): string | null {
  const person = handlers.find((handler) => handler.startsWith('user:'));
  return person?.slice('user:'.length) ?? null;
}

export const standardOf = ({ caseReview: { targets, weights }, ...settings }: CenterSettings): Standard => ({
  weights,
  targetSeconds: {
    awake: targets.awakeSeconds,
    breathing: targets.breathingSeconds,
    card_chosen: targets.cardChosenSeconds,
    determinant: settings.targets.triage.seconds,
    arrest_recognised: targets.arrestRecognisedSeconds,
    first_compression: targets.firstCompressionSeconds,
  },
});
