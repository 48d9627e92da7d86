import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Permission } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';

export interface ApiKey {
  id: string;
  name: string;
  permissions: Permission[];
  createdAt: Date;
  createdBy: string | null;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  version: number;
}

/** What is needed to let a key in. */
export type ApiKeyEntry = Pick<ApiKey, 'id' | 'name' | 'permissions' | 'expiresAt' | 'revokedAt'> & {
  centerId: string;
  secretHash: string;
};

const columns = `
  id, name, permissions, created_at as "createdAt", created_by as "createdBy", last_used_at as "lastUsedAt",
  expires_at as "expiresAt", revoked_at as "revokedAt", version`;

/** The table `api_key`. */
@Injectable()
export class ApiKeyRepository {
  constructor(private readonly dataSource: DataSource) {}

  async findEntry(id: string): Promise<ApiKeyEntry | undefined> {
    return findRow(
      this.dataSource,
      `select id, center_id as "centerId", name, permissions, secret_hash as "secretHash",
              expires_at as "expiresAt", revoked_at as "revokedAt"
       from api_key where id = $1`,
      [id],
    );
  }

  /** Newest first: identifiers are in order of time. */
  async list(centerId: string, before: string | undefined, limit: number): Promise<ApiKey[]> {
    return rows(
      this.dataSource,
      `select ${columns} from api_key
       where center_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [centerId, before ?? null, limit],
    );
  }

  async insert(
    on: Queryable,
    centerId: string,
    key: Pick<ApiKey, 'id' | 'name' | 'permissions' | 'createdAt' | 'createdBy' | 'expiresAt'>,
    secretHash: string,
  ): Promise<ApiKey> {
    return (await findRow<ApiKey>(
      on,
      `insert into api_key (id, center_id, name, permissions, secret_hash, created_by, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
      [key.id, centerId, key.name, key.permissions, secretHash, key.createdBy, key.createdAt, key.expiresAt],
    ))!;
  }

  /** @returns the revoked key, and whether it was this call that revoked it */
  async revoke(
    on: Queryable,
    centerId: string,
    id: string,
    now: Date,
  ): Promise<{ key: ApiKey; changed: boolean } | undefined> {
    const revoked = await findRow<ApiKey>(
      on,
      `update api_key set revoked_at = $3, version = version + 1
       where center_id = $1 and id = $2 and revoked_at is null returning ${columns}`,
      [centerId, id, now],
    );
    if (revoked) return { key: revoked, changed: true };
    const key = await findRow<ApiKey>(on, `select ${columns} from api_key where center_id = $1 and id = $2`, [
      centerId,
      id,
    ]);
    return key && { key, changed: false };
  }

  async noteUse(id: string, now: Date, unlessSince: Date): Promise<void> {
    await this.dataSource.query(
      `update api_key set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $3)`,
      [id, now, unlessSince],
    );
  }
}
