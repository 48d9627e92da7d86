import type { AssignmentState } from '#lib/contract';
import { seededRandom } from '#lib/kernel';
import { ProblemError, type LayadClient } from '#lib/simulation';
import { cityCenter } from './system.js';

/** Everything the system acknowledged, by what it must still hold at the end. */
export class Acknowledged {
  readonly contactIds: string[] = [];
  /** Incident ids by the words they were opened with: each was asked for once, however often it was sent. */
  readonly incidents = new Map<string, string>();
  readonly steps: { assignmentId: string; state: AssignmentState }[] = [];
  readonly closedIds: string[] = [];
  /** Refusals that a busy system gives by right: no team free, or the offer ran out meanwhile. */
  refusals = 0;
  /** The last acknowledgement of each moment, for measuring how long nothing was acknowledged. */
  lastAt = performance.now();
  longestSilenceMilliseconds = 0;

  get count(): number {
    return this.contactIds.length + this.incidents.size + this.steps.length + this.closedIds.length;
  }

  note(): void {
    const now = performance.now();
    this.longestSilenceMilliseconds = Math.max(this.longestSilenceMilliseconds, now - this.lastAt);
    this.lastAt = now;
  }
}

const steps = ['acknowledged', 'en_route', 'on_scene', 'cleared'] as const;

/** Operators who take one call after the other, and remember every answer they got. */
export class Load {
  private stopped = false;
  private readonly workers: Promise<void>[] = [];

  constructor(
    readonly acknowledged: Acknowledged,
    private readonly name: string,
  ) {}

  start(clients: readonly LayadClient[]): this {
    this.acknowledged.lastAt = performance.now();
    this.workers.push(...clients.map((client, index) => this.work(client, index)));
    return this;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.workers);
  }

  private async work(client: LayadClient, worker: number): Promise<void> {
    const random = seededRandom(worker + 1);
    for (let call = 0; !this.stopped; call++) {
      try {
        await this.takeCall(client, `${this.name} ${worker}-${call}`, random);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 409) throw error;
        this.acknowledged.refusals += 1;
      }
    }
  }

  private async takeCall(client: LayadClient, words: string, random: () => number): Promise<void> {
    const { acknowledged } = this;
    const contact = await client.ring({ channel: 'voice', callerNumber: '+6281200000000' });
    acknowledged.contactIds.push(contact.id);
    acknowledged.note();
    const incident = await client.openIncident({
      contactId: contact.id,
      place: { lat: cityCenter.lat + random() * 0.03, lon: cityCenter.lon + random() * 0.03 },
      complaint: words,
      type: 'unknown_problem',
      priority: 'P2',
    });
    acknowledged.incidents.set(words, incident.id);
    acknowledged.note();
    try {
      const { id } = await client.sendBestTeam(incident.id);
      for (const state of steps) {
        await client.progress(id, { state });
        acknowledged.steps.push({ assignmentId: id, state });
        acknowledged.note();
      }
    } finally {
      await client.close(incident.id, { disposition: 'treated_on_scene' });
      acknowledged.closedIds.push(incident.id);
      acknowledged.note();
    }
  }
}
