import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CaseReviewKeyPoint, CaseReviewPart, CaseReviewReason } from '#lib/contract';
import { rows } from '#lib/platform';
import type { ResultGrouping } from '../case-review.dto.js';

export interface ResultsFilter {
  centerId: string;
  from: Date;
  to: Date;
  groupBy: ResultGrouping;
  reason: CaseReviewReason | null;
}

export interface GroupRow {
  /** Null: no person took the call. */
  key: string | null;
  operatorName: string | null;
  reviews: number;
  arrest: number;
  overridden: number;
  random: number;
  waiting: number;
  taken: number;
  withoutScore: number;
  measured: number;
  medianScore: number | null;
}

export interface PartRow {
  key: string | null;
  part: CaseReviewPart;
  measured: number;
  notScored: number;
  disagreed: number;
  medianScore: number | null;
}

export interface KeyPointRow {
  key: string | null;
  keyPoint: CaseReviewKeyPoint;
  measured: number;
  withinTarget: number;
  neverReached: number;
  notFromAnswer: number;
  disagreed: number;
  medianSeconds: number | null;
}

/** The reviews of a period with the key of their group; `$1` to `$5` are the filter. */
const chosen = `
  chosen as (
    select r.*, operator.display_name as operator_name,
           case when $4 = 'operator' then r.operator_id::text else t.card end as key
    from case_review r
    join triage t on t.id = r.triage_id
    left join app_user operator on operator.id = r.operator_id
    where r.center_id = $1 and t.started_at >= $2 and t.started_at < $3
      and ($5::text is null or $5 = any(r.reasons))
  )`;

/** Whether the reviewer disagreed with a part of `chosen`. */
const disagreedWith = (part: string) =>
  `exists (select 1 from jsonb_to_recordset(chosen.verdicts) as said (part text, verdict text)
           where said.part = ${part} and said.verdict = 'disagree')`;

@Injectable()
export class CaseReviewResultsRepository {
  constructor(private readonly dataSource: DataSource) {}

  listGroups(filter: ResultsFilter): Promise<GroupRow[]> {
    return this.list(
      filter,
      `select key, max(operator_name) filter (where $4 = 'operator') as "operatorName", count(*)::int as reviews,
              count(*) filter (where 'arrest' = any(reasons))::int as arrest,
              count(*) filter (where 'overridden' = any(reasons))::int as overridden,
              count(*) filter (where 'random' = any(reasons))::int as random,
              count(*) filter (where state = 'waiting')::int as waiting,
              count(*) filter (where state = 'taken')::int as taken,
              count(*) filter (where state = 'finished' and agreed_score is null)::int as "withoutScore",
              count(agreed_score)::int as measured,
              percentile_cont(0.5) within group (order by agreed_score) as "medianScore"
       from chosen group by key`,
    );
  }

  listParts(filter: ResultsFilter): Promise<PartRow[]> {
    return this.list(
      filter,
      `, parts as (
         select key, part.part, part.score, ${disagreedWith('part.part')} as disagreed
         from chosen, jsonb_to_recordset(chosen.assessment -> 'parts') as part (part text, score double precision)
         where chosen.state = 'finished'
       )
       select key, part, count(*) filter (where not disagreed and score is not null)::int as measured,
              count(*) filter (where not disagreed and score is null)::int as "notScored",
              count(*) filter (where disagreed)::int as disagreed,
              percentile_cont(0.5) within group (order by score) filter (where not disagreed) as "medianScore"
       from parts group by key, part`,
    );
  }

  listKeyPoints(filter: ResultsFilter): Promise<KeyPointRow[]> {
    return this.list(
      filter,
      `, points as (
         select key, point."keyPoint", point.seconds, point."targetSeconds", clock_from = 'answered' as answered,
                ${disagreedWith(`'times'`)} as disagreed
         from chosen, jsonb_to_recordset(chosen.assessment -> 'keyPoints')
           as point ("keyPoint" text, seconds double precision, "targetSeconds" double precision)
         where chosen.state = 'finished'
       ), sorted as (
         select *, not disagreed and answered and seconds is not null as measured from points
       )
       select key, "keyPoint", count(*) filter (where measured)::int as measured,
              count(*) filter (where measured and seconds <= "targetSeconds")::int as "withinTarget",
              count(*) filter (where not disagreed and seconds is null)::int as "neverReached",
              count(*) filter (where not disagreed and seconds is not null and not answered)::int as "notFromAnswer",
              count(*) filter (where disagreed)::int as disagreed,
              percentile_cont(0.5) within group (order by seconds) filter (where measured) as "medianSeconds"
       from sorted group by key, "keyPoint"`,
    );
  }

  private list<T>({ centerId, from, to, groupBy, reason }: ResultsFilter, query: string): Promise<T[]> {
    return rows(this.dataSource, `with ${chosen} ${query}`, [centerId, from, to, groupBy, reason]);
  }
}
