import { inServingOrder, isMoreUrgent, type Graded } from '#lib/contract';
import { refusedOf } from './acceptance.js';
import type { LiveIncident } from './board.js';

/** Whether nobody comes yet: no team was asked, or one did not accept and no other has. */
export const isWithoutTeam = (incident: LiveIncident): boolean =>
  incident.state === 'queued' || refusedOf(incident)?.accepted === false;

/** Incidents to which nobody comes that go before this one, in the order in which they are served. */
export const moreUrgentWaiting = (incidents: Iterable<LiveIncident>, than: Graded): LiveIncident[] =>
  [...incidents].filter((one) => isWithoutTeam(one) && isMoreUrgent(one, than)).sort(inServingOrder);
