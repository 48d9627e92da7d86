import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { Landmark } from './landmark.js';

/** Written in one statement. */
const batchSize = 2_000;

export interface DatasetRow {
  dataset: string;
  count: number;
  streets: number;
  roads: number;
  attribution: string | null;
  importedAt: Date | null;
}

@Injectable()
export class LandmarkRepository {
  /** What the center has, by name, with when each was imported last. */
  listDatasets(on: Queryable, centerId: string): Promise<DatasetRow[]> {
    return rows(
      on,
      `select dataset, attribution, coalesce(count, 0) as count, coalesce(streets, 0) as streets,
              (select count(*)::int from road r where r.center_id = $1 and r.dataset = d.dataset) as roads,
              (select max(occurred_at) from journal
               where center_id = $1 and type = 'center.places_imported' and payload ->> 'dataset' = d.dataset)
                as "importedAt"
       from place_dataset d
       left join (select dataset, count(*)::int as count, (count(*) filter (where kind = 'street'))::int as streets
                  from landmark where center_id = $1 group by dataset) found using (dataset)
       where center_id = $1 order by dataset`,
      [centerId],
    );
  }

  async deleteDataset(on: Queryable, centerId: string, dataset: string): Promise<number> {
    const gone = await rows<{ id: string }>(
      on,
      `delete from landmark where center_id = $1 and dataset = $2 returning id`,
      [centerId, dataset],
    );
    return gone.length;
  }

  async insert(
    on: Queryable,
    centerId: string,
    dataset: string,
    landmarks: readonly (Landmark & { id: string })[],
  ): Promise<void> {
    for (let start = 0; start < landmarks.length; start += batchSize) {
      const batch = landmarks.slice(start, start + batchSize);
      await on.query(
        `insert into landmark (id, center_id, dataset, kind, category, name, aliases, position,
                               accuracy_metres)
         select id, $1, $2, kind, category, name, coalesce(aliases, '{}'),
                ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, "accuracyMetres"
         from jsonb_to_recordset($3::jsonb) as given (id uuid, kind text, category text, name text, aliases text[],
              lat double precision, lon double precision, "accuracyMetres" double precision)`,
        [centerId, dataset, JSON.stringify(batch)],
      );
    }
  }

  /** Remembers what is imported together. Two imports of one dataset wait for each other here. */
  async setDataset(
    on: Queryable,
    centerId: string,
    { dataset, attribution, revision }: { dataset: string; attribution: string | null; revision: string },
  ): Promise<void> {
    await on.query(
      `insert into place_dataset (center_id, dataset, attribution, revision) values ($1, $2, $3, $4)
       on conflict (center_id, dataset)
         do update set attribution = excluded.attribution, revision = excluded.revision`,
      [centerId, dataset, attribution, revision],
    );
  }

  /** Forgets what {@link setDataset} remembered; what was imported must be gone. */
  async dropDataset(on: Queryable, centerId: string, dataset: string): Promise<void> {
    await on.query(`delete from place_dataset where center_id = $1 and dataset = $2`, [centerId, dataset]);
  }

  /** Whether there is such a dataset; nobody imports it until the transaction ends. */
  async lockDataset(on: Queryable, centerId: string, dataset: string): Promise<boolean> {
    const found = await findRow(
      on,
      `select from place_dataset where center_id = $1 and dataset = $2 for update`,
      [centerId, dataset],
    );
    return found !== undefined;
  }
}
