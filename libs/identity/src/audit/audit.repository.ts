import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '#lib/platform';
import type { AuditEntry, AuditKind } from './audit.dto.js';

/** Where a page begins: after this entry. Entries of one moment stand by kind, then by identifier, backwards. */
export interface AuditCursor {
  occurredAt: string;
  kind: AuditKind;
  id: string;
}

export interface AuditFilter {
  from: Date;
  to: Date;
  actor: string | undefined;
  subjectId: string | undefined;
  type: string | undefined;
  kind: AuditKind | undefined;
  after: AuditCursor | undefined;
  limit: number;
}

/**
 * Both trails as one: the journal, and `personal_data_access`. Each gives at most a page by its own index; the two
 * are merged, cut to a page again, and only then are names looked up.
 */
@Injectable()
export class AuditRepository {
  constructor(private readonly dataSource: DataSource) {}

  async list(centerId: string, filter: AuditFilter): Promise<AuditEntry[]> {
    const { from, to, actor, subjectId, type, kind, after, limit } = filter;
    return rows(
      this.dataSource,
      `with change as (
         select 'change' as kind, seq::text as id, seq, null::uuid as access_id, occurred_at, type,
                split_part(type, '.', 1) as subject_type, subject_id, actor, payload -> 'fields' as fields,
                incident_id, null as request_id
         from journal
         where center_id = $1 and occurred_at >= $2 and occurred_at < $3
           and ($4::text is null or actor = $4) and ($5::uuid is null or subject_id = $5)
           and ($6::text is null or type = $6) and ($7::text is null or $7 = 'change')
           and ($8::timestamptz is null or occurred_at < $8
                or (occurred_at = $8 and $9 = 'change' and seq < $10::text::bigint))
         order by occurred_at desc, seq desc limit $11
       ), access as (
         select 'access' as kind, id::text as id, null::bigint as seq, id as access_id, occurred_at, action as type,
                subject_type, subject_id, actor, null::jsonb as fields,
                case when subject_type = 'incident' then subject_id end as incident_id, request_id
         from personal_data_access
         where center_id = $1 and occurred_at >= $2 and occurred_at < $3
           and ($4::text is null or actor = $4) and ($5::uuid is null or subject_id = $5)
           and ($6::text is null or action = $6) and ($7::text is null or $7 = 'access')
           and ($8::timestamptz is null or occurred_at < $8
                or (occurred_at = $8 and ($9 = 'change' or id < $12::text::uuid)))
         order by occurred_at desc, id desc limit $11
       ), entry as (
         select * from change union all select * from access
         order by occurred_at desc, kind desc, seq desc, access_id desc limit $11
       )
       select entry.kind, entry.id, entry.occurred_at as "occurredAt", entry.type,
              entry.subject_type as "subjectType", entry.subject_id as "subjectId", entry.actor,
              coalesce(app_user.display_name, api_key.name) as "actorName",
              coalesce(entry.fields, '[]'::jsonb) as fields, entry.incident_id as "incidentId",
              entry.request_id as "requestId"
       from entry
       left join app_user on app_user.center_id = $1
         and app_user.id = case when entry.actor like 'user:%' then substr(entry.actor, 6)::uuid end
       left join api_key on api_key.center_id = $1
         and api_key.id = case when entry.actor like 'integration:%' then substr(entry.actor, 13)::uuid end
       order by entry.occurred_at desc, entry.kind desc, entry.seq desc, entry.access_id desc`,
      [
        centerId,
        from,
        to,
        actor ?? null,
        subjectId ?? null,
        type ?? null,
        kind ?? null,
        after?.occurredAt ?? null,
        after?.kind ?? null,
        after?.kind === 'change' ? after.id : null,
        limit,
        after?.kind === 'access' ? after.id : null,
      ],
    );
  }
}
