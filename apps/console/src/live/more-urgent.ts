import { inServingOrder, isMoreUrgent, type Graded } from '#lib/contract';
import type { LiveIncident } from './board.js';

/** Incidents without a team that go before this one, in the order in which they are served. */
export const moreUrgentWaiting = (incidents: Iterable<LiveIncident>, than: Graded): LiveIncident[] =>
  [...incidents].filter((one) => one.state === 'queued' && isMoreUrgent(one, than)).sort(inServingOrder);
