import { inServingOrder, isMoreUrgent, type Priority } from '#lib/contract';
import type { LiveIncident } from './board.js';

/** Incidents without a team that go before one of this priority, in the order in which they are served. */
export const moreUrgentWaiting = (
  incidents: Iterable<LiveIncident>,
  priority: Priority | null,
): LiveIncident[] =>
  [...incidents]
    .filter((one) => one.state === 'queued' && isMoreUrgent(one.priority, priority))
    .sort(inServingOrder);
