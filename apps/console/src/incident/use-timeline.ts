import type { TimelineEntry } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import type { LiveIncident } from '../live/board.js';
import { readAll } from '../live/use-pages.js';
import { useFollowed, type Followed } from './use-incident.js';

/**
 * All that happened to the incident, oldest first, following the journal. The newest stand on the last page and the
 * clocks begin on the first, so every page is read.
 */
export function useTimeline(incident: LiveIncident): Followed<{ readonly items: readonly TimelineEntry[] }> {
  const { api } = useDesk();
  return useFollowed(
    () => readAll((cursor) => api.timeline(incident.id, cursor)),
    incident.id,
    incident.timelineSeq,
  );
}
