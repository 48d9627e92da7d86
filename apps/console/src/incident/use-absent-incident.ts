import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import type { LiveIncident } from '../live/board.js';
import { useFollowed } from './use-incident.js';

/** An incident that has left the board, or was never on it here: read once, as it stands. */
export function useAbsentIncident(id: string | null): LiveIncident | undefined {
  const { api } = useDesk();
  const read = async (): Promise<Outcome<LiveIncident | null>> => {
    if (id === null) return { ok: true, value: null };
    const [incident, assignments] = await Promise.all([api.incident(id), api.assignmentsOf(id)]);
    if (!incident.ok) return incident;
    const { place, ...row } = incident.value;
    // Whatever is late is on the board.
    const sent = assignments.ok ? assignments.value.items : [];
    const value: LiveIncident = {
      ...row,
      lat: place.lat,
      lon: place.lon,
      accuracyMetres: place.accuracyMetres,
      areaId: place.areaId,
      address: place.address,
      assignments: sent.map((assignment) => ({ ...assignment, overdueSince: null })),
      detailsSeq: 0,
      timelineSeq: 0,
    };
    return { ok: true, value };
  };
  return useFollowed(read, id ?? '', 0).value ?? undefined;
}
