import { isLiveAssignmentState, type EventType, type ScreenEvent, type Snapshot } from '#lib/contract';

/** A team that had a live assignment when another was given to it. */
export interface Twice {
  readonly seq: number;
  readonly teamId: string;
  readonly assignmentIds: readonly string[];
}

const endings: ReadonlySet<EventType> = new Set<EventType>([
  'assignment.cleared',
  'assignment.declined',
  'assignment.expired',
  'assignment.recalled',
  'assignment.diverted',
]);

/** Reads the whole stream and finds every moment at which a team had two live assignments. */
export class TeamOccupancy {
  readonly twice: Twice[] = [];
  private readonly liveByTeam = new Map<string, Set<string>>();
  private readonly teamByAssignment = new Map<string, string>();

  begin({ seq, incidents }: Snapshot): void {
    this.liveByTeam.clear();
    for (const { id, teamId, state } of incidents.flatMap(({ assignments }) => assignments)) {
      if (isLiveAssignmentState(state)) this.occupy(seq, teamId, id);
    }
  }

  take(event: ScreenEvent): void {
    if (event.type === 'assignment.offered') this.occupy(event.seq, event.payload.teamId, event.subjectId);
    else if (endings.has(event.type)) this.release(event.subjectId);
  }

  private occupy(seq: number, teamId: string, assignmentId: string): void {
    const live = this.liveByTeam.get(teamId) ?? new Set();
    this.liveByTeam.set(teamId, live.add(assignmentId));
    this.teamByAssignment.set(assignmentId, teamId);
    if (live.size > 1) this.twice.push({ seq, teamId, assignmentIds: [...live] });
  }

  private release(assignmentId: string): void {
    const teamId = this.teamByAssignment.get(assignmentId);
    if (teamId) this.liveByTeam.get(teamId)?.delete(assignmentId);
    this.teamByAssignment.delete(assignmentId);
  }
}
