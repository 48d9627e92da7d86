import type { ScreenEvent } from '#lib/contract';

/** How long incidents waited for a team, by the server's clock, where none was left for them. */
export class Waits {
  private readonly since = new Map<string, number>();
  private readonly everWaited = new Set<string>();
  private longest = 0;

  take(event: ScreenEvent): void {
    const at = new Date(event.occurredAt).getTime();
    if (event.type === 'incident.queued' && event.payload.reason === 'no_team_left') {
      this.everWaited.add(event.subjectId);
      if (!this.since.has(event.subjectId)) this.since.set(event.subjectId, at);
    } else if (event.type === 'assignment.offered') {
      this.end(event.payload.incidentId, at);
    } else if (event.type === 'incident.closed') {
      this.end(event.subjectId, at);
    }
  }

  /** How many incidents ever waited. */
  get incidents(): number {
    return this.everWaited.size;
  }

  get longestSeconds(): number {
    return this.longest;
  }

  private end(incidentId: string, at: number): void {
    const since = this.since.get(incidentId);
    if (since === undefined) return;
    this.since.delete(incidentId);
    this.longest = Math.max(this.longest, (at - since) / 1000);
  }
}
