import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Centers } from '#lib/center';
import type { CaseReviewReason } from '#lib/contract';
import { accept } from '#lib/kernel';
import { Commands, Deadlines, systemCaller, type DueDeadline, type Transaction } from '#lib/platform';
import { TriageRun } from '../engine/index.js';
import { TriageActs, type TakenAct } from '../triage/triage-acts.js';
import { TriageRepository, type Triage } from '../triage/triage.repository.js';
import { TriageSubjects } from '../triage/triage-subjects.js';
import { ProtocolVersions } from '../version/protocol-versions.js';
import { CaseReviewRepository, type ChosenReview } from './case-review.repository.js';
import { handlersOf } from './engine/index.js';
import { RandomDraw } from './random-draw.js';
import { operatorAmong } from './reviewed-calls.js';

/**
 * Puts triages into the queue in the transaction that finishes them: every arrest, every overridden priority, and a
 * share of the rest. One that nobody finishes comes to it by its deadline, so that leaving it open escapes nothing.
 */
@Injectable()
export class CaseReviewChoice implements OnModuleInit {
  constructor(
    private readonly acts: TriageActs,
    private readonly centers: Centers,
    private readonly commands: Commands,
    private readonly deadlines: Deadlines,
    private readonly draw: RandomDraw,
    private readonly protocols: ProtocolVersions,
    private readonly reviews: CaseReviewRepository,
    private readonly subjects: TriageSubjects,
    private readonly triages: TriageRepository,
  ) {}

  onModuleInit(): void {
    this.acts.follow((tx, taken) => this.follow(tx, taken));
    this.deadlines.on('triage.review_by', (deadline) => this.unfinished(deadline));
  }

  private async follow(tx: Transaction, taken: TakenAct): Promise<void> {
    const { act, triage } = taken;
    if (act.kind === 'finished') {
      await tx.clearDeadlines(triage.id, 'triage.review_by');
      await this.choose(tx, taken);
    } else if (triage.state === 'finished') {
      if (act.kind === 'overridden') await this.choose(tx, taken);
    } else if (triage.entries === 1) {
      const { settings } = await this.centers.get(tx.centerId, tx.manager);
      const milliseconds = settings.caseReview.unfinishedAfterSeconds * 1_000;
      await tx.setDeadline('triage.review_by', triage.id, new Date(tx.now.getTime() + milliseconds));
    }
  }

  private async unfinished(deadline: DueDeadline): Promise<void> {
    await this.commands.run(systemCaller(deadline.centerId), async (tx) => {
      if (!(await this.deadlines.finish(tx, deadline))) return accept(null);
      const triage = await this.triages.lock(tx.manager, tx.centerId, deadline.subjectId);
      if (!triage) return accept(null);
      const protocol = await this.protocols.running(tx.manager, tx.centerId, triage.protocolVersionId);
      const entries = await this.triages.listEntries(tx.manager, tx.centerId, triage.id);
      await this.choose(tx, { triage, entries, run: TriageRun.of(protocol, triage.startedAt, entries) });
      return accept(null);
    });
  }

  private async choose(tx: Transaction, { triage, run, entries }: Omit<TakenAct, 'act'>): Promise<void> {
    const reasons = await this.reasonsFor(tx, triage, run);
    if (reasons.length === 0) return;
    const chosen = await this.reviews.choose(tx.manager, tx.centerId, {
      id: tx.newIdentifier(),
      triageId: triage.id,
      reasons,
      operatorId: operatorAmong([...handlersOf(entries), triage.startedBy]),
      chosenAt: tx.now,
      ...(await this.clock(tx, triage)),
    });
    if (!chosen) return;
    tx.record({
      type: 'case_review.chosen',
      subjectId: chosen.id,
      subjectVersion: chosen.version,
      payload: { triageId: triage.id, reasons: chosen.reasons },
    });
  }

  private async reasonsFor(tx: Transaction, { id }: Triage, run: TriageRun): Promise<CaseReviewReason[]> {
    const reasons: CaseReviewReason[] = [];
    if (run.marks.arrestRecognised) reasons.push('arrest');
    if (run.overrides.length > 0) reasons.push('overridden');
    if (reasons.length > 0) return reasons;
    const { settings } = await this.centers.get(tx.centerId, tx.manager);
    return this.draw.of(id) < settings.caseReview.randomShare ? ['random'] : [];
  }

  /** From the answer of the call; a second patient of the same call is measured from the start of the triage. */
  private async clock(
    tx: Transaction,
    { id, contactId, startedAt }: Triage,
  ): Promise<Pick<ChosenReview, 'clockAt' | 'clockFrom'>> {
    const contact = contactId
      ? await this.subjects.contacts.find(tx.manager, tx.centerId, contactId)
      : undefined;
    const answeredAt = contact?.answeredAt;
    const measures =
      answeredAt &&
      answeredAt <= startedAt &&
      (await this.reviews.isFirstOfContact(tx.manager, contactId!, id));
    return measures
      ? { clockAt: answeredAt, clockFrom: 'answered' }
      : { clockAt: startedAt, clockFrom: 'started' };
  }
}
