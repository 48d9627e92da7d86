import { Injectable } from '@nestjs/common';
import type { IncidentType } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { KnownIncident, Report, ToldPlace } from './engine/index.js';
import { search, surroundingsWindow, type Counted } from './search.js';

interface CandidateRow {
  id: string;
  startedAt: Date;
  lat: number;
  lon: number;
  accuracyMetres: number | null;
  type: IncidentType;
  complaint: string | null;
  isOpen: boolean;
  contacts: number;
  calledBefore: boolean;
  furtherPlaces: ToldPlace[];
}

export interface Lookup {
  centerId: string;
  report: Report;
  /** Closed ones from then on. */
  closedFrom: Date;
  /** Never answered: the incidents that the form is about already. */
  except: readonly string[];
}

/** Most places of further callers that are looked at: the last ones tell where it is now. */
const furtherPlaces = 10;

/**
 * Incidents that a report may be about: the nearest open ones and the nearest closed lately, or the newest where no
 * place is known, and those the number called about. Each part is a short walk of an index of its own: open ones
 * lie in an index of positions that holds nothing else.
 */
@Injectable()
export class CandidateRepository {
  async list(on: Queryable, { centerId, report, closedFrom, except }: Lookup): Promise<KnownIncident[]> {
    const { place, callerNumber } = report;
    const order = place
      ? `position <-> ST_SetSRID(ST_MakePoint($5, $6), 4326)::geography`
      : `clock_started_at desc`;
    const found = await rows<CandidateRow>(
      on,
      `with candidate as (
         (select id from incident where center_id = $1 and state <> 'closed' order by ${order} limit ${search.open})
         union
         (select id from incident
          where center_id = $1 and state = 'closed' and closed_at >= $2 and duplicate_of is null
          order by ${order} limit ${search.closed})
         union
         (select incident_id from contact
          where center_id = $1 and caller_number = $3 and incident_id is not null
          order by ringing_at desc limit ${search.sameNumber})
       )
       select i.id, i.clock_started_at as "startedAt", ST_Y(i.position::geometry) as lat,
              ST_X(i.position::geometry) as lon, i.accuracy_metres as "accuracyMetres", i.type, i.complaint,
              i.state <> 'closed' as "isOpen", told.contacts,
              coalesce(i.caller_phone = $3, false) or coalesce(told.called, false) as "calledBefore",
              coalesce(further.places, '[]') as "furtherPlaces"
       from candidate
         cross join lateral (select * from incident where id = candidate.id and center_id = $1 limit 1) i
         cross join lateral (
           select count(*)::int as contacts, bool_or(caller_number = $3) as called
           from contact where incident_id = i.id
         ) told
         cross join lateral (
           select jsonb_agg(jsonb_build_object('lat', ST_Y(position::geometry), 'lon', ST_X(position::geometry),
                                               'accuracyMetres', accuracy_metres)) as places
           from (
             (select link.position, link.accuracy_metres
              from contact join contact_link link on link.contact_id = contact.id
              where contact.incident_id = i.id and link.undone_at is null and link.position is not null
              order by link.ordinal desc limit ${furtherPlaces})
             union all
             (select duplicate.position, duplicate.accuracy_metres from incident duplicate
              where duplicate.center_id = $1 and duplicate.duplicate_of = i.id limit ${furtherPlaces})
           ) place
         ) further
       where i.id <> all($4) and (i.state <> 'closed' or i.closed_at >= $2) and i.duplicate_of is null`,
      [centerId, closedFrom, callerNumber, except, ...(place ? [place.lon, place.lat] : [])],
    );
    return found.map((row) => knownIncident(row, callerNumber));
  }

  /** Counts what came in around the place and in the whole center before the report. */
  async countBefore(on: Queryable, centerId: string, { place, at }: Report): Promise<Counted> {
    const { from, to } = surroundingsWindow(at);
    const around = place
      ? `(select count(*)::int from incident
          where center_id = $1 and opened_at >= $2 and opened_at < $3
            and ST_DWithin(position, ST_SetSRID(ST_MakePoint($5, $6), 4326)::geography,
                           ${search.surroundingsMetres}, false))`
      : '0';
    const counted = await findRow<Counted>(
      on,
      `select (count(*) filter (where opened_at < $3))::int as usual,
              (count(*) filter (where opened_at >= $3))::int as lately, ${around} as around,
              (select min(opened_at) from incident where center_id = $1) as "firstAt"
       from incident where center_id = $1 and opened_at >= $2 and opened_at < $4`,
      [centerId, from, to, at, ...(place ? [place.lon, place.lat] : [])],
    );
    return counted!;
  }
}

const knownIncident = (
  { lat, lon, accuracyMetres, furtherPlaces, calledBefore, ...row }: CandidateRow,
  callerNumber: string | null,
): KnownIncident => ({
  ...row,
  places: [{ lat, lon, accuracyMetres }, ...furtherPlaces],
  callerNumbers: calledBefore && callerNumber !== null ? [callerNumber] : [],
});
