import { Injectable } from '@nestjs/common';
import { rows, type Queryable } from '#lib/platform';

/** A doctor's word that the content of a card may be used on people. */
export interface SignOff {
  card: string;
  contentHash: string;
  signedBy: string;
  signedByName: string;
  signedAt: Date;
  note: string | null;
}

export interface NewSignOff {
  id: string;
  card: string;
  contentHash: string;
  protocolVersionId: string;
  signedBy: string;
  signedAt: Date;
  note: string | null;
}

@Injectable()
export class SignOffRepository {
  /** Those in force for these contents, by the number of the card. */
  async list(
    on: Queryable,
    centerId: string,
    cardHashes: Readonly<Record<string, string>>,
  ): Promise<Map<string, SignOff>> {
    const found = await rows<SignOff>(
      on,
      `select s.card, s.content_hash as "contentHash", s.signed_by as "signedBy",
              app_user.display_name as "signedByName", s.signed_at as "signedAt", s.note
       from card_sign_off s join app_user on app_user.id = s.signed_by
       join jsonb_each_text($2::jsonb) as wanted (card, hash) on wanted.card = s.card and wanted.hash = s.content_hash
       where s.center_id = $1 and s.withdrawn_at is null`,
      [centerId, JSON.stringify(cardHashes)],
    );
    return new Map(found.map((signOff) => [signOff.card, signOff]));
  }

  /** Answers whether it was stored; not when the content is signed already. */
  async insert(on: Queryable, centerId: string, signOff: NewSignOff): Promise<boolean> {
    const inserted = await rows(
      on,
      `insert into card_sign_off (id, center_id, card, content_hash, protocol_version_id, signed_by, signed_at, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (center_id, card, content_hash) where withdrawn_at is null do nothing returning 1`,
      [
        signOff.id,
        centerId,
        signOff.card,
        signOff.contentHash,
        signOff.protocolVersionId,
        signOff.signedBy,
        signOff.signedAt,
        signOff.note,
      ],
    );
    return inserted.length > 0;
  }

  /** Answers whether there was one to withdraw. */
  async withdraw(
    on: Queryable,
    centerId: string,
    { card, contentHash }: Pick<SignOff, 'card' | 'contentHash'>,
    withdrawal: { by: string; at: Date; reason: string },
  ): Promise<boolean> {
    const withdrawn = await rows(
      on,
      `update card_sign_off set withdrawn_by = $4, withdrawn_at = $5, withdrawn_reason = $6
       where center_id = $1 and card = $2 and content_hash = $3 and withdrawn_at is null returning 1`,
      [centerId, card, contentHash, withdrawal.by, withdrawal.at, withdrawal.reason],
    );
    return withdrawn.length > 0;
  }
}
