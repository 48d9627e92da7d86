import { isLiveAssignmentState, type EventType, type ScreenEvent, type Snapshot } from '#lib/contract';

interface Followed {
  readonly live: Set<string>;
  /** A team has finished its work there. */
  cleared: boolean;
  closed: boolean;
  readonly waiting: Set<() => void>;
}

const endings: ReadonlySet<EventType> = new Set<EventType>([
  'assignment.declined',
  'assignment.expired',
  'assignment.recalled',
  'assignment.diverted',
]);

/** What an operator watches on the board: whether the teams sent to an incident have done their work. */
export class IncidentWatch {
  private readonly incidents = new Map<string, Followed>();

  begin({ incidents }: Snapshot): void {
    for (const { id, state, assignments } of incidents) {
      const followed = this.follow(id);
      followed.closed = state === 'closed';
      for (const assignment of assignments) {
        if (isLiveAssignmentState(assignment.state)) followed.live.add(assignment.id);
        if (assignment.state === 'cleared') followed.cleared = true;
      }
    }
  }

  take(event: ScreenEvent): void {
    if (!event.incidentId) return;
    const followed = this.follow(event.incidentId);
    if (event.type === 'assignment.offered') followed.live.add(event.subjectId);
    else if (event.type === 'assignment.cleared') {
      followed.live.delete(event.subjectId);
      followed.cleared = true;
    } else if (endings.has(event.type)) followed.live.delete(event.subjectId);
    else if (event.type === 'incident.closed') followed.closed = true;
    else if (event.type === 'incident.reopened') followed.closed = false;
    for (const look of followed.waiting) look();
  }

  /** The assignments of an incident that are under way. */
  live(incidentId: string): string[] {
    return [...this.follow(incidentId).live];
  }

  /** How many incidents are not closed. */
  get openCount(): number {
    return [...this.incidents.values()].filter(({ closed }) => !closed).length;
  }

  /** How many teams are sent somewhere. */
  get underWayCount(): number {
    return [...this.incidents.values()].reduce((sum, { live }) => sum + live.size, 0);
  }

  /** Waits until a team has finished and none is under way, or somebody has closed the incident. */
  async settled(incidentId: string): Promise<'served' | 'closed'> {
    const followed = this.follow(incidentId);
    return new Promise((resolve) => {
      const look = () => {
        const served = followed.cleared && followed.live.size === 0;
        if (!served && !followed.closed) return;
        followed.waiting.delete(look);
        resolve(followed.closed ? 'closed' : 'served');
      };
      followed.waiting.add(look);
      look();
    });
  }

  private follow(incidentId: string): Followed {
    let followed = this.incidents.get(incidentId);
    if (!followed) {
      followed = { live: new Set(), cleared: false, closed: false, waiting: new Set() };
      this.incidents.set(incidentId, followed);
    }
    return followed;
  }
}
