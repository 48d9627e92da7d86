import type { BoardIncident } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';

/** An open incident as the live board shows it, before dispatch adds its assignments. */
export type UnassignedBoardIncident = Omit<BoardIncident, 'assignments'>;

type Row = Omit<UnassignedBoardIncident, 'openedAt' | 'clockStartedAt' | 'queuedSince'> & {
  openedAt: Date;
  clockStartedAt: Date;
  queuedSince: Date | null;
};

/**
 * The open incidents of a center, oldest first, for a snapshot. `personal` says whether the receiver may read callers'
 * words and addresses; `ids` limits to some incidents, for a team.
 */
export async function boardIncidents(
  on: Queryable,
  centerId: string,
  { personal, ids }: { personal: boolean; ids?: readonly string[] },
): Promise<UnassignedBoardIncident[]> {
  const incidents = await rows<Row>(
    on,
    `select id, number, state, priority, type, version, ST_Y(position::geometry) as lat,
            ST_X(position::geometry) as lon, accuracy_metres as "accuracyMetres", area_id as "areaId",
            opened_at as "openedAt", clock_started_at as "clockStartedAt", queued_since as "queuedSince",
            case when $2 then complaint end as complaint, case when $2 then address end as address
     from incident
     where center_id = $1 and state <> 'closed' and ($3::uuid[] is null or id = any($3))
     order by opened_at, id`,
    [centerId, personal, ids ?? null],
  );
  return incidents.map((incident) => ({
    ...incident,
    openedAt: incident.openedAt.toISOString(),
    clockStartedAt: incident.clockStartedAt.toISOString(),
    queuedSince: incident.queuedSince?.toISOString() ?? null,
  }));
}
