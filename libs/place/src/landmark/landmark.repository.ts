import { Injectable } from '@nestjs/common';
import { rows, type Queryable } from '#lib/platform';
import type { Landmark } from './landmark.js';

/** Written in one statement. */
const batchSize = 2_000;

@Injectable()
export class LandmarkRepository {
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
}
