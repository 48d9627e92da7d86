import { Injectable } from '@nestjs/common';
import type { Queryable } from '#lib/platform';
import type { Beds } from './facility.js';

@Injectable()
export class BedRepository {
  /** Writes these categories; the others stay. */
  async upsert(
    on: Queryable,
    facilityId: string,
    beds: Omit<Beds, 'updatedAt'>[],
    updatedAt: Date,
  ): Promise<void> {
    await on.query(
      `insert into facility_bed (facility_id, category, total, available, updated_at)
       select $1, category, total, available, $2 from unnest($3::text[], $4::int[], $5::int[])
         as given (category, total, available)
       on conflict (facility_id, category) do update
         set total = excluded.total, available = excluded.available, updated_at = excluded.updated_at`,
      [
        facilityId,
        updatedAt,
        beds.map(({ category }) => category),
        beds.map(({ total }) => total),
        beds.map(({ available }) => available),
      ],
    );
  }
}
