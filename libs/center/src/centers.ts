import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '#lib/contract';
import { accept, refuse, type IdSource, type LatLon, type Result } from '#lib/kernel';
import {
  Commands,
  ID_SOURCE,
  systemCaller,
  uniqueViolation,
  versionFrom,
  type Caller,
  type Queryable,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { geometriesFrom, invalidGeometry } from './area/feature-collection.js';
import { ShapeCheck } from './area/shape-check.js';
import type { Center, Location } from './center.js';
import type { CenterSettings } from './center-settings.js';
import { CenterRepository, toCenter, type Bounds, type CenterRow } from './center.repository.js';
import { changedSettings, patchSettings } from './settings-patch.js';

export interface NewCenter {
  /** 2 to 8 capital letters and digits. */
  code: string;
  name: string;
  timeZone: string;
  locale: Locale;
  /** Settings the center chooses from the start; the rest follows the defaults. */
  settings?: unknown;
}

export type CenterChanges = Partial<Pick<NewCenter, 'name' | 'timeZone' | 'locale'>>;

export interface CenterView {
  id: string;
  code: string;
  name: string;
  timeZone: string;
  locale: Locale;
  /** The box around the service area; null where none is set. */
  bounds: Bounds | null;
  version: number;
}

export interface SettingsView {
  settings: CenterSettings;
  version: number;
}

/** A GeoJSON Feature, with the version of the center it belongs to. */
export interface ServiceAreaView {
  type: 'Feature';
  properties: object;
  geometry: object | null;
  version: number;
}

/** How long a center is answered from memory, milliseconds of real time: what another process changed shows after it. */
const rememberedMilliseconds = 3_000;

/** The centers this system serves: who they are, what they decided for themselves, where a point lies. */
@Injectable()
export class Centers {
  private readonly remembered = new Map<string, { center: Center; until: number }>();
  /** Counts the changes: a read that began before one, or in a transaction older than one, is not remembered after it. */
  private changes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: CenterRepository,
    private readonly shapes: ShapeCheck,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /**
   * The center, from memory where it was asked for moments ago. Inside a transaction pass its manager as `on`.
   * @throws Error for a center that does not exist.
   */
  async get(centerId: string, on: Queryable = this.dataSource): Promise<Center> {
    const kept = this.remembered.get(centerId);
    if (kept && kept.until > performance.now()) return kept.center;
    const changesBefore = this.changes;
    const row = await this.centers.find(on, centerId);
    if (!row) throw new Error('no such center');
    const center = toCenter(row);
    if (on === this.dataSource && this.changes === changesBefore) {
      this.remembered.set(centerId, { center, until: performance.now() + rememberedMilliseconds });
    }
    return center;
  }

  async findByCode(code: string): Promise<Center | undefined> {
    const row = await this.centers.findByCode(this.dataSource, code);
    return row && toCenter(row);
  }

  async list(): Promise<Center[]> {
    return (await this.centers.list(this.dataSource)).map(toCenter);
  }

  /** The smallest area that holds the point, and how far it lies outside the service area. */
  locate(on: Queryable, centerId: string, point: LatLon): Promise<Location> {
    return this.centers.locate(on, centerId, point);
  }

  /** Founds a center with an empty journal, whose first entry is its own. */
  async create({ code, name, timeZone, locale, settings = {} }: NewCenter): Promise<Result<Center, Refusal>> {
    if (!/^[A-Z0-9]{2,8}$/.test(code)) return refuse(wrong('code', 'matches'));
    const patched = patchSettings({}, settings);
    if (!patched.accepted) return patched;
    const id = this.ids.next();
    return this.commands.run(systemCaller(id), async (tx) => {
      if (!(await this.isTimeZone(tx.manager, timeZone))) return refuse(wrong('timeZone', 'timeZone'));
      const row = { id, code, name, timeZone, locale, chosen: patched.value.chosen };
      try {
        await this.centers.insert(tx.manager, row, tx.now);
      } catch (error) {
        if (uniqueViolation(error, 'center_code_key')) return refuse({ code: 'code_taken' });
        throw error;
      }
      tx.record({ type: 'center.created', subjectId: id, subjectVersion: 1, payload: { code } });
      return accept(toCenter({ ...row, version: 1 }));
    });
  }

  async view(caller: Caller): Promise<CenterView> {
    return this.viewOf(this.dataSource, await this.get(caller.centerId));
  }

  async settings(caller: Caller): Promise<SettingsView> {
    const { settings, version } = await this.get(caller.centerId);
    return { settings, version };
  }

  /** The service area as a GeoJSON Feature; its geometry is null where none is set. */
  async serviceArea(caller: Caller): Promise<ServiceAreaView> {
    const { geometry, version } = await this.centers.getServiceArea(this.dataSource, caller.centerId);
    return {
      type: 'Feature',
      properties: {},
      geometry: geometry === null ? null : (JSON.parse(geometry) as object),
      version,
    };
  }

  async change(
    caller: Caller,
    changes: CenterChanges,
    ifMatch: string | undefined,
  ): Promise<Result<CenterView, Refusal>> {
    return this.changing(caller, ifMatch, async (tx, row) => {
      if (changes.timeZone !== undefined && !(await this.isTimeZone(tx.manager, changes.timeZone))) {
        return refuse(wrong('timeZone', 'timeZone'));
      }
      const fields = (['name', 'timeZone', 'locale'] as const).filter(
        (field) => changes[field] !== undefined && changes[field] !== row[field],
      );
      const center = fields.length > 0 ? await this.write(tx, { ...row, ...changes }, fields) : toCenter(row);
      return accept(await this.viewOf(tx.manager, center));
    });
  }

  /** Lays a partial object over the settings; `null` goes back to the default. */
  async changeSettings(
    caller: Caller,
    patch: unknown,
    ifMatch: string | undefined,
  ): Promise<Result<SettingsView, Refusal>> {
    return this.changing(caller, ifMatch, async (tx, row) => {
      const patched = patchSettings(row.chosen, patch);
      if (!patched.accepted) return patched;
      const { chosen, settings } = patched.value;
      const fields = changedSettings(row.chosen, chosen);
      const { version } = fields.length > 0 ? await this.write(tx, { ...row, chosen }, fields) : row;
      return accept({ settings, version });
    });
  }

  /** Sets the service area to the union of the shapes in a GeoJSON FeatureCollection, Feature or geometry. */
  async changeServiceArea(
    caller: Caller,
    geoJson: unknown,
    ifMatch: string | undefined,
  ): Promise<Result<CenterView, Refusal>> {
    const read = geometriesFrom(geoJson);
    if (!read.accepted) return read;
    const shapes = read.value.map((geometry, index) => ({ index, geometry }));
    return this.changing(caller, ifMatch, async (tx, row) => {
      const faults = await this.shapes.faults(tx.manager, shapes);
      if (faults.length > 0) return refuse(invalidGeometry(faults));
      const texts = shapes.map(({ geometry }) => JSON.stringify(geometry));
      const version = await this.centers.setServiceArea(tx.manager, tx.centerId, texts);
      this.recordChange(tx, version, ['serviceArea']);
      return accept(await this.viewOf(tx.manager, toCenter({ ...row, version })));
    });
  }

  /** Journals a change of the center and forgets what was remembered of it. */
  recordChange(tx: Transaction, version: number, fields: string[]): void {
    tx.record({
      type: 'center.settings_changed',
      subjectId: tx.centerId,
      subjectVersion: version,
      payload: { fields },
    });
    tx.afterCommit.push(() => this.forget(tx.centerId));
  }

  private forget(centerId: string): void {
    this.changes += 1;
    this.remembered.delete(centerId);
  }

  /** Runs a change of the center under `If-Match`, with its row locked. */
  private async changing<T>(
    caller: Caller,
    ifMatch: string | undefined,
    work: (tx: Transaction, row: CenterRow) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    const expected = versionFrom(ifMatch);
    if (!expected.accepted) return expected;
    return this.commands.run(caller, async (tx) => {
      const row = await this.centers.lock(tx.manager, tx.centerId);
      if (row.version !== expected.value) {
        return refuse({ code: 'version_mismatch', current: toCenter(row) });
      }
      return work(tx, row);
    });
  }

  private async write(tx: Transaction, row: CenterRow, fields: string[]): Promise<Center> {
    const written = await this.centers.update(tx.manager, row);
    this.recordChange(tx, written.version, fields);
    return toCenter(written);
  }

  private async viewOf(on: Queryable, center: Center): Promise<CenterView> {
    const { id, code, name, timeZone, locale, version } = center;
    const bounds = (await this.centers.findBounds(on, id)) ?? null;
    return { id, code, name, timeZone, locale, bounds, version };
  }

  /** An IANA name that this process and the database both reckon with; not a bare offset, which the two read differently. */
  private async isTimeZone(on: Queryable, name: string): Promise<boolean> {
    if (!/^[A-Za-z]/.test(name)) return false;
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
    } catch {
      return false;
    }
    return this.centers.knowsTimeZone(on, name);
  }
}

const wrong = (field: string, rule: string): Refusal => ({
  code: 'validation_failed',
  fields: [{ field, rule }],
});
