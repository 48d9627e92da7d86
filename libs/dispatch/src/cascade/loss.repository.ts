import { Injectable } from '@nestjs/common';
import type { EventType } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';

/** An incident goes on without the team that is told so, and nobody decided that it should. */
const losses = [
  'assignment.declined',
  'assignment.expired',
  'assignment.diverted',
] as const satisfies EventType[];

@Injectable()
export class LossRepository {
  /**
   * How many teams the incident lost that were not made good since, by whomever: each team that was offered it later
   * makes good one. Read from the journal, which alone knows which of two things in one moment came first.
   */
  async count(on: Queryable, centerId: string, incidentId: string): Promise<number> {
    const told = await rows<{ type: EventType }>(
      on,
      `select type from journal where center_id = $1 and incident_id = $2 and type = any($3) order by seq`,
      [centerId, incidentId, [...losses, 'assignment.offered', 'incident.reopened'] satisfies EventType[]],
    );
    return told.reduce((lost, { type }) => {
      if (type === 'incident.reopened') return 0;
      return type === 'assignment.offered' ? Math.max(0, lost - 1) : lost + 1;
    }, 0);
  }
}
