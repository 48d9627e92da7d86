import { Injectable } from '@nestjs/common';
import type { AreaLevel, Locale } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { Center, Location } from './center.js';
import { settingsFrom, type ChosenSettings } from './settings-patch.js';

export interface CenterRow {
  id: string;
  code: string;
  name: string;
  timeZone: string;
  locale: Locale;
  chosen: ChosenSettings;
  version: number;
}

export interface Bounds {
  south: number;
  west: number;
  north: number;
  east: number;
}

const smallestFirst: AreaLevel[] = ['kelurahan', 'kecamatan', 'regency', 'province', 'other'];

/**
 * Unions are made on a grid of 1e-7°, about a centimetre. Without one, PostGIS first tries at full precision and falls
 * back by a C++ exception where neighbours nearly touch, which the embedded database cannot survive.
 */
const unionGridDegrees = 1e-7;

/** The service area stays out of this list: it is large and seldom wanted. */
const columns = `id, code, name, time_zone as "timeZone", locale, settings as chosen, version`;

export const toCenter = ({ chosen, ...row }: CenterRow): Center => ({
  ...row,
  settings: settingsFrom(chosen),
});

@Injectable()
export class CenterRepository {
  /** With the counter from which its journal takes every `seq`. */
  async insert(on: Queryable, center: Omit<CenterRow, 'version'>, createdAt: Date): Promise<void> {
    await on.query(
      `with created as (
         insert into center (id, code, name, time_zone, locale, settings, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning id
       )
       insert into journal_counter (center_id) select id from created`,
      [
        center.id,
        center.code,
        center.name,
        center.timeZone,
        center.locale,
        JSON.stringify(center.chosen),
        createdAt,
      ],
    );
  }

  find(on: Queryable, centerId: string): Promise<CenterRow | undefined> {
    return findRow(on, `select ${columns} from center where id = $1`, [centerId]);
  }

  findByCode(on: Queryable, code: string): Promise<CenterRow | undefined> {
    return findRow(on, `select ${columns} from center where code = $1`, [code]);
  }

  list(on: Queryable): Promise<CenterRow[]> {
    return rows(on, `select ${columns} from center order by code`);
  }

  /** Holds the center against other changes of it, but not against rows that refer to it. */
  async lock(on: Queryable, centerId: string): Promise<CenterRow & { hasServiceArea: boolean }> {
    const row = await findRow<CenterRow & { hasServiceArea: boolean }>(
      on,
      `select ${columns}, service_area is not null as "hasServiceArea" from center
       where id = $1 for no key update`,
      [centerId],
    );
    if (!row) throw new Error('the center of the caller is gone');
    return row;
  }

  /** Writes a locked center; answers its new version. */
  async update(
    on: Queryable,
    { id, name, timeZone, locale, chosen }: Omit<CenterRow, 'version' | 'code'>,
  ): Promise<CenterRow> {
    const row = await findRow<CenterRow>(
      on,
      `update center set name = $2, time_zone = $3, locale = $4, settings = $5, version = version + 1
       where id = $1 returning ${columns}`,
      [id, name, timeZone, locale, JSON.stringify(chosen)],
    );
    return row!;
  }

  /** Whether the database can reckon in this time zone. */
  async knowsTimeZone(on: Queryable, name: string): Promise<boolean> {
    return (await findRow(on, `select 1 from pg_timezone_names where name = $1`, [name])) !== undefined;
  }

  /** The box around the service area. */
  findBounds(on: Queryable, centerId: string): Promise<Bounds | undefined> {
    return findRow(
      on,
      `select ST_YMin(service_area) as south, ST_XMin(service_area) as west,
              ST_YMax(service_area) as north, ST_XMax(service_area) as east
       from center where id = $1 and service_area is not null`,
      [centerId],
    );
  }

  /** The service area as the text of a GeoJSON geometry, and the version it belongs to. */
  async getServiceArea(
    on: Queryable,
    centerId: string,
  ): Promise<{ geometry: string | null; version: number }> {
    const row = await findRow<{ geometry: string | null; version: number }>(
      on,
      `select ST_AsGeoJSON(service_area, 6) as geometry, version from center where id = $1`,
      [centerId],
    );
    if (!row) throw new Error('the center of the caller is gone');
    return row;
  }

  /** Sets the service area to the union of these GeoJSON geometries, which must have been checked; answers the version. */
  async setServiceArea(on: Queryable, centerId: string, geometries: string[]): Promise<number> {
    const row = await findRow<{ version: number }>(
      on,
      `update center set version = version + 1, service_area = (
         select ST_Multi(ST_Union(ST_GeomFromGeoJSON(geometry), ${unionGridDegrees})) from unnest($2::text[]) as geometry)
       where id = $1 returning version`,
      [centerId, geometries],
    );
    return row!.version;
  }

  /** Sets the service area to the union of the areas with these codes; answers the version. */
  async setServiceAreaFromAreas(
    on: Queryable,
    centerId: string,
    level: string,
    codes: string[],
  ): Promise<number> {
    const row = await findRow<{ version: number }>(
      on,
      `update center set version = version + 1, service_area = (
         select ST_Multi(ST_Union(geometry, ${unionGridDegrees})) from area
         where center_id = $1 and level = $2 and code = any($3))
       where id = $1 returning version`,
      [centerId, level, codes],
    );
    return row!.version;
  }

  /** One statement: the area through its index, the service area by the row's key. */
  async locate(on: Queryable, centerId: string, { lat, lon }: LatLon): Promise<Location> {
    const row = await findRow<Location>(
      on,
      `with place as (select ST_SetSRID(ST_MakePoint($2, $3), 4326) as point)
       select (
         select area.id from area
         where area.center_id = $1 and ST_Intersects(area.geometry, place.point)
         order by array_position($4::text[], area.level), area.code limit 1
       ) as "areaId",
       case when service_area is null or ST_Intersects(service_area, place.point) then 0
            else ST_Distance(service_area::geography, place.point::geography) end as "outsideMetres"
       from center, place where center.id = $1`,
      [centerId, lon, lat, smallestFirst],
    );
    if (!row) throw new Error('the center of the caller is gone');
    return row;
  }
}
