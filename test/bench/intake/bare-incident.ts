import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { appendToJournal } from '../journal/bare-journal.js';
import type { Call } from './emergency-calls.js';

/**
 * The least that opening an incident takes: where the place lies, then the incident with its number, its patients and
 * its journal entry, in one transaction. It checks nothing.
 */
export async function openBare(database: ClientBase, centerId: string, call: Call): Promise<object> {
  const id = randomUUID();
  const now = new Date();
  const day = now.toISOString().slice(0, 10);
  const { place, caller } = call;
  await database.query('begin');
  const { rows: located } = await database.query<{ areaId: string | null }>(
    `with place as (select ST_SetSRID(ST_MakePoint($2, $3), 4326) as point)
     select (
       select area.id from area where area.center_id = $1 and ST_Intersects(area.geometry, place.point) limit 1
     ) as "areaId",
     case when ST_Intersects(service_area, place.point) then 0
          else ST_Distance(service_area::geography, place.point::geography) end as "outsideMetres"
     from center, place where center.id = $1`,
    [centerId, place.lon, place.lat],
  );
  const areaId = located[0]!.areaId;
  const patients = call.patients.map((patient, index) => ({
    id: randomUUID(),
    ordinal: index + 1,
    ...patient,
  }));
  const { rows: opened } = await database.query<{ number: string }>(
    `with numbered as (
       insert into incident_number as counter (center_id, day, last) values ($1, $2, 1)
       on conflict (center_id, day) do update set last = counter.last + 1 returning last
     ), people as (
       insert into patient (id, center_id, incident_id, ordinal, name, sex, age_years, condition, created_at)
       select person.id, $1, $3, person.ordinal, person.name, person.sex, person."ageYears", person.condition, $4
       from jsonb_to_recordset($5::jsonb) as person (id uuid, ordinal int, name text, sex text, "ageYears" float8,
            condition text)
     )
     insert into incident (center_id, id, state, number, opened_at, queued_since, opened_by, clock_started_at, priority,
                           type, complaint, caller_name, caller_phone, position, accuracy_metres, address, place_note,
                           place_source, place_chosen_by, place_chosen_at, area_id)
     select $1, $3, 'queued', 'BENCH-' || $2 || '-' || last, $4, $4, 'system', $4, $6, $7, $8, $9, $10,
            ST_SetSRID(ST_MakePoint($11, $12), 4326)::geography, $13, $14, $15, 'operator_map', 'system', $4, $16
     from numbered returning number`,
    [
      centerId,
      day,
      id,
      now,
      JSON.stringify(patients),
      call.priority,
      call.type,
      call.complaint,
      caller.name,
      caller.phone,
      place.lon,
      place.lat,
      place.accuracyMetres,
      place.address,
      place.note,
      areaId,
    ],
  );
  const { number } = opened[0]!;
  await appendToJournal(database, centerId, now, [
    {
      type: 'incident.opened',
      subjectId: id,
      subjectVersion: 1,
      incidentId: id,
      teamId: null,
      payload: {
        number,
        contactId: null,
        type: call.type,
        priority: call.priority,
        place: {
          lat: place.lat,
          lon: place.lon,
          accuracyMetres: place.accuracyMetres,
          source: 'operator_map',
          areaId,
        },
        patients: patients.length,
      },
    },
  ]);
  await database.query('commit');
  return { id, number, state: 'queued', version: 1, openedAt: now.toISOString(), ...call, patients };
}
