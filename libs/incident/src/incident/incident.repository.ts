import { Injectable } from '@nestjs/common';
import type { Disposition, IncidentState, OpenIncidentState } from '#lib/contract';
import type { Center } from '#lib/center';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { NewPatient } from '../patient/patient.js';
import type { Incident } from './incident.js';
import { localDay } from './local-day.js';

const columns = `
  id, center_id as "centerId", number, state, priority, type, complaint, determinant,
  caller_name as "callerName", caller_phone as "callerPhone",
  ST_Y(position::geometry) as lat, ST_X(position::geometry) as lon, accuracy_metres as "accuracyMetres",
  address, place_note as "placeNote", place_source as "placeSource", place_chosen_by as "placeChosenBy",
  place_chosen_at as "placeChosenAt", area_id as "areaId", opened_at as "openedAt", opened_by as "openedBy",
  clock_started_at as "clockStartedAt", queued_since as "queuedSince", closed_at as "closedAt",
  closed_by as "closedBy", disposition, duplicate_of as "duplicateOf", version`;

const insertPatients = `
  people as (
    insert into patient (id, center_id, incident_id, ordinal, name, sex, age_years, age_from_triage, condition, tag,
                         created_at)
    select person.id, $1, $4, person.ordinal, person.name, person.sex, person."ageYears", person."ageFromTriage",
           person.condition, person.tag, $5
    from jsonb_to_recordset($23::jsonb) as person (id uuid, ordinal int, name text, sex text,
         "ageYears" double precision, "ageFromTriage" uuid, condition text, tag text)
  )`;

/** What an incident is opened with; its number is counted by the database. */
export type NewIncident = Omit<
  Incident,
  'number' | 'state' | 'queuedSince' | 'closedAt' | 'closedBy' | 'disposition' | 'duplicateOf' | 'version'
>;

export interface IncidentFilter {
  states: readonly IncidentState[] | null;
  /** The area and everything inside it. */
  areaId: string | null;
  openedFrom: Date | null;
  openedBefore: Date | null;
  /** Only these; null for no limit. */
  ids: readonly string[] | null;
  /** Begin behind this row. */
  after: { openedAt: string; id: string } | null;
  limit: number;
}

@Injectable()
export class IncidentRepository {
  /**
   * Stores a new incident with its patients, and counts its number: `<center code>-<local day>-<count of that day>`.
   * One statement, because from the count to the commit every other opening in this center waits; and it answers the
   * number only, because every emergency passes here.
   */
  async insert(
    on: Queryable,
    { code, timeZone }: Pick<Center, 'code' | 'timeZone'>,
    incident: NewIncident,
    patients: readonly NewPatient[],
  ): Promise<Incident> {
    const day = localDay(incident.openedAt, timeZone);
    const parameters: unknown[] = [
      incident.centerId,
      day,
      `${code}-${day.replaceAll('-', '')}-`,
      incident.id,
      incident.openedAt,
      incident.openedBy,
      incident.clockStartedAt,
      incident.priority,
      incident.type,
      incident.complaint,
      incident.determinant,
      incident.callerName,
      incident.callerPhone,
      incident.lon,
      incident.lat,
      incident.accuracyMetres,
      incident.address,
      incident.placeNote,
      incident.placeSource,
      incident.placeChosenBy,
      incident.placeChosenAt,
      incident.areaId,
    ];
    if (patients.length > 0) parameters.push(JSON.stringify(patients));
    const [opened] = await rows<{ number: string }>(
      on,
      `with numbered as (
         insert into incident_number as counter (center_id, day, last) values ($1, $2, 1)
         on conflict (center_id, day) do update set last = counter.last + 1
         returning last::text as count
       )${patients.length > 0 ? `, ${insertPatients}` : ''}
       insert into incident (
         center_id, id, state, number, opened_at, queued_since, opened_by, clock_started_at, priority, type, complaint,
         determinant, caller_name, caller_phone, position, accuracy_metres, address, place_note, place_source,
         place_chosen_by, place_chosen_at, area_id)
       select $1, $4, 'queued', $3 || lpad(count, greatest(4, length(count)), '0'), $5, $5, $6, $7, $8, $9, $10, $11,
              $12, $13, ST_SetSRID(ST_MakePoint($14, $15), 4326)::geography, $16, $17, $18, $19, $20, $21, $22
       from numbered
       returning number`,
      parameters,
    );
    return {
      ...incident,
      number: opened!.number,
      state: 'queued',
      queuedSince: incident.openedAt,
      closedAt: null,
      closedBy: null,
      disposition: null,
      duplicateOf: null,
      version: 1,
    };
  }

  find(on: Queryable, centerId: string, id: string): Promise<Incident | undefined> {
    return findRow(on, `select ${columns} from incident where center_id = $1 and id = $2`, [centerId, id]);
  }

