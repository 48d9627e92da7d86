import { Injectable } from '@nestjs/common';
import { findRow, type Queryable } from '#lib/platform';
import { liveStates } from '../assignment/live-states.js';
import { plannedPrioritySql } from '../response-plan/response-plan.js';
import type { SentTeam, Situation } from './situation.js';

/** Times in JSON are text. */
type SituationRow = Omit<Situation, 'place' | 'sent'> & {
  lat: number;
  lon: number;
  sent: (Omit<SentTeam, 'offeredAt'> & { offeredAt: string })[];
};

@Injectable()
export class SituationRepository {
  /**
   * One statement, because every assignment begins with it. The subqueries name the incident by its parameter: a value
   * tells the planner how few rows it has, where a column would let it expect the average.
   */
  async find(on: Queryable, centerId: string, incidentId: string): Promise<Situation | undefined> {
    const row = await findRow<SituationRow>(
      on,
      `select i.id as "incidentId", i.version, i.state, i.type, i.priority, i.determinant,
              ST_Y(i.position::geometry) as lat, ST_X(i.position::geometry) as lon,
              coalesce((
                select jsonb_agg(jsonb_build_object('assignmentId', a.id, 'teamId', a.team_id, 'kind', t.kind,
                         'capabilities', t.capabilities, 'offeredAt', a.offered_at) order by a.offered_at)
                from assignment a join team t on t.id = a.team_id
                where a.incident_id = $2 and a.state in (${liveStates})
              ), '[]') as sent,
              array(
                select distinct a.team_id from assignment a join team t on t.id = a.team_id
                where a.incident_id = $2 and a.state in ('declined', 'expired')
                  and a.ended_at >= coalesce(t.duty_since, '-infinity')
                  and a.ended_at >= coalesce((
                    select max(occurred_at) from journal where incident_id = $2 and type = 'incident.reopened'
                  ), '-infinity')
              ) as "triedTeamIds",
              coalesce((
                select jsonb_agg(jsonb_build_object('type', p.type, 'priority', p.priority,
                                                   'determinant', p.determinant, 'units', p.units))
                from response_plan p
                where p.center_id = $1 and p.priority = ${plannedPrioritySql('i')}
                  and (p.type is null or p.type = i.type)
                  and (p.determinant is null or p.determinant = i.determinant)
              ), '[]') as plans
       from incident i where i.center_id = $1 and i.id = $2`,
      [centerId, incidentId],
    );
    if (!row) return undefined;
    const { lat, lon, sent, ...situation } = row;
    return {
      ...situation,
      place: { lat, lon },
      sent: sent.map((team) => ({ ...team, offeredAt: new Date(team.offeredAt) })),
    };
  }
}
