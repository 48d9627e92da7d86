import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { ResponsePlan } from './response-plan.js';

/** A plan that a center has decided for itself. */
export interface StoredPlan extends ResponsePlan {
  id: string;
  version: number;
  updatedAt: Date;
}

type Key = Pick<ResponsePlan, 'type' | 'priority'>;

const columns = `id, type, priority, units, version, updated_at as "updatedAt"`;
const keyIs = `center_id = $1 and coalesce(type, '') = coalesce($2, '') and priority = $3`;

@Injectable()
export class ResponsePlanRepository {
  list(on: Queryable, centerId: string): Promise<StoredPlan[]> {
    return rows(
      on,
      `select ${columns} from response_plan where center_id = $1 order by type nulls first, priority`,
      [centerId],
    );
  }

  find(on: Queryable, centerId: string, { type, priority }: Key): Promise<StoredPlan | undefined> {
    return findRow(on, `select ${columns} from response_plan where ${keyIs}`, [centerId, type, priority]);
  }

  /** Answers nothing when the center has such a plan already. */
  insert(
    on: Queryable,
    centerId: string,
    id: string,
    { type, priority, units }: ResponsePlan,
    at: Date,
  ): Promise<StoredPlan | undefined> {
    return findRow(
      on,
      `insert into response_plan (id, center_id, type, priority, units, updated_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (center_id, coalesce(type, ''), priority) do nothing returning ${columns}`,
      [id, centerId, type, priority, JSON.stringify(units), at],
    );
  }

  /** Answers nothing when the plan is no longer at this version. */
  update(
    on: Queryable,
    centerId: string,
    { type, priority, units }: ResponsePlan,
    version: number,
    at: Date,
  ): Promise<StoredPlan | undefined> {
    return findRow(
      on,
      `update response_plan set units = $4, version = version + 1, updated_at = $6
       where ${keyIs} and version = $5 returning ${columns}`,
      [centerId, type, priority, JSON.stringify(units), version, at],
    );
  }
}
