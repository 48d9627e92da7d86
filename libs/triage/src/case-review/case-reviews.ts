import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, versionFrom, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { scoredParts, scoreOf, type Assessment } from './engine/index.js';
import {
  CaseReviewRepository,
  type CaseReview,
  type ReviewProgress,
  type Verdict,
} from './case-review.repository.js';
import type { CaseReviewChanges } from './case-review.dto.js';
import { caseReviewSummary, type CaseReviewSummary } from './case-review.view.js';
import { operatorAmong, ReviewedCalls } from './reviewed-calls.js';

type Answer = Promise<Result<CaseReviewSummary, Refusal>>;
type Step = (
  tx: Transaction,
  review: CaseReview,
  userId: string,
) => Promise<Result<{ review: ReviewProgress; event: ReviewEvent; fields?: string[] }, Refusal>>;
type ReviewEvent = 'taken' | 'released' | 'changed' | 'finished';

/** Reviewing a call: taken by somebody who did not handle it, judged part by part, and then final. */
@Injectable()
export class CaseReviews {
  constructor(
    private readonly commands: Commands,
    private readonly reviews: CaseReviewRepository,
    private readonly calls: ReviewedCalls,
  ) {}

  /** Of two who take it at once one is first; taking what one has is answered again. */
  take(caller: Caller, id: string): Answer {
    return this.change(caller, id, undefined, async (tx, review, userId) => {
      if (review.state === 'taken' && review.takenBy !== userId) return refuse({ code: 'case_review_taken' });
      const own = await this.ownCall(tx, review);
      if (own) return refuse(own);
      const taken: ReviewProgress = { ...review, state: 'taken', takenBy: userId, takenAt: tx.now };
      return accept({ review: taken, event: 'taken' });
    });
  }

  /**
   * Back into the queue; what was said so far is gone with whoever said it. Any reviewer may, not only that one, but
   * nobody rids their own call of a reviewer.
   */
  release(caller: Caller, id: string, ifMatch: string | undefined): Answer {
    return this.change(caller, id, { ifMatch }, async (tx, review) => {
      if (review.state !== 'taken') return refuse({ code: 'case_review_not_taken' });
      const own = await this.ownCall(tx, review);
      if (own) return refuse(own);
      const released: ReviewProgress = {
        ...review,
        state: 'waiting',
        takenBy: null,
        takenAt: null,
        verdicts: [],
        summary: null,
      };
      return accept({ review: released, event: 'released' });
    });
  }

  judge(caller: Caller, id: string, ifMatch: string | undefined, changes: CaseReviewChanges): Answer {
    return this.change(caller, id, { ifMatch }, async (_, review, userId) => {
      if (review.takenBy !== userId) return refuse({ code: 'case_review_not_taken' });
      const unexplained = (changes.verdicts ?? []).findIndex(
        ({ verdict, note }) => verdict === 'disagree' && !note,
      );
      if (unexplained >= 0) {
        const field = `verdicts.${unexplained}.note`;
        return refuse({ code: 'validation_failed', fields: [{ field, rule: 'required' }] });
      }
      const judged: ReviewProgress = {
        ...review,
        verdicts: withVerdicts(review.verdicts, changes.verdicts ?? []),
        summary: changes.summary === undefined ? review.summary : changes.summary,
      };
      return accept({ review: judged, event: 'changed', fields: Object.keys(changes) });
    });
  }

  /** From now on nothing of it changes, whatever happens to settings, protocol or triage. */
  finish(caller: Caller, id: string, ifMatch: string | undefined): Answer {
    return this.change(caller, id, { ifMatch }, async (tx, review, userId) => {
      if (review.takenBy !== userId) return refuse({ code: 'case_review_not_taken' });
      const own = await this.ownCall(tx, review);
      if (own) return refuse(own);
      const { assessment, handlers } = await this.calls.get(tx.manager, tx.centerId, review);
      const missing = partsWithoutVerdict(assessment, review.verdicts);
      if (missing.length > 0) {
        const field = { field: 'verdicts', rule: 'verdictMissing', parameters: { 0: missing.join(', ') } };
        return refuse({ code: 'case_review_incomplete', fields: [field] });
      }
      const verdicts = new Map(review.verdicts.map(({ part, verdict }) => [part, verdict]));
      const finished: ReviewProgress = {
        ...review,
        state: 'finished',
        finishedAt: tx.now,
        operatorId: operatorAmong(handlers),
        assessment,
        agreedScore: scoreOf(assessment.parts, verdicts),
      };
      return accept({ review: finished, event: 'finished' });
    });
  }

  /** @param condition absent where no version needs to have been read */
  private change(
    caller: Caller,
    id: string,
    condition: { ifMatch: string | undefined } | undefined,
    step: Step,
  ): Answer {
    return this.commands.run(caller, async (tx): Answer => {
      if (!caller.userId) return refuse({ code: 'forbidden' });
      const before = await this.reviews.lock(tx.manager, tx.centerId, id);
      if (!before) return refuse({ code: 'not_found' });
      const current = caseReviewSummary(before, caller);
      if (condition) {
        const version = versionFrom(condition.ifMatch);
        if (!version.accepted) return version;
        if (version.value !== before.version) return refuse({ code: 'version_mismatch', current });
      }
      if (before.state === 'finished') return refuse({ code: 'case_review_finished', current });
      if (!condition && before.takenBy === caller.userId) return accept(current);
      const made = await step(tx, before, caller.userId);
      if (!made.accepted) return refuse({ current, ...made.refusal });
      await this.reviews.update(tx.manager, tx.centerId, id, made.value.review);
      const after = (await this.reviews.find(tx.manager, tx.centerId, id))!;
      record(tx, after, made.value.event, made.value.fields ?? []);
      return accept(caseReviewSummary(after, caller));
    });
  }

  private async ownCall(tx: Transaction, review: CaseReview): Promise<Refusal | undefined> {
    const { handlers } = await this.calls.get(tx.manager, tx.centerId, review);
    return handlers.includes(tx.caller.actor) ? { code: 'case_review_own_call' } : undefined;
  }
}

function record(
  tx: Transaction,
  { id, version, triageId }: CaseReview,
  event: ReviewEvent,
  fields: string[],
): void {
  const entry = { subjectId: id, subjectVersion: version };
  if (event === 'changed') tx.record({ ...entry, type: 'case_review.changed', payload: { fields } });
  else tx.record({ ...entry, type: `case_review.${event}`, payload: { triageId } });
}

function withVerdicts(
  before: readonly Verdict[],
  said: NonNullable<CaseReviewChanges['verdicts']>,
): Verdict[] {
  const byPart = new Map(before.map((verdict) => [verdict.part, verdict]));
  for (const { part, verdict, note } of said) byPart.set(part, { part, verdict, note: note ?? null });
  return [...byPart.values()];
}

/** Every part that has points must be judged; the others may be. */
function partsWithoutVerdict({ parts }: Assessment, verdicts: readonly Verdict[]): string[] {
  const judged = new Set(verdicts.map(({ part }) => part));
  const scored = new Set(parts.filter(({ score }) => score !== null).map(({ part }) => part));
  return scoredParts.filter((part) => scored.has(part) && !judged.has(part));
}
