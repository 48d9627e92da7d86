import type { JournalEvent } from '#lib/contract';

/** How long incidents waited for a team, by the server's clock, once there was none for them at once. */
export class Waits {
  private readonly since = new Map<string, number>();
  private readonly everWaited = new Set<string>();
  private longest = 0;

  /** No team could be sent. */
  begin(incidentId: string, at: Date): void {
    this.everWaited.add(incidentId);
    if (!this.since.has(incidentId)) this.since.set(incidentId, at.getTime());
  }

  take(event: JournalEvent): void {
    if (event.type === 'incident.queued' && event.payload.reason !== 'opened') {
      this.begin(event.subjectId, new Date(event.occurredAt));
    } else if (event.type === 'assignment.offered') {
      this.end(event.payload.incidentId, new Date(event.occurredAt));
    } else if (event.type === 'incident.closed') {
      this.end(event.subjectId, new Date(event.occurredAt));
    }
  }

  /** How many incidents ever waited. */
  get incidents(): number {
    return this.everWaited.size;
  }

  get longestSeconds(): number {
    return this.longest;
  }

  private end(incidentId: string, at: Date): void {
    const since = this.since.get(incidentId);
    if (since === undefined) return;
    this.since.delete(incidentId);
    this.longest = Math.max(this.longest, (at.getTime() - since) / 1000);
  }
}
