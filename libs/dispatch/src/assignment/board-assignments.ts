import type { BoardAssignment } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';
import { liveStates } from './live-states.js';

type Row = Omit<BoardAssignment, 'offeredAt' | 'stateSince' | 'acknowledgeBy'> & {
  offeredAt: Date;
  stateSince: Date;
  acknowledgeBy: Date | null;
};

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
            state_since as "stateSince", acknowledge_by as "acknowledgeBy"
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
  }));
}
