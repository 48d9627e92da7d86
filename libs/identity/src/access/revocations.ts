import { Inject, Injectable } from '@nestjs/common';
import type { JournalEvent } from '#lib/contract';
import { DATABASE, JournalFollower, LOGGER, type Database, type Logger } from '#lib/platform';
import { LiveApiKeys } from '../api-key/live-api-keys.js';
import { LiveSessions } from '../session/live-sessions.js';

/** Hears from the journal what other processes revoked, and forgets it here. */
@Injectable()
export class Revocations {
  private readonly followed = new Set<string>();

  constructor(
    private readonly follower: JournalFollower,
    private readonly sessions: LiveSessions,
    private readonly apiKeys: LiveApiKeys,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** From now on heeds the journal of this center. The embedded database has no other processes. */
  follow(centerId: string): void {
    if (this.database.kind === 'embedded' || this.followed.has(centerId)) return;
    this.followed.add(centerId);
    this.follower
      .follow(centerId, (events) => events.forEach((event) => this.heed(event)))
      .catch((error: unknown) => {
        this.followed.delete(centerId);
        this.logger.warn({ err: error }, 'revocations are heard late: the journal cannot be followed');
      });
  }

  private heed(event: JournalEvent): void {
    if (event.type === 'session.revoked') this.sessions.forget(event.subjectId);
    else if (event.type === 'api_key.revoked') this.apiKeys.forget(event.subjectId);
    else if (event.type === 'user.changed') this.sessions.forgetAll();
  }
}
