import type { ScreenEvent } from '#lib/contract';
import type { TeamReceivers } from './team-receivers.js';

interface Remembered {
  event: ScreenEvent;
  /** Undefined for entries read back at the start: for which teams they were is not known here. */
  receivers: TeamReceivers | undefined;
}

/** The last entries of a center, without a hole between them. */
export class RememberedEntries {
  private entries: Remembered[] = [];

  constructor(private readonly most: number) {}

  add(event: ScreenEvent, receivers?: TeamReceivers): void {
    this.entries.push({ event, receivers });
    // Cut in large steps: cutting one off each time would move all the others each time.
    if (this.entries.length >= 2 * this.most) this.entries = this.entries.slice(-this.most);
  }

  /**
   * What a console, or this team, receives after `since`. Undefined when not everything since then is remembered.
   * @param last the `seq` of the last entry there is
   */
  after(since: number, last: number, teamId?: string): ScreenEvent[] | undefined {
    if (since >= last) return [];
    const first = this.entries[0];
    if (!first || first.event.seq > since + 1) return undefined;
    const missed = this.entries.slice(since + 1 - first.event.seq);
    if (teamId === undefined) return missed.map(({ event }) => event);
    if (missed.some(({ receivers }) => receivers === undefined)) return undefined;
    return missed
      .filter(({ receivers }) => receivers === 'every team' || receivers!.includes(teamId))
      .map(({ event }) => event);
  }
}
