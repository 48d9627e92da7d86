import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { ResponsePlan } from './response-plan.js';

/** A plan that a center has decided for itself. */
export interface StoredPlan extends ResponsePlan {
  id: string;
  version: number;
  updatedAt: Date;
}

type Key = Pick<ResponsePlan, 'type' | 'priority' | 'determinant'>;

const columns = `id, type, priority, determinant, units, version, updated_at as "updatedAt"`;
const keyIs = `center_id = $1 and coalesce(type, '') = coalesce($2, '') and priority = $3
  and coalesce(determinant, '') = coalesce($4, '')`;

@Injectable()
export class ResponsePlanRepository {
  list(on: Queryable, centerId: string): Promise<StoredPlan[]> {
    return rows(
      on,
      `select ${columns} from response_plan where center_id = $1 order by type nulls first, priority, determinant nulls first`,
      [centerId],
    );
  }

  find(
    on: Queryable,
    centerId: string,
    { type, priority, determinant }: Key,
  ): Promise<StoredPlan | undefined> {
    return findRow(on, `select ${columns} from response_plan where ${keyIs}`, [
      centerId,
      type,
      priority,
      determinant,
    ]);
  }

  /** Answers nothing when the center has such a plan already. */
  insert(
    on: Queryable,
    centerId: string,
    id: string,
    { type, priority, determinant, units }: ResponsePlan,
    at: Date,
  ): Promise<StoredPlan | undefined> {
    return findRow(
      on,
      `insert into response_plan (id, center_id, type, priority, units, updated_at, determinant)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (center_id, coalesce(type, ''), priority, coalesce(determinant, '')) do nothing returning ${columns}`,
      [id, centerId, type, priority, JSON.stringify(units), at, determinant],
    );
  }

  /** Answers nothing when the plan is no longer at this version. */
  update(
    on: Queryable,
    centerId: string,
    { type, priority, determinant, units }: ResponsePlan,
    version: number,
    at: Date,
  ): Promise<StoredPlan | undefined> {
    return findRow(
      on,
      `update response_plan set units = $5, version = version + 1, updated_at = $7
       where ${keyIs} and version = $6 returning ${columns}`,
      [centerId, type, priority, determinant, JSON.stringify(units), version, at],
    );
  }
}
