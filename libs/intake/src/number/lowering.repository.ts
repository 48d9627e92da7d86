import { Injectable } from '@nestjs/common';
import type { LoweringReason } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';

/** A number that waits behind others for a while, because a supervisor said so. */
export interface Lowering {
  id: string;
  number: string;
  reason: LoweringReason;
  note: string | null;
  loweredBy: string;
  loweredAt: Date;
  until: Date;
  endedAt: Date | null;
  endedBy: string | null;
  version: number;
}

/** A number whose recent calls suggest it. */
export interface LoweringProposal {
  number: string;
  lastContactId: string;
  lastRingingAt: Date;
  prankCalls: number;
  silentCalls: number;
  otherCalls: number;
  incidents: number;
}

const columns = `
  id, number, reason, note, lowered_by as "loweredBy", lowered_at as "loweredAt", until, ended_at as "endedAt",
  ended_by as "endedBy", version`;

/** The table `number_lowering`, and the calls that suggest a row of it. */
@Injectable()
export class LoweringRepository {
  /** Undefined when the number is lowered already. */
  insert(
    on: Queryable,
    centerId: string,
    lowering: Omit<Lowering, 'endedAt' | 'endedBy' | 'version'>,
  ): Promise<Lowering | undefined> {
    return findRow(
      on,
      `insert into number_lowering (id, center_id, number, reason, note, lowered_by, lowered_at, until)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (center_id, number) where ended_at is null do nothing
       returning ${columns}`,
      [
        lowering.id,
        centerId,
        lowering.number,
        lowering.reason,
        lowering.note,
        lowering.loweredBy,
        lowering.loweredAt,
        lowering.until,
      ],
    );
  }

  find(on: Queryable, centerId: string, id: string): Promise<Lowering | undefined> {
    return findRow(on, `select ${columns} from number_lowering where center_id = $1 and id = $2`, [
      centerId,
      id,
    ]);
  }

  findLive(on: Queryable, centerId: string, number: string): Promise<Lowering | undefined> {
    return findRow(
      on,
      `select ${columns} from number_lowering where center_id = $1 and number = $2 and ended_at is null`,
      [centerId, number],
    );
  }

  /** Undefined when it has ended already. */
  end(on: Queryable, centerId: string, id: string, at: Date, by: string): Promise<Lowering | undefined> {
    return findRow(
      on,
      `with ended as (
         update number_lowering set ended_at = $3, ended_by = $4, version = version + 1
         where center_id = $1 and id = $2 and ended_at is null returning *
       ) select ${columns} from ended`,
      [centerId, id, at, by],
    );
  }

  /** Newest first: identifiers are in order of time. */
  list(
    on: Queryable,
    centerId: string,
    { live, before, limit }: { live: boolean | null; before: string | null; limit: number },
  ): Promise<Lowering[]> {
    return rows(
      on,
      `select ${columns} from number_lowering
       where center_id = $1 and ($2::boolean is null or $2 = (ended_at is null)) and ($3::uuid is null or id < $3)
       order by id desc limit $4`,
      [centerId, live, before, limit],
    );
  }

  /** Numbers with at least so many prank or silent calls since then that are not lowered, the most first. */
  listProposals(
    on: Queryable,
    centerId: string,
    { since, calls, limit }: { since: Date; calls: number; limit: number },
  ): Promise<LoweringProposal[]> {
    return rows(
      on,
      `select caller_number as number, (array_agg(id order by ringing_at desc, id desc))[1] as "lastContactId",
              max(ringing_at) as "lastRingingAt",
              (count(*) filter (where outcome = 'prank'))::int as "prankCalls",
              (count(*) filter (where outcome = 'silent'))::int as "silentCalls",
              (count(*) filter (where outcome is null or outcome not in ('prank', 'silent')))::int as "otherCalls",
              count(distinct incident_id)::int as incidents
       from contact
       where center_id = $1 and ringing_at >= $2 and caller_number is not null
         and not exists (select 1 from number_lowering lowering
                         where lowering.center_id = $1 and lowering.number = contact.caller_number
                           and lowering.ended_at is null)
       group by caller_number
       having count(*) filter (where outcome in ('prank', 'silent')) >= $3
       order by count(*) filter (where outcome in ('prank', 'silent')) desc, max(ringing_at) desc
       limit $4`,
      [centerId, since, calls, limit],
    );
  }
}
