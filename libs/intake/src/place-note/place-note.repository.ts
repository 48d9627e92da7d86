import { Injectable } from '@nestjs/common';
import type { LatLon } from '#lib/kernel';
import { findRow, rows, type Queryable } from '#lib/platform';
import { earlierIncidentColumns } from '../number/number-history.js';
import type { EarlierIncident } from '../number/number-history.dto.js';
import type { PlaceNoteView } from './place-note.dto.js';

const columns = `
  id, kind, ST_Y(position::geometry) as lat, ST_X(position::geometry) as lon, radius_metres as "radiusMetres", text,
  written_by as "writtenBy", written_at as "writtenAt", expires_at as "expiresAt", removed_at as "removedAt", version`;

const point = (lat: string, lon: string) => `ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)::geography`;

/** The furthest any note reaches: what the index can narrow the search to. */
const furthestMetres = 2_000;

export type NewPlaceNote = Omit<PlaceNoteView, 'removedAt' | 'version'>;

/** The table `place_note`, and the incidents near a point. */
@Injectable()
export class PlaceNoteRepository {
  async insert(on: Queryable, centerId: string, note: NewPlaceNote): Promise<PlaceNoteView> {
    return (await findRow<PlaceNoteView>(
      on,
      `insert into place_note (id, center_id, kind, position, radius_metres, text, written_by, written_at, expires_at)
       values ($1, $2, $3, ${point('$4', '$5')}, $6, $7, $8, $9, $10) returning ${columns}`,
      [
        note.id,
        centerId,
        note.kind,
        note.lat,
        note.lon,
        note.radiusMetres,
        note.text,
        note.writtenBy,
        note.writtenAt,
        note.expiresAt,
      ],
    ))!;
  }

  find(on: Queryable, centerId: string, id: string): Promise<PlaceNoteView | undefined> {
    return findRow(on, `select ${columns} from place_note where center_id = $1 and id = $2`, [centerId, id]);
  }

  /** Undefined when it is gone already. */
  remove(
    on: Queryable,
    centerId: string,
    id: string,
    by: string,
    at: Date,
  ): Promise<PlaceNoteView | undefined> {
    return findRow(
      on,
      `with removed as (
         update place_note set removed_by = $3, removed_at = $4, version = version + 1
         where center_id = $1 and id = $2 and removed_at is null returning *
       ) select ${columns} from removed`,
      [centerId, id, by, at],
    );
  }

  /** Newest first: identifiers are in order of time. */
  list(
    on: Queryable,
    centerId: string,
    { liveAt, before, limit }: { liveAt: Date | null; before: string | null; limit: number },
  ): Promise<PlaceNoteView[]> {
    return rows(
      on,
      `select ${columns} from place_note
       where center_id = $1 and ($3::uuid is null or id < $3)
         and ($2::timestamptz is null or (removed_at is null and (expires_at is null or expires_at > $2)))
       order by id desc limit $4`,
      [centerId, liveAt, before, limit],
    );
  }

  /** Notes whose circle the point lies in; dangers first, then the nearest. */
  listAt(
    on: Queryable,
    centerId: string,
    { lat, lon }: LatLon,
    now: Date,
    limit: number,
  ): Promise<PlaceNoteView[]> {
    return rows(
      on,
      `select ${columns} from place_note
       where center_id = $1 and removed_at is null and (expires_at is null or expires_at > $4)
         and ST_DWithin(position, ${point('$2', '$3')}, ${furthestMetres})
         and ST_DWithin(position, ${point('$2', '$3')}, radius_metres)
       order by kind <> 'hazard', ST_Distance(position, ${point('$2', '$3')}), id limit $5`,
      [centerId, lat, lon, now, limit],
    );
  }

  /** Incidents within the radius, newest first, without the one that asks. */
  listIncidentsNear(
    on: Queryable,
    centerId: string,
    { lat, lon }: LatLon,
    radiusMetres: number,
    { except, limit }: { except: string | null; limit: number },
  ): Promise<EarlierIncident[]> {
    return rows(
      on,
      `select ${earlierIncidentColumns}, ST_Distance(position, ${point('$2', '$3')}) as "distanceMetres" from incident
       where center_id = $1 and ST_DWithin(position, ${point('$2', '$3')}, $4) and ($5::uuid is null or id <> $5)
       order by opened_at desc, id desc limit $6`,
      [centerId, lat, lon, radiusMetres, except, limit],
    );
  }
}
