import { Injectable } from '@nestjs/common';
import type { IncidentType, Priority, TriageState } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { TriageAct, TriageEvent } from '../engine/index.js';

/** A run through a version of the protocol, as it is stored beside its entries. */
export interface Triage {
  id: string;
  protocolVersionId: string;
  protocolNumber: number;
  contactId: string | null;
  incidentId: string | null;
  /** Where somebody put it; differs while that incident is closed as a duplicate of the one it is in. */
  homeIncidentId: string | null;
  state: TriageState;
  card: string;
  type: IncidentType | null;
  determinant: string | null;
  priority: Priority | null;
  priorityKnownAt: Date | null;
  arrestRecognisedAt: Date | null;
  firstInstructionAt: Date | null;
  firstCompressionAt: Date | null;
  /** When an answer first told where it is: t2. */
  placeKnownAt: Date | null;
  overridden: boolean;
  startedAt: Date;
  startedBy: string;
  finishedAt: Date | null;
  /** Its entries are gone, at the end of their retention. */
  answersDeletedAt: Date | null;
  /** How many entries it has. */
  entries: number;
  version: number;
}

export type NewTriage = Pick<
  Triage,
  'id' | 'protocolVersionId' | 'contactId' | 'incidentId' | 'startedAt' | 'startedBy'
>;

export interface TriageFilter {
  incidentId: string | null;
  contactId: string | null;
  after: { startedAt: string; id: string } | null;
  limit: number;
}

/** An entry with the name of whoever made it. */
export type StoredEntry = TriageEvent & { ordinal: number; byName: string | null };

const columns = `
  t.id, t.protocol_version_id as "protocolVersionId", v.number as "protocolNumber", t.contact_id as "contactId",
  t.incident_id as "incidentId", t.home_incident_id as "homeIncidentId", t.state, t.card, t.type, t.determinant, t.priority,
  t.priority_known_at as "priorityKnownAt", t.arrest_recognised_at as "arrestRecognisedAt",
  t.first_instruction_at as "firstInstructionAt", t.first_compression_at as "firstCompressionAt",
  t.place_known_at as "placeKnownAt", t.overridden,
  t.started_at as "startedAt", t.started_by as "startedBy", t.finished_at as "finishedAt", t.answers_deleted_at as "answersDeletedAt", t.entries, t.version`;
const source = `triage t join protocol_version v on v.id = t.protocol_version_id`;

@Injectable()
export class TriageRepository {
  find(on: Queryable, centerId: string, id: string): Promise<Triage | undefined> {
    return findRow(on, `select ${columns} from ${source} where t.center_id = $1 and t.id = $2`, [
      centerId,
      id,
    ]);
  }

  /** The triage, held by this transaction until it ends. Its incident is locked before it. */
  lock(on: Queryable, centerId: string, id: string): Promise<Triage | undefined> {
    return findRow(
      on,
      `select ${columns} from ${source} where t.center_id = $1 and t.id = $2 for update of t`,
      [centerId, id],
    );
  }

  findRunningOfContact(on: Queryable, centerId: string, contactId: string): Promise<Triage | undefined> {
    return findRow(
      on,
      `select ${columns} from ${source} where t.center_id = $1 and t.contact_id = $2 and t.state = 'running'`,
      [centerId, contactId],
    );
  }

  /** All of an incident, in the order they began. */
  listOfIncident(on: Queryable, centerId: string, incidentId: string): Promise<Triage[]> {
    return rows(
      on,
      `select ${columns} from ${source} where t.center_id = $1 and t.incident_id = $2 order by t.started_at, t.id`,
      [centerId, incidentId],
    );
  }

  /** Those of these contacts that are in this incident or in none, held in the order of their ids. */
  lockOfContacts(
    on: Queryable,
    centerId: string,
    contactIds: readonly string[],
    incidentId: string | null,
  ): Promise<Triage[]> {
    return rows(
      on,
      `select ${columns} from ${source}
       where t.center_id = $1 and t.contact_id = any($2) and (t.incident_id is null or t.incident_id = $3)
       order by t.id for update of t`,
      [centerId, contactIds, incidentId],
    );
  }

  /** All of an incident, held in the order of their ids. */
  lockOfIncident(on: Queryable, centerId: string, incidentId: string): Promise<Triage[]> {
    return rows(
      on,
      `select ${columns} from ${source} where t.center_id = $1 and t.incident_id = $2 order by t.id for update of t`,
      [centerId, incidentId],
    );
  }

