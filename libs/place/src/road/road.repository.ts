import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { Road, RoadClass } from './road.js';

/** A road with its lines as GeoJSON text. */
export interface RoadRow {
  class: RoadClass;
  name: string | null;
  geometry: string;
}

/** Written in one statement. */
const batchSize = 500;

@Injectable()
export class RoadRepository {
  async deleteDataset(on: Queryable, centerId: string, dataset: string): Promise<void> {
    await on.query(`delete from road where center_id = $1 and dataset = $2`, [centerId, dataset]);
  }

  async insert(on: Queryable, centerId: string, dataset: string, roads: readonly Road[]): Promise<void> {
    for (let start = 0; start < roads.length; start += batchSize) {
      const batch = roads.slice(start, start + batchSize).map(({ class: roadClass, name, lines }) => ({
        class: roadClass,
        name,
        geometry: JSON.stringify({ type: 'MultiLineString', coordinates: lines }),
      }));
      await on.query(
        `insert into road (center_id, dataset, class, name, geometry)
         select $1, $2, class, name, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326)
         from jsonb_to_recordset($3::jsonb) as given (class text, name text, geometry text)`,
        [centerId, dataset, JSON.stringify(batch)],
      );
    }
  }

  /** Every road of a center, in an order that is the same each time. */
  list(on: Queryable, centerId: string): Promise<RoadRow[]> {
    return rows(
      on,
      `select class, name, ST_AsGeoJSON(geometry, 5) as geometry from road
       where center_id = $1 order by dataset, class, name`,
      [centerId],
    );
  }

  /** How many points the roads of all other datasets have. No import changes it until the transaction ends. */
  async pointsBeside(on: Queryable, centerId: string, dataset: string): Promise<number> {
    await on.query(`select pg_advisory_xact_lock(hashtextextended('roads ' || $1::text, 0))`, [centerId]);
    const row = await findRow<{ points: number }>(
      on,
      `select coalesce(sum(ST_NPoints(geometry)), 0)::int as points from road
       where center_id = $1 and dataset <> $2`,
      [centerId, dataset],
    );
    return row!.points;
  }
}
