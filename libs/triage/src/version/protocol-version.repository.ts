import { Injectable } from '@nestjs/common';
import type { ProtocolSource } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { Protocol } from '../engine/index.js';

/** A version of the protocol of a center, without its document. */
export interface ProtocolVersion {
  id: string;
  number: number;
  source: ProtocolSource;
  contentHash: string;
  /** By the number of the card. */
  cardHashes: Record<string, string>;
  changedCards: string[];
  note: string | null;
  madeBy: string;
  /** Null where the system made it. */
  madeByName: string | null;
  madeAt: Date;
  inForce: boolean;
}

export interface NewProtocolVersion {
  id: string;
  number: number;
  source: ProtocolSource;
  contentHash: string;
  protocol: Protocol;
  cardHashes: Record<string, string>;
  changedCards: string[];
  note: string | null;
  madeBy: string;
  madeAt: Date;
}

const columns = `
  v.id, v.number, v.source, v.content_hash as "contentHash", v.card_hashes as "cardHashes",
  v.changed_cards as "changedCards", v.note, v.made_by as "madeBy", app_user.display_name as "madeByName",
  v.made_at as "madeAt", f.protocol_version_id is not null as "inForce"`;
const source = `
  protocol_version v
  left join protocol_in_force f on f.center_id = v.center_id and f.protocol_version_id = v.id
  left join app_user on app_user.id = case when v.made_by like 'user:%' then substr(v.made_by, 6)::uuid end`;

@Injectable()
export class ProtocolVersionRepository {
  /** Newest first. */
  list(on: Queryable, centerId: string): Promise<ProtocolVersion[]> {
    return rows(on, `select ${columns} from ${source} where v.center_id = $1 order by v.number desc`, [
      centerId,
    ]);
  }

  find(on: Queryable, centerId: string, id: string): Promise<ProtocolVersion | undefined> {
    return findRow(on, `select ${columns} from ${source} where v.center_id = $1 and v.id = $2`, [
      centerId,
      id,
    ]);
  }

  findInForce(on: Queryable, centerId: string): Promise<ProtocolVersion | undefined> {
    return findRow(
      on,
      `select ${columns} from ${source} where v.center_id = $1 and f.protocol_version_id is not null`,
      [centerId],
    );
  }

  async findDocument(on: Queryable, centerId: string, id: string): Promise<Protocol | undefined> {
    const row = await findRow<{ document: Protocol }>(
      on,
      `select document from protocol_version where center_id = $1 and id = $2`,
      [centerId, id],
    );
    return row?.document;
  }

  /** Answers whether it was stored; not when the center has a version of this number or content already. */
  async insert(on: Queryable, centerId: string, version: NewProtocolVersion): Promise<boolean> {
    const inserted = await rows(
      on,
      `insert into protocol_version (id, center_id, number, source, content_hash, document, card_hashes, changed_cards,
                                     note, made_by, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning 1`,
      [
        version.id,
        centerId,
        version.number,
        version.source,
        version.contentHash,
        JSON.stringify(version.protocol),
        JSON.stringify(version.cardHashes),
        version.changedCards,
        version.note,
        version.madeBy,
        version.madeAt,
      ],
    );
    return inserted.length > 0;
  }

  /** The first version of a center comes into force unless another one has meanwhile. */
  async startWith(on: Queryable, centerId: string, id: string, at: Date, by: string): Promise<void> {
    await on.query(
      `insert into protocol_in_force (center_id, protocol_version_id, since, activated_by) values ($1, $2, $3, $4)
       on conflict (center_id) do nothing`,
      [centerId, id, at, by],
    );
  }

  /** Holds whatever is in force until the transaction ends, so that versions are counted one after the other. */
  async lockInForce(on: Queryable, centerId: string): Promise<void> {
    await on.query(`select 1 from protocol_in_force where center_id = $1 for update`, [centerId]);
  }

  async activate(on: Queryable, centerId: string, id: string, at: Date, by: string): Promise<void> {
    await on.query(
      `update protocol_in_force
       set protocol_version_id = $2, since = $3, activated_by = $4, version = version + 1 where center_id = $1`,
      [centerId, id, at, by],
    );
  }
}
