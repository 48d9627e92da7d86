import { Injectable } from '@nestjs/common';
import type { BoardFacility, FacilityCapability, FacilityKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { Facility, FacilityFacts } from './facility.js';

export interface FacilityFilter {
  kind?: FacilityKind | undefined;
  capability?: FacilityCapability | undefined;
  includeInactive?: boolean | undefined;
  /** Sorts by the distance from here instead of by name. */
  near?: LatLon | undefined;
}

export type ListedFacility = Facility & {
  /** Metres by straight line; null where no place was asked for. */
  distanceMetres: number | null;
};

const beds = `
  coalesce((
    select json_agg(json_build_object('category', category, 'total', total, 'available', available, 'updatedAt',
                      to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by category)
    from facility_bed where facility_id = facility.id), '[]') as beds`;

const columns = `
  id, kind, name, code, ST_Y(position::geometry) as lat, ST_X(position::geometry) as lon, address, phone,
  capabilities, diversion, diversion_note as "diversionNote", active, version, ${beds}`;

@Injectable()
export class FacilityRepository {
  find(on: Queryable, centerId: string, facilityId: string): Promise<Facility | undefined> {
    return findRow(on, `select ${columns} from facility where id = $1 and center_id = $2`, [
      facilityId,
      centerId,
    ]);
  }

  /**
   * Holds the facility against other changes of it, but not against rows that refer to it. It is read by a statement
   * after the lock's: the lock's own would show the beds as they were before it waited.
   */
  async findLocked(on: Queryable, centerId: string, facilityId: string): Promise<Facility | undefined> {
    await on.query(`select 1 from facility where id = $1 and center_id = $2 for no key update`, [
      facilityId,
      centerId,
    ]);
    return this.find(on, centerId, facilityId);
  }

  /** After the facility `after`, nearest first where a place is given, otherwise by name. */
  list(
    on: Queryable,
    centerId: string,
    { kind, capability, includeInactive = false, near }: FacilityFilter,
    { after, limit }: { after: string | undefined; limit: number },
  ): Promise<ListedFacility[]> {
    const distance = near
      ? `ST_Distance(position, ST_SetSRID(ST_MakePoint($7, $8), 4326)::geography)`
      : 'null';
    const key = near ? distance : 'name';
    return rows(
      on,
      `select ${columns}, ${distance} as "distanceMetres" from facility
       where center_id = $1 and (active or $2) and ($3::text is null or kind = $3)
         and ($4::text is null or $4 = any(capabilities))
         and ($5::uuid is null
              or (${key}, id) > (select ${key}, id from facility where id = $5 and center_id = $1))
       order by ${key}, id limit $6`,
      [centerId, includeInactive, kind, capability, after, limit, ...(near ? [near.lon, near.lat] : [])],
    );
  }

  async insert(
    on: Queryable,
    centerId: string,
    facility: FacilityFacts & { id: string },
    createdAt: Date,
  ): Promise<void> {
    await on.query(
      `insert into facility (id, center_id, kind, name, code, position, address, phone, capabilities, active, created_at)
       values ($1, $2, $3, $4, $5, ST_SetSRID(ST_MakePoint($6, $7), 4326)::geography, $8, $9, $10, $11, $12)`,
      [facility.id, centerId, ...valuesOf(facility), createdAt],
    );
  }

  /** Writes a locked facility under its next version. */
  async update(on: Queryable, facility: FacilityFacts & { id: string }): Promise<void> {
    await on.query(
      `update facility set kind = $2, name = $3, code = $4, address = $7, phone = $8, capabilities = $9, active = $10,
              position = ST_SetSRID(ST_MakePoint($5, $6), 4326)::geography, version = version + 1
       where id = $1`,
      [facility.id, ...valuesOf(facility)],
    );
  }

  async updateDiversion(
    on: Queryable,
    { id, diversion, diversionNote }: Pick<Facility, 'id' | 'diversion' | 'diversionNote'>,
  ): Promise<void> {
    await on.query(
      `update facility set diversion = $2, diversion_note = $3, version = version + 1 where id = $1`,
      [id, diversion, diversionNote],
    );
  }

  /** What the live board shows of every active facility. */
  board(on: Queryable, centerId: string): Promise<BoardFacility[]> {
    return rows(
      on,
      `select id, kind, name, ST_Y(position::geometry) as lat, ST_X(position::geometry) as lon, diversion, version,
              coalesce((select json_agg(json_build_object('category', category, 'total', total,
                          'available', available) order by category)
                        from facility_bed where facility_id = facility.id), '[]') as beds
       from facility where center_id = $1 and active order by name, id`,
      [centerId],
    );
  }
}

const valuesOf = ({ kind, name, code, lon, lat, address, phone, capabilities, active }: FacilityFacts) => [
  kind,
  name,
  code,
  lon,
  lat,
  address,
  phone,
  capabilities,
  active,
];
