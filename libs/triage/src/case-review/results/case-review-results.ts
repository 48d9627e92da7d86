import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { caseReviewKeyPoints, caseReviewParts } from '#lib/contract';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { CLOCK, type Caller, type Refusal } from '#lib/platform';
import { ProtocolVersions } from '../../version/protocol-versions.js';
import type { CaseReviewResultsQuery } from '../case-review.dto.js';
import {
  CaseReviewResultsRepository,
  type GroupRow,
  type KeyPointRow,
  type PartRow,
} from './case-review-results.repository.js';
import type { CaseReviewGroup, CaseReviewResultsView } from './case-review-results.view.js';

const dayMilliseconds = 86_400_000;
const defaultDays = 30;
/** A year and a month before it, to compare with. */
const mostDays = 400;

/** What finished reviews say of operators and of cards. */
@Injectable()
export class CaseReviewResults {
  constructor(
    private readonly dataSource: DataSource,
    private readonly figures: CaseReviewResultsRepository,
    private readonly protocols: ProtocolVersions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read(caller: Caller, query: CaseReviewResultsQuery): Promise<Result<CaseReviewResultsView, Refusal>> {
    const to = query.to ?? this.clock.now();
    const from = query.from ?? new Date(to.getTime() - defaultDays * dayMilliseconds);
    const days = (to.getTime() - from.getTime()) / dayMilliseconds;
    if (days <= 0) return refuseRange('range');
    if (days > mostDays) return refuseRange('tooLong', { 0: mostDays });
    const groupBy = query.groupBy ?? 'operator';
    const reason = query.reason ?? null;
    const filter = { centerId: caller.centerId, from, to, groupBy, reason };
    const groups = await this.figures.listGroups(filter);
    const parts = await this.figures.listParts(filter);
    const keyPoints = await this.figures.listKeyPoints(filter);
    const titles = groupBy === 'card' ? await this.titles(caller) : new Map<string, string>();
    return accept({
      from,
      to,
      groupBy,
      reason,
      groups: groups.map((group) => groupOf(group, parts, keyPoints, titles)).sort(byLabel),
    });
  }

  private async titles(caller: Caller): Promise<Map<string, string>> {
    const version = (await this.protocols.find(caller))!;
    const { cards } = await this.protocols.running(this.dataSource, caller.centerId, version.id);
    return new Map([...cards].map(([number, { card }]) => [number, card.title[caller.locale]]));
  }
}

const refuseRange = (rule: string, parameters?: Record<string, unknown>) =>
  refuse<Refusal>({
    code: 'validation_failed',
    fields: [{ field: 'query.to', rule, ...(parameters ? { parameters } : {}) }],
  });

function groupOf(
  { key, operatorName, reviews, arrest, overridden, random, measured, medianScore, ...leftOut }: GroupRow,
  parts: readonly PartRow[],
  keyPoints: readonly KeyPointRow[],
  titles: ReadonlyMap<string, string>,
): CaseReviewGroup {
  return {
    key,
    label: operatorName ?? (key === null ? null : (titles.get(key) ?? null)),
    reviews,
    reasons: { arrest, overridden, random },
    measured,
    leftOut,
    medianScore,
    parts: inOrder(caseReviewParts, 'part', key, parts),
    keyPoints: inOrder(caseReviewKeyPoints, 'keyPoint', key, keyPoints),
  };
}

/** The rows of one group, in the order of these names, without the key they have in common. */
function inOrder<
  Name extends string,
  Field extends string,
  Row extends { key: string | null } & Record<Field, Name>,
>(names: readonly Name[], field: Field, group: string | null, rows: readonly Row[]): Omit<Row, 'key'>[] {
  return rows
    .filter(({ key }) => key === group)
    .sort((one, other) => names.indexOf(one[field]) - names.indexOf(other[field]))
    .map(({ key: _, ...figures }) => figures);
}

const byLabel = (one: CaseReviewGroup, other: CaseReviewGroup) =>
  Number(one.key === null) - Number(other.key === null) ||
  (one.label ?? '').localeCompare(other.label ?? '', 'id', { numeric: true }) ||
  (one.key ?? '').localeCompare(other.key ?? '');
