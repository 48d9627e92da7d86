import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';

export interface DatasetRow {
  dataset: string;
  count: number;
  streets: number;
  roads: number;
  attribution: string | null;
  importedAt: Date | null;
}

@Injectable()
export class DatasetRepository {
  /** What the center has, by name, with when each was imported last. */
  list(on: Queryable, centerId: string): Promise<DatasetRow[]> {
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

  /** What the licences of the datasets with roads ask to be shown. */
  async roadAttributions(on: Queryable, centerId: string): Promise<string[]> {
    const found = await rows<{ attribution: string }>(
      on,
      `select distinct attribution from place_dataset d
       where center_id = $1 and attribution is not null
         and exists (select from road r where r.center_id = d.center_id and r.dataset = d.dataset)
       order by attribution`,
      [centerId],
    );
    return found.map(({ attribution }) => attribution);
  }

  /** Changes with each import and each removal. */
  async revision(on: Queryable, centerId: string): Promise<string> {
    const row = await findRow<{ revision: string }>(
      on,
      `select md5(coalesce(string_agg(revision::text, ' ' order by dataset), '')) as revision
       from place_dataset where center_id = $1`,
      [centerId],
    );
    return row!.revision;
  }

  /** Remembers what is imported together. Two imports of one dataset wait for each other here. */
  async set(
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

  /** Forgets what {@link set} remembered; what was imported must be gone. */
  async drop(on: Queryable, centerId: string, dataset: string): Promise<void> {
    await on.query(`delete from place_dataset where center_id = $1 and dataset = $2`, [centerId, dataset]);
  }

  /** Whether there is such a dataset; nobody imports it until the transaction ends. */
  async lock(on: Queryable, centerId: string, dataset: string): Promise<boolean> {
    const found = await findRow(
      on,
      `select from place_dataset where center_id = $1 and dataset = $2 for update`,
      [centerId, dataset],
    );
    return found !== undefined;
  }
}
