import type { BoardAssignment } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';
import { liveStates } from './live-states.js';

type Row = Omit<BoardAssignment, 'offeredAt' | 'stateSince' | 'acknowledgeBy'> & {
  offeredAt: Date;
  stateSince: Date;
  acknowledgeBy: Date | null;
};

/** The live assignments of a center, or of one team, oldest first, for a snapshot. */
export async function boardAssignments(
  on: Queryable,
  centerId: string,
  { teamId }: { teamId?: string } = {},
): Promise<BoardAssignment[]> {
  const assignments = await rows<Row>(
    on,
    `select id, incident_id as "incidentId", team_id as "teamId", state, version, offered_at as "offeredAt",
            state_since as "stateSince", acknowledge_by as "acknowledgeBy"
     from assignment
     where center_id = $1 and state in (${liveStates}) and ($2::uuid is null or team_id = $2)
     order by offered_at, id`,
    [centerId, teamId ?? null],
  );
  return assignments.map((assignment) => ({
    ...assignment,
    offeredAt: assignment.offeredAt.toISOString(),
    stateSince: assignment.stateSince.toISOString(),
    acknowledgeBy: assignment.acknowledgeBy?.toISOString() ?? null,
  }));
}
