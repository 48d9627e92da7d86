import type { BoardAssignment } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';
import { liveStates } from './live-states.js';

type Row = Omit<BoardAssignment, 'offeredAt' | 'stateSince' | 'acknowledgeBy' | 'overdueSince'> & {
  offeredAt: Date;
  stateSince: Date;
  acknowledgeBy: Date | null;
  overdueSince: Date | null;
};

/** As the journal told it of the state in which the assignment is; whatever step came since has ended it. */
const overdueSince = `
  case when state in ('acknowledged', 'en_route') then (
    select coalesce((payload->>'since')::timestamptz, occurred_at) from journal
    where subject_id = assignment.id and type = 'assignment.overdue'
      and payload->>'deadline' = case state when 'acknowledged' then 'en_route_by' else 'on_scene_by' end
    order by seq desc limit 1
  ) end`;

const ofOpenIncidents = `incident_id in (select id from incident where center_id = $1 and state <> 'closed')`;
const liveOfTeam = `team_id = $2 and state in (${liveStates})`;

/**
 * The assignments of a center's open incidents, oldest first, for a snapshot: those that ended too, because who declined
 * or never answered, and who was there already, is told nowhere else on the board. For one team its live one alone.
 */
export async function boardAssignments(
  on: Queryable,
  centerId: string,
  { teamId }: { teamId?: string } = {},
): Promise<BoardAssignment[]> {
  const which = teamId === undefined ? ofOpenIncidents : liveOfTeam;
  const assignments = await rows<Row>(
    on,
    `select id, incident_id as "incidentId", team_id as "teamId", state, version, offered_at as "offeredAt",
            state_since as "stateSince", acknowledge_by as "acknowledgeBy", ${overdueSince} as "overdueSince"
     from assignment
     where center_id = $1 and ${which}
     order by offered_at, id`,
    teamId === undefined ? [centerId] : [centerId, teamId],
  );
  return assignments.map((assignment) => ({
    ...assignment,
    offeredAt: assignment.offeredAt.toISOString(),
    stateSince: assignment.stateSince.toISOString(),
    acknowledgeBy: assignment.acknowledgeBy?.toISOString() ?? null,
    overdueSince: assignment.overdueSince?.toISOString() ?? null,
  }));
}
