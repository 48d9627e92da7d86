import { Injectable } from '@nestjs/common';
import type {
  CaseReviewPart,
  CaseReviewReason,
  CaseReviewState,
  CaseReviewVerdict,
  IncidentType,
  Priority,
} from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { Assessment } from './engine/index.js';

/** What the reviewer says of one part. */
export interface Verdict {
  part: CaseReviewPart;
  verdict: CaseReviewVerdict;
  note: string | null;
}

/** Where the clocks of a review begin. */
export const clockOrigins = ['answered', 'started'] as const;
export type ClockOrigin = (typeof clockOrigins)[number];

/** A review, with what lists tell of its triage. */
export interface CaseReview {
  id: string;
  triageId: string;
  reasons: CaseReviewReason[];
  state: CaseReviewState;
  operatorId: string | null;
  operatorName: string | null;
  clockAt: Date;
  clockFrom: ClockOrigin;
  chosenAt: Date;
  takenBy: string | null;
  takenByName: string | null;
  takenAt: Date | null;
  finishedAt: Date | null;
  verdicts: Verdict[];
  summary: string | null;
  /** Kept when it was finished. */
  assessment: Assessment | null;
  agreedScore: number | null;
  version: number;
  card: string;
  type: IncidentType | null;
  determinant: string | null;
  priority: Priority | null;
  startedAt: Date;
}

export type ChosenReview = Pick<
  CaseReview,
  'id' | 'triageId' | 'reasons' | 'operatorId' | 'clockAt' | 'clockFrom' | 'chosenAt'
>;

/** What its reviewer makes of a review. */
export type ReviewProgress = Pick<
  CaseReview,
  | 'state'
  | 'operatorId'
  | 'takenBy'
  | 'takenAt'
  | 'finishedAt'
  | 'verdicts'
  | 'summary'
  | 'assessment'
  | 'agreedScore'
>;

export interface ReviewFilter {
  states: CaseReviewState[];
  reason: CaseReviewReason | null;
  operatorId: string | null;
  card: string | null;
  after: { chosenAt: string; id: string } | null;
  limit: number;
}

const columns = `
  r.id, r.triage_id as "triageId", r.reasons, r.state, r.operator_id as "operatorId",
  operator.display_name as "operatorName", r.clock_at as "clockAt", r.clock_from as "clockFrom",
  r.chosen_at as "chosenAt", r.taken_by as "takenBy", taker.display_name as "takenByName", r.taken_at as "takenAt",
  r.finished_at as "finishedAt", r.verdicts, r.summary, r.assessment, r.agreed_score as "agreedScore", r.version,
  t.card, t.type, t.determinant, t.priority, t.started_at as "startedAt"`;
const source = `
  case_review r
  join triage t on t.id = r.triage_id
  left join app_user operator on operator.id = r.operator_id
  left join app_user taker on taker.id = r.taken_by`;

@Injectable()
export class CaseReviewRepository {
  find(on: Queryable, centerId: string, id: string): Promise<CaseReview | undefined> {
    return findRow(on, `select ${columns} from ${source} where r.center_id = $1 and r.id = $2`, [
      centerId,
      id,
    ]);
  }

  /** The review, held by this transaction until it ends. */
  lock(on: Queryable, centerId: string, id: string): Promise<CaseReview | undefined> {
    return findRow(
      on,
      `select ${columns} from ${source} where r.center_id = $1 and r.id = $2 for update of r`,
      [centerId, id],
    );
  }

  /** The queue: what has waited longest first. */
  list(on: Queryable, centerId: string, filter: ReviewFilter): Promise<CaseReview[]> {
    return rows(
      on,
      `select ${columns} from ${source}
       where r.center_id = $1 and r.state = any($2) and ($3::text is null or $3 = any(r.reasons))
         and ($4::uuid is null or r.operator_id = $4) and ($5::text is null or t.card = $5)
         and ($6::timestamptz is null or (r.chosen_at, r.id) > ($6, $7::uuid))
       order by r.chosen_at, r.id limit $8`,
      [
        centerId,
        filter.states,
        filter.reason,
        filter.operatorId,
        filter.card,
        filter.after?.chosenAt ?? null,
        filter.after?.id ?? null,
        filter.limit,
      ],
    );
  }

  /** Finished reviews of one operator's calls, newest first. */
  listOfOperator(
    on: Queryable,
    centerId: string,
    operatorId: string,
    { after, limit }: Pick<ReviewFilter, 'after' | 'limit'>,
  ): Promise<CaseReview[]> {
    return rows(
      on,
      `select ${columns} from ${source}
       where r.center_id = $1 and r.operator_id = $2 and r.state = 'finished'
         and ($3::timestamptz is null or (r.chosen_at, r.id) < ($3, $4::uuid))
       order by r.chosen_at desc, r.id desc limit $5`,
      [centerId, operatorId, after?.chosenAt ?? null, after?.id ?? null, limit],
    );
  }

  /**
   * Puts a triage into the queue, or gives the review it has another reason. Undefined where that changes nothing, or
   * the review is finished.
   */
  choose(
    on: Queryable,
    centerId: string,
    review: ChosenReview,
  ): Promise<Pick<CaseReview, 'id' | 'reasons' | 'version'> | undefined> {
    return findRow(
      on,
      `insert into case_review (id, center_id, triage_id, reasons, operator_id, clock_at, clock_from, chosen_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (triage_id) do update
         set reasons = array(select distinct unnest(case_review.reasons || excluded.reasons) order by 1),
             version = case_review.version + 1
         where case_review.state <> 'finished' and not case_review.reasons @> excluded.reasons
       returning id, reasons, version`,
      [
        review.id,
        centerId,
        review.triageId,
        review.reasons,
        review.operatorId,
        review.clockAt,
        review.clockFrom,
        review.chosenAt,
      ],
    );
  }

  /** Stores it as the next version. The caller of this holds the lock. */
  async update(on: Queryable, centerId: string, id: string, review: ReviewProgress): Promise<void> {
    await on.query(
      `update case_review set state = $3, operator_id = $4, taken_by = $5, taken_at = $6, finished_at = $7,
              verdicts = $8, summary = $9, assessment = $10, agreed_score = $11, version = version + 1
       where center_id = $1 and id = $2`,
      [
        centerId,
        id,
        review.state,
        review.operatorId,
        review.takenBy,
        review.takenAt,
        review.finishedAt,
        JSON.stringify(review.verdicts),
        review.summary,
        review.assessment && JSON.stringify(review.assessment),
        review.agreedScore,
      ],
    );
  }

  /** Whether nobody was triaged for this contact before: only then do the clocks of the call measure this triage. */
  async isFirstOfContact(on: Queryable, contactId: string, triageId: string): Promise<boolean> {
    const earlier = await rows(
      on,
      `select 1 from triage one join triage other on other.contact_id = one.contact_id and other.id <> one.id
       where one.id = $2 and one.contact_id = $1
         and (other.started_at, other.id) < (one.started_at, one.id) limit 1`,
      [contactId, triageId],
    );
    return earlier.length === 0;
  }
}
