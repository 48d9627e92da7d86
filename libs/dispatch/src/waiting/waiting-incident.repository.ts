import { Injectable } from '@nestjs/common';
import type { IncidentType, Priority, QueuedReason } from '#lib/contract';
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
       order by ${plannedPrioritySql('incident')}, clock_started_at, id limit $2`,
      [centerId, limit],
    );
  }

  /** Why the incident waits, as told last. */
  async findReason(on: Queryable, incidentId: string): Promise<QueuedReason | undefined> {
    return (await findRow<{ reason: QueuedReason }>(on, lastReason('$1'), [incidentId]))?.reason;
  }
}
