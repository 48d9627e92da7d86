import { Inject, Injectable } from '@nestjs/common';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { LOGGER, type Logger, type Refusal } from '#lib/platform';
import { ShortMemory } from '../access/short-memory.js';
import { identitySettings } from '../identity-settings.js';
import { SECURITY_CLOCK } from '../security-clock.js';
import { ApiKeyRepository, type ApiKeyEntry } from './api-key.repository.js';
import { apiKeySecretMatches, readApiKey } from './api-key-secret.js';

/** Keys remembered at most: every tracker of a large center may have its own. */
const most = 20_000;

/** Lets programs in by their key, nearly always without a query. */
@Injectable()
export class LiveApiKeys {
  private readonly memory: ShortMemory<ApiKeyEntry | undefined>;
  private readonly notedAt = new Map<string, number>();

  constructor(
    private readonly repository: ApiKeyRepository,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SECURITY_CLOCK) private readonly clock: Clock,
  ) {
    const milliseconds = identitySettings.rememberSeconds * 1000;
    this.memory = new ShortMemory((id) => repository.findEntry(id), milliseconds, most);
  }

  async find(bearer: string): Promise<Result<ApiKeyEntry, Refusal>> {
    const presented = readApiKey(bearer);
    const key = presented && (await this.memory.get(presented.id));
    if (!key || !apiKeySecretMatches(presented.secret, key.secretHash)) {
      return refuse({ code: 'unauthenticated' });
    }
    if (key.revokedAt) return refuse({ code: 'session_revoked' });
    if (key.expiresAt && key.expiresAt <= this.clock.now()) return refuse({ code: 'session_expired' });
    this.noteUse(key.id);
    return accept(key);
  }

  forget(id: string): void {
    this.memory.forget(id);
  }

  /** Once a minute and beside the request: it is told for orientation, not relied on. */
  private noteUse(id: string): void {
    const now = this.clock.now();
    const milliseconds = identitySettings.keyUseNotedSeconds * 1000;
    if (now.getTime() - (this.notedAt.get(id) ?? 0) < milliseconds) return;
    if (this.notedAt.size >= most) this.notedAt.clear();
    this.notedAt.set(id, now.getTime());
    this.repository
      .noteUse(id, now, new Date(now.getTime() - milliseconds))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the use of a key could not be noted'));
  }
}