  /** Those that were put into one of these incidents and are in another now, held in the order of their ids. */
  lockAwayFrom(on: Queryable, centerId: string, homes: readonly string[]): Promise<Triage[]> {
    return rows(
      on,
      `select ${columns} from ${source}
       where t.center_id = $1 and t.home_incident_id = any($2) and t.incident_id is distinct from t.home_incident_id
       order by t.id for update of t`,
      [centerId, homes],
    );
  }

  /** Newest first. */
  list(on: Queryable, centerId: string, filter: TriageFilter): Promise<Triage[]> {
    return rows(
      on,
      `select ${columns} from ${source}
       where t.center_id = $1 and ($2::uuid is null or t.incident_id = $2) and ($3::uuid is null or t.contact_id = $3)
         and ($4::timestamptz is null or (t.started_at, t.id) < ($4, $5::uuid))
       order by t.started_at desc, t.id desc limit $6`,
      [
        centerId,
        filter.incidentId,
        filter.contactId,
        filter.after?.startedAt ?? null,
        filter.after?.id ?? null,
        filter.limit,
      ],
    );
  }

  /** Answers whether it was stored; not when one runs for its contact already. */
  async insert(on: Queryable, centerId: string, triage: NewTriage): Promise<boolean> {
    const inserted = await rows(
      on,
      `insert into triage (id, center_id, protocol_version_id, contact_id, incident_id, home_incident_id, state, card,
                           started_at, started_by)
       values ($1, $2, $3, $4, $5, $5, 'running', '00', $6, $7)
       on conflict (contact_id) where contact_id is not null and state = 'running' do nothing returning 1`,
      [
        triage.id,
        centerId,
        triage.protocolVersionId,
        triage.contactId,
        triage.incidentId,
        triage.startedAt,
        triage.startedBy,
      ],
    );
    return inserted.length > 0;
  }

  /** Stores what its entries have made of it, as the next version. The caller of this holds the lock. */
  async update(on: Queryable, centerId: string, triage: Triage): Promise<Triage> {
    await on.query(
      `update triage set incident_id = $3, state = $4, card = $5, type = $6, determinant = $7, priority = $8,
              priority_known_at = $9, arrest_recognised_at = $10, first_instruction_at = $11,
              first_compression_at = $12, overridden = $13, finished_at = $14, entries = $15,
              home_incident_id = $16, place_known_at = $17, version = version + 1
       where center_id = $1 and id = $2`,
      [
        centerId,
        triage.id,
        triage.incidentId,
        triage.state,
        triage.card,
        triage.type,
        triage.determinant,
        triage.priority,
        triage.priorityKnownAt,
        triage.arrestRecognisedAt,
        triage.firstInstructionAt,
        triage.firstCompressionAt,
        triage.overridden,
        triage.finishedAt,
        triage.entries,
        triage.homeIncidentId,
        triage.placeKnownAt,
      ],
    );
    return { ...triage, version: triage.version + 1 };
  }

  async insertEntry(
    on: Queryable,
    centerId: string,
    triageId: string,
    ordinal: number,
    { at, by, kind, ...facts }: TriageEvent,
  ): Promise<void> {
    await on.query(
      `insert into triage_entry (triage_id, center_id, ordinal, at, actor, kind, facts)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [triageId, centerId, ordinal, at, by, kind, JSON.stringify(facts)],
    );
  }

  /** In the order they were made. */
  async listEntries(on: Queryable, centerId: string, triageId: string): Promise<StoredEntry[]> {
    const found = await rows<{
      ordinal: number;
      at: Date;
      by: string;
      byName: string | null;
      kind: TriageAct['kind'];
      facts: object;
    }>(
      on,
      `select e.ordinal, e.at, e.actor as by, e.kind, e.facts, app_user.display_name as "byName"
       from triage_entry e
       left join app_user on app_user.id = case when e.actor like 'user:%' then substr(e.actor, 6)::uuid end
       where e.center_id = $1 and e.triage_id = $2 order by e.ordinal`,
      [centerId, triageId],
    );
    return found.map(({ facts, ...entry }) => ({ ...entry, ...facts }) as StoredEntry);
  }
}
