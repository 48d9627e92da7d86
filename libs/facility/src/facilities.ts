import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BoardFacility } from '#lib/contract';
import { accept, isLatLon, refuse, type LatLon, type Result } from '#lib/kernel';
import {
  Commands,
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  uniqueViolation,
  versionFrom,
  type Caller,
  type Page,
  type Queryable,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { BedRepository } from './bed.repository.js';
import { bedsAfter } from './beds-change.js';
import type { BedsChange, Facility, FacilityChanges, FacilityFacts, NewFacility } from './facility.js';
import { FacilityRepository, type FacilityFilter, type ListedFacility } from './facility.repository.js';

export interface FacilityListQuery extends Omit<FacilityFilter, 'near'> {
  /** `lat,lon` */
  near?: string;
  cursor?: string;
  limit?: number;
}

/** Hospitals, puskesmas, clinics and bases: where they are, what they can do, how full they are. */
@Injectable()
export class Facilities {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly facilities: FacilityRepository,
    private readonly beds: BedRepository,
  ) {}

  /** @param on the manager of a transaction, inside one */
  find(centerId: string, facilityId: string, on: Queryable = this.dataSource): Promise<Facility | undefined> {
    return this.facilities.find(on, centerId, facilityId);
  }

  async view(caller: Caller, facilityId: string): Promise<Result<Facility, Refusal>> {
    const facility = await this.find(caller.centerId, facilityId);
    return facility ? accept(facility) : refuse({ code: 'not_found' });
  }

  async list(caller: Caller, query: FacilityListQuery): Promise<Result<Page<ListedFacility>, Refusal>> {
    const { near, cursor, limit = defaultPageSize, ...filter } = query;
    const place = near === undefined ? accept(undefined) : placeFrom(near);
    if (!place.accepted) return place;
    const key = cursor === undefined ? accept([]) : decodeCursor(cursor, [cursorPart.id]);
    if (!key.accepted) return key;
    const items = await this.facilities.list(
      this.dataSource,
      caller.centerId,
      { ...filter, near: place.value },
      { after: key.value[0], limit },
    );
    return accept({ items, nextCursor: items.length === limit ? encodeCursor([items.at(-1)!.id]) : null });
  }

  /** Every active facility as the live board shows it. */
  board(on: Queryable, centerId: string): Promise<BoardFacility[]> {
    return this.facilities.board(on, centerId);
  }

  create(caller: Caller, facility: NewFacility): Promise<Result<Facility, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const id = tx.newIdentifier();
      const facts: FacilityFacts = { ...unsaid, ...said(facility) };
      const clash = await nameClash(() =>
        this.facilities.insert(tx.manager, tx.centerId, { ...facts, id }, tx.now),
      );
      if (clash) return refuse(clash);
      tx.record({
        type: 'facility.created',
        subjectId: id,
        subjectVersion: 1,
        payload: { name: facts.name },
      });
      return accept(await this.get(tx, id));
    });
  }

  /** Changes what is known of a facility; `active: false` takes it off every list without losing its history. */
  change(
    caller: Caller,
    facilityId: string,
    changes: FacilityChanges,
    ifMatch: string | undefined,
  ): Promise<Result<Facility, Refusal>> {
    if ((changes.lat === undefined) !== (changes.lon === undefined)) {
      const [missing, given] = changes.lat === undefined ? ['lat', 'lon'] : ['lon', 'lat'];
      const fields = [{ field: given, rule: 'onlyWith', parameters: { 0: missing } }];
      return Promise.resolve(refuse({ code: 'validation_failed', fields }));
    }
    return this.changing(caller, facilityId, versionFrom(ifMatch), async (tx, facility) => {
      const after: FacilityFacts & { id: string } = { ...facility, ...said(changes) };
      const fields = Object.keys(said(changes)).filter((field) => differs(facility, after, field));
      if (fields.length === 0) return accept(facility);
      const clash = await nameClash(() => this.facilities.update(tx.manager, after));
      if (clash) return refuse(clash);
      const changed = await this.get(tx, facilityId);
      tx.record({
        type: 'facility.changed',
        subjectId: facilityId,
        subjectVersion: changed.version,
        payload: { fields },
      });
      return accept(changed);
    });
  }

  /**
   * Takes over what the facility's staff tells: whether it takes ambulances, and how many beds are free. All of it or
   * nothing. Told again unchanged, it is journalled again: the figures are fresh.
   */
  changeBeds(
    caller: Caller,
    facilityId: string,
    change: BedsChange,
    ifMatch?: string,
  ): Promise<Result<Facility, Refusal>> {
    const expected = ifMatch === undefined ? accept(undefined) : versionFrom(ifMatch);
    return this.changing(caller, facilityId, expected, async (tx, facility) => {
      const beds = bedsAfter(facility.beds, change);
      if (!beds.accepted) return beds;
      const { diversion = facility.diversion, diversionNote } = change;
      await this.beds.upsert(tx.manager, facilityId, beds.value, tx.now);
      await this.facilities.updateDiversion(tx.manager, {
        id: facilityId,
        diversion,
        // The note explains a diversion: it goes when the facility opens.
        diversionNote:
          diversionNote !== undefined ? diversionNote : diversion === 'open' ? null : facility.diversionNote,
      });
      const changed = await this.get(tx, facilityId);
      tx.record({
        type: 'facility.beds_changed',
        subjectId: facilityId,
        subjectVersion: changed.version,
        payload: {
          diversion,
          beds: changed.beds.map(({ category, total, available }) => ({ category, total, available })),
        },
      });
      return accept(changed);
    });
  }

  private async get(tx: Transaction, facilityId: string): Promise<Facility> {
    const facility = await this.facilities.find(tx.manager, tx.centerId, facilityId);
    if (!facility) throw new Error('the facility is gone');
    return facility;
  }

  /** Runs a change with the facility's row locked, where its version is the expected one. */
  private async changing(
    caller: Caller,
    facilityId: string,
    expected: Result<number | undefined, Refusal>,
    work: (tx: Transaction, facility: Facility) => Promise<Result<Facility, Refusal>>,
  ): Promise<Result<Facility, Refusal>> {
    if (!expected.accepted) return expected;
    return this.commands.run(caller, async (tx) => {
      const facility = await this.facilities.findLocked(tx.manager, tx.centerId, facilityId);
      if (!facility) return refuse({ code: 'not_found' });
      if (expected.value !== undefined && expected.value !== facility.version) {
        return refuse({ code: 'version_mismatch', current: facility });
      }
      return work(tx, facility);
    });
  }
}

const unsaid = { code: null, address: null, phone: null, capabilities: [], active: true };

/** Without the fields that were left out, which must not overwrite anything. */
const said = <T extends object>(changes: T): T =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as T;

const differs = (before: object, after: object, field: string): boolean =>
  JSON.stringify(before[field as keyof typeof before]) !== JSON.stringify(after[field as keyof typeof after]);

function placeFrom(near: string): Result<LatLon, Refusal> {
  const [lat, lon] = near.split(',').map(Number);
  const place = { lat: lat ?? NaN, lon: lon ?? NaN };
  return isLatLon(place)
    ? accept(place)
    : refuse({ code: 'validation_failed', fields: [{ field: 'query.near', rule: 'matches' }] });
}

async function nameClash(write: () => Promise<void>): Promise<Refusal | undefined> {
  try {
    await write();
  } catch (error) {
    if (uniqueViolation(error, 'facility_center_id_kind_name_key')) return { code: 'code_taken' };
    throw error;
  }
  return undefined;
}
