import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { PersonalDataAccess } from '#lib/identity';
import {
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type PageQuery,
  type Refusal,
} from '#lib/platform';
import { caseReviewView } from './call-beside-protocol.js';
import type { CaseReviewQuery } from './case-review.dto.js';
import { CaseReviewRepository, type CaseReview, type ReviewFilter } from './case-review.repository.js';
import { caseReviewSummary, type CaseReviewPage, type CaseReviewView } from './case-review.view.js';
import { ReviewedCalls } from './reviewed-calls.js';

/** Reviews as they are asked for. Opening one shows what callers answered, so it is kept who did. */
@Injectable()
export class CaseReviewReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reviews: CaseReviewRepository,
    private readonly calls: ReviewedCalls,
    private readonly personalDataAccess: PersonalDataAccess,
  ) {}

  queue(caller: Caller, query: CaseReviewQuery): Promise<Result<CaseReviewPage, Refusal>> {
    return this.page(caller, query, (place) =>
      this.reviews.list(this.dataSource, caller.centerId, {
        states: query.state ?? ['waiting', 'taken'],
        reason: query.reason ?? null,
        operatorId: query.operatorId ?? null,
        card: query.card ?? null,
        ...place,
      }),
    );
  }

  async get(caller: Caller, id: string): Promise<Result<CaseReviewView, Refusal>> {
    const review = await this.reviews.find(this.dataSource, caller.centerId, id);
    return review ? accept(await this.open(caller, review)) : refuse({ code: 'not_found' });
  }

  /** Finished reviews of the caller's own calls. */
  async own(caller: Caller, query: PageQuery): Promise<Result<CaseReviewPage, Refusal>> {
    const { userId } = caller;
    if (userId === undefined) return accept({ items: [], nextCursor: null });
    return this.page(caller, query, (place) =>
      this.reviews.listOfOperator(this.dataSource, caller.centerId, userId, place),
    );
  }

  async getOwn(caller: Caller, id: string): Promise<Result<CaseReviewView, Refusal>> {
    const review = await this.reviews.find(this.dataSource, caller.centerId, id);
    const isOwn = review?.state === 'finished' && review.operatorId === (caller.userId ?? '');
    return isOwn ? accept(await this.open(caller, review)) : refuse({ code: 'not_found' });
  }

  private async open(caller: Caller, review: CaseReview): Promise<CaseReviewView> {
    const use = { action: 'case_review.opened', subjectType: 'case_review', subjectId: review.id };
    await this.personalDataAccess.record(this.dataSource, caller, use);
    return caseReviewView(review, await this.calls.get(this.dataSource, caller.centerId, review), caller);
  }

  private async page(
    caller: Caller,
    query: PageQuery,
    list: (place: Pick<ReviewFilter, 'after' | 'limit'>) => Promise<CaseReview[]>,
  ): Promise<Result<CaseReviewPage, Refusal>> {
    const key =
      query.cursor === undefined
        ? accept(undefined)
        : decodeCursor(query.cursor, [cursorPart.time, cursorPart.id]);
    if (!key.accepted) return key;
    const limit = query.limit ?? defaultPageSize;
    const after = key.value ? { chosenAt: key.value[0]!, id: key.value[1]! } : null;
    const found = await list({ after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return accept({
      items: items.map((review) => caseReviewSummary(review, caller)),
      nextCursor: found.length > limit && last ? encodeCursor([last.chosenAt.toISOString(), last.id]) : null,
    });
  }
}
