import type { Heartbeat, JournalEvent } from '#lib/contract';
import type { JournalFollower, Logger } from '#lib/platform';
import { realtimeSettings } from '../realtime-settings.js';
import { consoleRooms, occupied, rooms, type RealtimeNamespace, type RealtimeSocket } from '../socket.js';
import type { JournalReplay } from './journal-replay.js';
import { RememberedEntries } from './remembered-entries.js';
import { screenEventOf } from './screen-event.js';
import { TeamsOnIncidents } from './team-receivers.js';

/** Whose entries a socket receives: a console's, or those of one team. */
export interface Audience {
  centerId: string;
  teamId?: string;
  /** The rooms it joins. */
  rooms: string[];
}

export interface FeedSurroundings {
  namespace: RealtimeNamespace;
  follower: JournalFollower;
  replay: JournalReplay;
  logger: Logger;
  /** What a heartbeat says beside the `seq`. */
  heartbeat: () => Omit<Heartbeat, 'seq'>;
  /** Hears every entry before screens do: revocations end connections here. */
  onEntry: (centerId: string, event: JournalEvent) => void;
  /** Something went wrong in the middle of an entry: whoever follows must come back and resume. */
  onBroken: (centerId: string) => void;
}

/** One center's journal on its way to the screens of this process: in `seq` order, each entry encoded once a room. */
export class CenterFeed {
  private readonly remembered = new RememberedEntries(realtimeSettings.rememberedEntries);
  private readonly waiting = new Set<{ seq: number; resolve: () => void }>();
  /** Entries that came while the feed was still opening. */
  private early: JournalEvent[] = [];
  private teams: TeamsOnIncidents | undefined;
  private stopFollowing: () => void = () => undefined;
  private delivered = 0;

  private constructor(
    readonly centerId: string,
    private readonly around: FeedSurroundings,
  ) {}

  static async open(centerId: string, around: FeedSurroundings): Promise<CenterFeed> {
    const feed = new CenterFeed(centerId, around);
    const { seq, stop } = await around.follower.follow(centerId, (events) => feed.receive(events));
    feed.stopFollowing = stop;
    try {
      const { replay } = around;
      const last = await replay.listLast(centerId, seq, realtimeSettings.rememberedEntries);
      const present = await replay.listTeamsOnIncidents(centerId, seq);
      for (const event of last) feed.remembered.add(event);
      feed.teams = new TeamsOnIncidents(present);
      feed.delivered = seq;
      feed.receive(feed.early.splice(0));
      return feed;
    } catch (error) {
      stop();
      throw error;
    }
  }

  /** Everything up to here was sent to those who follow. */
  get seq(): number {
    return this.delivered;
  }

  close(): void {
    this.stopFollowing();
  }

  /** Resolves when this process has come as far: the snapshot or another process may have been ahead of it. */
  reached(seq: number): Promise<void> {
    if (this.delivered >= seq) return Promise.resolve();
    return new Promise((resolve) => this.waiting.add({ seq, resolve }));
  }

  /**
   * Sends what is remembered after `since` and lets the socket follow, in one breath: nothing comes twice, and nothing
   * comes between. False, with nothing done, when not everything since then is remembered.
   */
  join(socket: RealtimeSocket, audience: Audience, since: number): boolean {
    const missed = this.remembered.after(since, this.delivered, audience.teamId);
    if (!missed) return false;
    for (const event of missed) socket.emit('event', event);
    socket.emit('heartbeat', { ...this.around.heartbeat(), seq: this.delivered });
    void socket.join(audience.rooms);
    return true;
  }

  /** Tells everybody who follows how far they are. */
  beat(): void {
    const { namespace, heartbeat } = this.around;
    const names = occupied(namespace, [...consoleRooms(this.centerId), rooms.teams(this.centerId)]);
    if (names.length > 0) {
      namespace.local.to(names).emit('heartbeat', { ...heartbeat(), seq: this.delivered });
    }
  }

  private receive(events: JournalEvent[]): void {
    if (!this.teams) {
      this.early.push(...events);
      return;
    }
    try {
      for (const event of events) this.deliver(event, this.teams);
    } catch (error) {
      this.around.logger.error({ err: error }, 'an entry could not be sent; its screens will resume');
      this.around.onBroken(this.centerId);
    }
  }

  private deliver(event: JournalEvent, teams: TeamsOnIncidents): void {
    if (event.seq !== this.delivered + 1) throw new Error('the journal came with a hole');
    const { namespace, onEntry } = this.around;
    const screenEvent = screenEventOf(event);
    const receivers = teams.receiversOf(event);
    this.remembered.add(screenEvent, receivers);
    this.delivered = event.seq;
    onEntry(this.centerId, event);
    const names = occupied(namespace, [
      ...consoleRooms(this.centerId),
      ...(receivers === 'every team' ? [rooms.teams(this.centerId)] : receivers.map(rooms.team)),
    ]);
    if (names.length > 0) namespace.local.to(names).emit('event', screenEvent);
    for (const waiter of this.waiting) {
      if (waiter.seq > this.delivered) continue;
      this.waiting.delete(waiter);
      waiter.resolve();
    }
  }
}
