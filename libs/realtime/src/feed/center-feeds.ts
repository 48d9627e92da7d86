import { Inject, Injectable } from '@nestjs/common';
import type { JournalEvent } from '#lib/contract';
import type { Clock } from '#lib/kernel';
import { CLOCK, Health, JournalFollower, LOGGER, type Logger } from '#lib/platform';
import type { RealtimeNamespace } from '../socket.js';
import { CenterFeed } from './center-feed.js';
import { JournalReplay } from './journal-replay.js';

/** The feeds of the centers somebody of this process follows. One begins with the first connection of its center. */
@Injectable()
export class CenterFeeds {
  private readonly feeds = new Map<string, Promise<CenterFeed>>();
  private readonly open = new Set<CenterFeed>();
  onEntry: (centerId: string, event: JournalEvent) => void = () => undefined;
  onBroken: (centerId: string) => void = () => undefined;

  constructor(
    private readonly follower: JournalFollower,
    private readonly replay: JournalReplay,
    private readonly health: Health,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The feed of a center, opened when nobody followed it yet. A failed opening is tried again by the next who asks. */
  of(centerId: string, namespace: RealtimeNamespace): Promise<CenterFeed> {
    const known = this.feeds.get(centerId);
    if (known) return known;
    const opening = CenterFeed.open(centerId, {
      namespace,
      follower: this.follower,
      replay: this.replay,
      logger: this.logger,
      heartbeat: () => ({ now: this.clock.now().toISOString(), degraded: this.health.degraded() }),
      onEntry: (center, event) => this.onEntry(center, event),
      onBroken: (center) => this.discard(center),
    });
    this.feeds.set(centerId, opening);
    opening.then(
      (feed) => this.open.add(feed),
      () => this.feeds.delete(centerId),
    );
    return opening;
  }

  /** Tells everybody of this process that it lives, how far they are, and what does not work. */
  beat(): void {
    for (const feed of this.open) feed.beat();
  }

  closeAll(): void {
    for (const feed of this.open) feed.close();
  }

  /** Begins anew with the next who asks. */
  private discard(centerId: string): void {
    void this.feeds.get(centerId)?.then((feed) => {
      feed.close();
      this.open.delete(feed);
    });
    this.feeds.delete(centerId);
    this.onBroken(centerId);
  }
}
