import { Inject, Injectable } from '@nestjs/common';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import {
  Commands,
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type Page,
  type Refusal,
} from '#lib/platform';
import { DerivedKeys } from '../keys/derived-keys.js';
import { SECURITY_CLOCK } from '../security-clock.js';
import {
  integrationPermissions,
  type ApiKeyQuery,
  type ApiKeyView,
  type CreatedApiKey,
  type NewApiKey,
} from './api-key.dto.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { hashApiKeySecret, newApiKeySecret, writeApiKey } from './api-key-secret.js';
import { LiveApiKeys } from './live-api-keys.js';

/** Keys for programs: created, listed, revoked. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly commands: Commands,
    private readonly repository: ApiKeyRepository,
    private readonly live: LiveApiKeys,
    private readonly keys: DerivedKeys,
    @Inject(SECURITY_CLOCK) private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: ApiKeyQuery): Promise<Result<Page<ApiKeyView>, Refusal>> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, [cursorPart.id]);
    if (before && !before.accepted) return before;
    const limit = query.limit ?? defaultPageSize;
    const found = await this.repository.list(caller.centerId, before?.value[0], limit + 1);
    const items = found.slice(0, limit);
    return accept({
      items,
      nextCursor: found.length > limit ? encodeCursor([items.at(-1)!.id]) : null,
    });
  }

  /**
   * Makes a key. The command's answer may be kept for a day to be given again (idempotency), so the key is sealed
   * in it: the database never holds it readable.
   */
  async create(caller: Caller, asked: NewApiKey): Promise<Result<CreatedApiKey, Refusal>> {
    if (asked.expiresAt && asked.expiresAt <= this.clock.now()) {
      return refuse({
        code: 'validation_failed',
        fields: [{ field: 'expiresAt', rule: 'inPast' }],
      });
    }
    const made = await this.commands.run(caller, async (tx) => {
      const secret = newApiKeySecret();
      const view = await this.repository.insert(
        tx.manager,
        tx.centerId,
        {
          id: tx.newIdentifier(),
          name: asked.name,
          permissions: asked.permissions ?? [...integrationPermissions],
          createdAt: tx.now,
          createdBy: caller.userId ?? null,
          expiresAt: asked.expiresAt ?? null,
        },
        hashApiKeySecret(secret),
      );
      tx.record({
        type: 'api_key.created',
        subjectId: view.id,
        subjectVersion: view.version,
        payload: { role: 'integration' },
      });
      return accept({ view, sealedKey: this.keys.seal(writeApiKey(view.id, secret)) });
    });
    if (!made.accepted) return made;
    return accept({ ...made.value.view, key: this.keys.unseal(made.value.sealedKey) });
  }

  /** Revoking twice is no error. */
  async revoke(caller: Caller, id: string): Promise<Result<ApiKeyView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const revoked = await this.repository.revoke(tx.manager, tx.centerId, id, this.clock.now());
      if (!revoked) return refuse({ code: 'not_found' });
      const { key, changed } = revoked;
      if (changed) {
        tx.record({
          type: 'api_key.revoked',
          subjectId: key.id,
          subjectVersion: key.version,
          payload: {},
        });
        tx.afterCommit.push(() => this.live.forget(key.id));
      }
      return accept(key);
    });
  }
}