  listByIds(on: Queryable, centerId: string, ids: readonly string[]): Promise<Incident[]> {
    return rows(on, `select ${columns} from incident where center_id = $1 and id = any($2)`, [centerId, ids]);
  }

  /** The incident, held by this transaction until it ends: the first lock of everything that belongs to it. */
  lock(on: Queryable, centerId: string, id: string): Promise<Incident | undefined> {
    return findRow(on, `select ${columns} from incident where center_id = $1 and id = $2 for update`, [
      centerId,
      id,
    ]);
  }

  /** Newest first. */
  list(on: Queryable, centerId: string, filter: IncidentFilter): Promise<Incident[]> {
    return rows(
      on,
      `with recursive inside as (
         select id from area where center_id = $1 and id = $3
         union select area.id from area join inside on area.parent_id = inside.id
       )
       select ${columns} from incident
       where center_id = $1 and ($2::text[] is null or state = any($2))
         and ($3::uuid is null or area_id in (select id from inside))
         and ($4::timestamptz is null or opened_at >= $4) and ($5::timestamptz is null or opened_at < $5)
         and ($6::uuid[] is null or id = any($6))
         and ($7::timestamptz is null or (opened_at, id) < ($7, $8::uuid))
       order by opened_at desc, id desc limit $9`,
      [
        centerId,
        filter.states,
        filter.areaId,
        filter.openedFrom,
        filter.openedBefore,
        filter.ids,
        filter.after?.openedAt ?? null,
        filter.after?.id ?? null,
        filter.limit,
      ],
    );
  }

  /** Stores what people may edit, as the next version. The caller of this holds the lock. */
  update(on: Queryable, incident: Incident): Promise<Incident> {
    return this.changed(
      on,
      incident,
      `priority = $3, type = $4, caller_name = $5, caller_phone = $6,
       position = ST_SetSRID(ST_MakePoint($7, $8), 4326)::geography, accuracy_metres = $9, address = $10,
       place_note = $11, place_source = $12, place_chosen_by = $13, place_chosen_at = $14, area_id = $15,
       clock_started_at = $16, determinant = $17`,
      [
        incident.priority,
        incident.type,
        incident.callerName,
        incident.callerPhone,
        incident.lon,
        incident.lat,
        incident.accuracyMetres,
        incident.address,
        incident.placeNote,
        incident.placeSource,
        incident.placeChosenBy,
        incident.placeChosenAt,
        incident.areaId,
        incident.clockStartedAt,
        incident.determinant,
      ],
    );
  }

  updateState(on: Queryable, incident: Incident, state: OpenIncidentState, now: Date): Promise<Incident> {
    return this.changed(on, incident, `state = $3, queued_since = $4`, [
      state,
      state === 'queued' ? now : null,
    ]);
  }

  close(
    on: Queryable,
    incident: Incident,
    closing: { at: Date; by: string; disposition: Disposition; duplicateOf: string | null },
  ): Promise<Incident> {
    return this.changed(
      on,
      incident,
      `state = 'closed', queued_since = null, closed_at = $3, closed_by = $4, disposition = $5, duplicate_of = $6`,
      [closing.at, closing.by, closing.disposition, closing.duplicateOf],
    );
  }

  reopen(on: Queryable, incident: Incident, now: Date): Promise<Incident> {
    return this.changed(
      on,
      incident,
      `state = 'queued', queued_since = $3, closed_at = null, closed_by = null, disposition = null,
       duplicate_of = null`,
      [now],
    );
  }

  /** The incident and those it is a duplicate of, along the chain: the last one repeats none. */
  async listDuplicateChain(on: Queryable, centerId: string, id: string): Promise<string[]> {
    const chain = await rows<{ id: string }>(
      on,
      `with recursive chain as (
         select id, duplicate_of, 0 as depth from incident where center_id = $1 and id = $2
         union all select incident.id, incident.duplicate_of, depth + 1
         from incident join chain on incident.id = chain.duplicate_of where depth < 100
       ) select id from chain order by depth`,
      [centerId, id],
    );
    return chain.map((link) => link.id);
  }

  /** The incident and every one closed as a duplicate of it, directly or along a chain. */
  async listRepeating(on: Queryable, centerId: string, id: string): Promise<string[]> {
    const found = await rows<{ id: string }>(
      on,
      `with recursive repeating as (
         select id from incident where center_id = $1 and id = $2
         union select incident.id from incident join repeating on incident.duplicate_of = repeating.id
         where incident.center_id = $1
       ) select id from repeating`,
      [centerId, id],
    );
    return found.map((one) => one.id);
  }

  private async changed(
    on: Queryable,
    incident: Incident,
    assignments: string,
    parameters: unknown[],
  ): Promise<Incident> {
    const [changed] = await rows<Incident>(
      on,
      `update incident set version = version + 1, ${assignments} where center_id = $1 and id = $2
       returning ${columns}`,
      [incident.centerId, incident.id, ...parameters],
    );
    if (!changed) throw new Error('the incident is gone');
    return changed;
  }
}
