import { Injectable } from '@nestjs/common';
import {
  plannedPriority,
  type Graded,
  type IncidentType,
  type Priority,
  type QueuedReason,
} from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import { plannedPrioritySql } from '../response-plan/response-plan.js';

/** An incident without a team. */
export interface WaitingIncident {
  id: string;
  type: IncidentType;
  priority: Priority | null;
  determinant: string | null;
  queuedSince: Date;
  /** Why it waits, as told last; null when it was opened and nothing has happened since. */
  reason: QueuedReason | null;
}

/** One that goes before another. */
export interface MoreUrgentIncident {
  id: string;
  number: string;
  priority: Priority | null;
}

const planned = plannedPrioritySql('incident');
/** As `inServingOrder` of the contract. */
const servingOrder = `${planned}, clock_started_at, id`;

const lastReason = (incidentId: string) => `
  select payload->>'reason' as reason from journal
  where incident_id = ${incidentId} and type = 'incident.queued' order by seq desc limit 1`;

@Injectable()
export class WaitingIncidentRepository {
  /** The most urgent first, and of these the emergency that began first. */
  list(on: Queryable, centerId: string, limit: number): Promise<WaitingIncident[]> {
    return rows(
      on,
      `select id, type, priority, determinant, queued_since as "queuedSince", (${lastReason('incident.id')}) as reason
       from incident where center_id = $1 and state = 'queued'
       order by ${servingOrder} limit $2`,
      [centerId, limit],
    );
  }

  /** Those that `isMoreUrgent` than this one, in the same order. */
  listMoreUrgent(
    on: Queryable,
    centerId: string,
    than: Graded,
    limit: number,
  ): Promise<MoreUrgentIncident[]> {
    return rows(
      on,
      `select id, number, priority from incident
       where center_id = $1 and state = 'queued' and ${planned} < $2
       order by ${servingOrder} limit $3`,
      [centerId, plannedPriority(than), limit],
    );
  }

  /** Why the incident waits, as told last. */
  async findReason(on: Queryable, incidentId: string): Promise<QueuedReason | undefined> {
    return (await findRow<{ reason: QueuedReason }>(on, lastReason('$1'), [incidentId]))?.reason;
  }
}
