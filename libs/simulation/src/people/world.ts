import type { ScreenEvent, Snapshot } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import { AcknowledgedWork } from '../board/acknowledged-work.js';
import { IncidentWatch } from '../board/incident-watch.js';
import { TeamOccupancy } from '../board/team-occupancy.js';
import { Waits } from '../board/waits.js';
import { ConnectionLost, ProblemError } from '../client/problem-error.js';
import { TimelineEnded, type Timeline } from '../timeline/timeline.js';
import type { Emergency } from './call-plan.js';

/** Troubles kept with their words; of the rest only the number. */
const troublesKept = 20;

/** What all simulated people share: the time, the board, and the count of what was promised. */
export class World {
  readonly acknowledged = new AcknowledgedWork();
  readonly occupancy = new TeamOccupancy();
  readonly incidents = new IncidentWatch();
  readonly waits = new Waits();
  /** Emergencies by the incident that was opened for them. */
  readonly emergencies = new Map<string, Emergency>();
  /** Where each incident on the board is. */
  readonly places = new Map<string, LatLon>();
  readonly counts = { calls: 0, emergencies: 0, incidents: 0, assignments: 0, expired: 0, closed: 0 };
  readonly troubles: string[] = [];
  troubleCount = 0;

  constructor(readonly timeline: Timeline) {}

  begin(snapshot: Snapshot): void {
    this.occupancy.begin(snapshot);
    this.incidents.begin(snapshot);
    for (const { id, lat, lon } of snapshot.incidents) this.places.set(id, { lat, lon });
  }

  take(event: ScreenEvent): void {
    this.acknowledged.take(event);
    this.occupancy.take(event);
    this.waits.take(event);
    if (event.type === 'assignment.offered') this.counts.assignments += 1;
    else if (event.type === 'assignment.expired') this.counts.expired += 1;
    else if (event.type === 'incident.opened') this.places.set(event.subjectId, event.payload.place);
    else if (event.type === 'incident.place_set') this.places.set(event.subjectId, event.payload);
    this.incidents.take(event);
  }

  /** Lets somebody live their part; what goes wrong there is told and stops nobody else. */
  async live(name: string, part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      if (error instanceof TimelineEnded) return;
      if (!(error instanceof ProblemError || error instanceof ConnectionLost)) throw error;
      this.trouble(`${name}: ${error.message}`);
    }
  }

  trouble(words: string): void {
    this.troubleCount += 1;
    if (this.troubles.length < troublesKept) this.troubles.push(words);
  }
}
