import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { AmlMessage } from './aml-message.js';

export interface AmlKeyRow {
  createdAt: Date;
  /** Null while nothing ends it. */
  expiresAt: Date | null;
}

@Injectable()
export class AmlRepository {
  /** The center whose address ends in this secret. */
  async findCenter(on: Queryable, secretHash: string, now: Date): Promise<string | undefined> {
    const row = await findRow<{ centerId: string }>(
      on,
      `select center_id as "centerId" from aml_key
       where secret_hash = $1 and (expires_at is null or expires_at > $2)`,
      [secretHash, now],
    );
    return row?.centerId;
  }

  async insertKey(
    on: Queryable,
    key: { centerId: string; secretHash: string; createdAt: Date; createdBy: string },
  ): Promise<void> {
    await on.query(
      `insert into aml_key (secret_hash, center_id, created_at, created_by) values ($1, $2, $3, $4)`,
      [key.secretHash, key.centerId, key.createdAt, key.createdBy],
    );
  }

  /** The keys that still work, the newest first. */
  listKeys(on: Queryable, centerId: string, now: Date): Promise<AmlKeyRow[]> {
    return rows(
      on,
      `select created_at as "createdAt", expires_at as "expiresAt" from aml_key
       where center_id = $1 and (expires_at is null or expires_at > $2) order by created_at desc`,
      [centerId, now],
    );
  }

  /** Lets the keys there are work until then; those that end sooner stay. */
  async expireKeys(on: Queryable, centerId: string, at: Date): Promise<void> {
    await on.query(
      `update aml_key set expires_at = $2 where center_id = $1 and (expires_at is null or expires_at > $2)`,
      [centerId, at],
    );
  }

  /** The newest position from a number waits for its call. */
  async keep(on: Queryable, centerId: string, message: AmlMessage, receivedAt: Date): Promise<void> {
    await on.query(
      `insert into aml_waiting (center_id, caller_number, position, accuracy_metres, confidence, altitude_metres,
                                positioned_at, received_at)
       values ($1, $2, ST_SetSRID(ST_MakePoint($3, $4), 4326)::geography, $5, $6, $7, $8, $9)
       on conflict (center_id, caller_number) do update
       set position = excluded.position, accuracy_metres = excluded.accuracy_metres, confidence = excluded.confidence,
           altitude_metres = excluded.altitude_metres, positioned_at = excluded.positioned_at,
           received_at = excluded.received_at
       where aml_waiting.positioned_at <= excluded.positioned_at`,
      [
        centerId,
        message.callerNumber,
        message.lon,
        message.lat,
        message.accuracyMetres,
        message.confidence,
        message.altitudeMetres,
        message.positionedAt,
        receivedAt,
      ],
    );
  }

  /** Takes what waits for a call from this number, if it came since then. */
  async take(
    on: Queryable,
    centerId: string,
    callerNumber: string,
    receivedSince: Date,
  ): Promise<AmlMessage | undefined> {
    const [taken] = await rows<AmlMessage & { receivedAt: Date }>(
      on,
      `delete from aml_waiting where center_id = $1 and caller_number = $2
       returning caller_number as "callerNumber", ST_Y(position::geometry) as lat, ST_X(position::geometry) as lon,
                 accuracy_metres as "accuracyMetres", confidence, altitude_metres as "altitudeMetres",
                 positioned_at as "positionedAt", received_at as "receivedAt"`,
      [centerId, callerNumber],
    );
    return taken && taken.receivedAt >= receivedSince ? taken : undefined;
  }

  /** Forgets what waited in vain, each center by its own setting, and keys that ended. */
  async forget(on: Queryable, now: Date, keepSeconds: number): Promise<void> {
    await on.query(
      `delete from aml_waiting using center where center.id = center_id
       and received_at < $1::timestamptz - make_interval(secs => coalesce((center.settings ->> 'amlKeepSeconds')::int, $2::int))`,
      [now, keepSeconds],
    );
    await on.query(`delete from aml_key where expires_at < $1`, [now]);
  }
}
