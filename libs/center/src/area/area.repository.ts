import { Injectable } from '@nestjs/common';
import { areaLevels, type AreaLevel } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';

export interface AreaRow {
  id: string;
  level: AreaLevel;
  code: string;
  name: string;
  parentId: string | null;
}

export interface AreaLevelRow {
  level: AreaLevel;
  count: number;
  importedAt: Date | null;
}

export interface NewArea {
  id: string;
  code: string;
  name: string;
  parentId: string | null;
  /** Text of a GeoJSON geometry that was checked. */
  geometry: string;
}

/** What PostGIS says of a shape: `reason` and a place for an invalid one. */
export interface Validity {
  valid: boolean;
  reason: string | null;
  lat: number | null;
  lon: number | null;
}

const columns = `id, level, code, name, parent_id as "parentId"`;

/** Six decimals of a degree are about 0.1 m: finer than any boundary is known. */
const geometryText = `ST_AsGeoJSON(geometry, 6)`;

@Injectable()
export class AreaRepository {
  /** Areas by level and code, without their shapes. */
  list(
    on: Queryable,
    centerId: string,
    { level, after, limit }: { level?: AreaLevel | undefined; after?: string | undefined; limit: number },
  ): Promise<AreaRow[]> {
    return rows(
      on,
      `select ${columns} from area
       where center_id = $1 and ($2::text is null or level = $2)
         and ($3::uuid is null or (level, code) > (select level, code from area where id = $3 and center_id = $1))
       order by level, code limit $4`,
      [centerId, level, after, limit],
    );
  }

  /** Areas with their shapes as GeoJSON text. */
  listWithGeometry(
    on: Queryable,
    centerId: string,
    level?: AreaLevel,
  ): Promise<(AreaRow & { geometry: string })[]> {
    return rows(
      on,
      `select ${columns}, ${geometryText} as geometry from area
       where center_id = $1 and ($2::text is null or level = $2) order by level, code`,
      [centerId, level],
    );
  }

  find(
    on: Queryable,
    centerId: string,
    areaId: string,
  ): Promise<(AreaRow & { geometry: string }) | undefined> {
    return findRow(
      on,
      `select ${columns}, ${geometryText} as geometry from area where id = $1 and center_id = $2`,
      [areaId, centerId],
    );
  }

  /** How many areas each level has and when they were imported last, the largest level first. */
  levels(on: Queryable, centerId: string): Promise<AreaLevelRow[]> {
    return rows(
      on,
      `select level, count(*)::int as count,
              (select max(occurred_at) from journal
               where center_id = $1 and type = 'center.areas_imported' and payload ->> 'level' = area.level)
                as "importedAt"
       from area where center_id = $1 group by level order by array_position($2::text[], level)`,
      [centerId, areaLevels],
    );
  }

  /** Removes the areas of a level; answers how many there were. */
  async delete(on: Queryable, centerId: string, level: AreaLevel): Promise<number> {
    const gone = await rows<{ id: string }>(
      on,
      `delete from area where center_id = $1 and level = $2 returning id`,
      [centerId, level],
    );
    return gone.length;
  }

  /** The journal's `seq` of the last change: areas are imported and removed only, so it stands for their state. */
  async lastChangeSeq(on: Queryable, centerId: string): Promise<number> {
    const row = await findRow<{ seq: number }>(
      on,
      `select coalesce(max(seq), 0)::int as seq from journal
       where center_id = $1 and type in ('center.areas_imported', 'center.areas_removed')`,
      [centerId],
    );
    return row!.seq;
  }

  /** Whether each shape is valid (OGC Simple Features), in the order given. */
  async validities(on: Queryable, geometries: string[]): Promise<Validity[]> {
    const found = await rows<Validity>(
      on,
      `select (detail).valid, (detail).reason, ST_Y((detail).location) as lat, ST_X((detail).location) as lon
       from (
         select position, ST_IsValidDetail(ST_GeomFromGeoJSON(geometry)) as detail
         from unnest($1::text[]) with ordinality as given (geometry, position)
       ) as checked order by position`,
      [geometries],
    );
    if (found.length !== geometries.length) throw new Error('the database lost the answer about a shape');
    return found;
  }

  /** Ids of the areas with these codes; where several levels share a code, the smallest level's. */
  async idsByCode(
    on: Queryable,
    centerId: string,
    levels: AreaLevel[],
    codes: string[],
  ): Promise<Map<string, string>> {
    const found = await rows<{ code: string; id: string }>(
      on,
      `select distinct on (code) code, id from area
       where center_id = $1 and level = any($2) and code = any($3)
       order by code, array_position($2::text[], level) desc`,
      [centerId, levels, codes],
    );
    return new Map(found.map(({ code, id }) => [code, id]));
  }

  /** Writes areas of one level, by their codes; answers how many of them are new. */
  async upsert(on: Queryable, centerId: string, level: AreaLevel, areas: NewArea[]): Promise<number> {
    const written = await rows<{ created: boolean }>(
      on,
      `insert into area (id, center_id, level, code, name, parent_id, geometry)
       select id, $1, $2, code, name, parent_id, ST_Multi(ST_GeomFromGeoJSON(geometry))
       from unnest($3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[])
         as given (id, code, name, parent_id, geometry)
       on conflict (center_id, level, code) do update
         set name = excluded.name, geometry = excluded.geometry,
             parent_id = coalesce(excluded.parent_id, area.parent_id)
       returning xmax = 0 as created`,
      [
        centerId,
        level,
        areas.map((area) => area.id),
        areas.map((area) => area.code),
        areas.map((area) => area.name),
        areas.map((area) => area.parentId),
        areas.map((area) => area.geometry),
      ],
    );
    if (written.length !== areas.length) throw new Error('the database lost an area');
    return written.filter(({ created }) => created).length;
  }
}
