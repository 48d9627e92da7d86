import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { areaLevels, type AreaLevel } from '#lib/contract';
import { accept, refuse, type Result } from '#lib/kernel';
import {
  Commands,
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  foreignKeyViolation,
  type Caller,
  type Page,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { CenterRepository } from '../center.repository.js';
import { Centers } from '../centers.js';
import { AreaRepository, type AreaLevelRow, type AreaRow, type NewArea } from './area.repository.js';
import { batchesOf } from './batches.js';
import { areasFrom, invalidGeometry, type AreaFeature, type AreaProperties } from './feature-collection.js';
import { ShapeCheck } from './shape-check.js';

export interface AreaImport {
  /** A GeoJSON FeatureCollection as it was read, unchecked. */
  collection: unknown;
  level: AreaLevel;
  properties: AreaProperties;
  /** Makes the union of these areas the service area even where the center has one. */
  replaceServiceArea?: boolean | undefined;
}

export interface AreaImportOutcome {
  level: AreaLevel;
  created: number;
  updated: number;
  /** Whether the union of these areas became the service area. */
  serviceAreaSet: boolean;
}

export interface AreaRemovalOutcome {
  level: AreaLevel;
  removed: number;
}

/** An area with its shape as GeoJSON text, ready to be sent. */
type ShapedArea = AreaRow & { geometry: string };

/** The administrative areas of a center: for reports, for finding where a point lies, for its map. */
@Injectable()
export class Areas {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly areas: AreaRepository,
    private readonly shapes: ShapeCheck,
    private readonly centerRows: CenterRepository,
    private readonly centers: Centers,
  ) {}

  /** Areas by level and code, a page at a time. */
  async list(
    caller: Caller,
    query: { level?: AreaLevel; cursor?: string; limit?: number },
  ): Promise<Result<Page<AreaRow>, Refusal>> {
    const { level, cursor, limit = defaultPageSize } = query;
    const key = cursor === undefined ? accept([]) : decodeCursor(cursor, [cursorPart.id]);
    if (!key.accepted) return key;
    const items = await this.areas.list(this.dataSource, caller.centerId, {
      level,
      after: key.value[0],
      limit,
    });
    const nextCursor = items.length === limit ? encodeCursor([items.at(-1)!.id]) : null;
    return accept({ items, nextCursor });
  }

  /** What the center has, the largest level first. */
  async levels(caller: Caller): Promise<{ items: AreaLevelRow[] }> {
    return { items: await this.areas.levels(this.dataSource, caller.centerId) };
  }

  /** One area as the text of a GeoJSON Feature. */
  async feature(caller: Caller, areaId: string): Promise<Result<string, Refusal>> {
    const area = await this.areas.find(this.dataSource, caller.centerId, areaId);
    return area ? accept(featureText(area)) : refuse({ code: 'not_found' });
  }

  /** Changes whenever {@link collection} does; cheap to ask. */
  async collectionTag(caller: Caller, level?: AreaLevel): Promise<string> {
    const seq = await this.areas.lastChangeSeq(this.dataSource, caller.centerId);
    return `"areas-${level ?? 'all'}-${seq}"`;
  }

  /** The areas of a level as the text of a GeoJSON FeatureCollection. */
  async collection(caller: Caller, level?: AreaLevel): Promise<string> {
    const areas = await this.areas.listWithGeometry(this.dataSource, caller.centerId, level);
    return `{"type":"FeatureCollection","features":[${areas.map(featureText).join(',')}]}`;
  }

  /**
   * Writes every area of a collection, or none: an area known by its level and code is updated. A center without a
   * service area gets the union of what is imported first.
   */
  async import(caller: Caller, request: AreaImport): Promise<Result<AreaImportOutcome, Refusal>> {
    const read = areasFrom(request.collection, request.properties);
    if (!read.accepted) return read;
    const { level, properties } = request;
    const features = read.value;
    return this.commands.run(caller, async (tx) => {
      const center = await this.centerRows.lock(tx.manager, tx.centerId);
      const faults = await this.shapes.faults(tx.manager, features);
      const parentIds = await this.parentIds(tx, level, features);
      if (properties.parentCode !== undefined) {
        faults.push(...withoutParent(features, parentIds, properties.parentCode));
      }
      if (faults.length > 0) return refuse(invalidGeometry(faults));
      let created = 0;
      for (const batch of batchesOf(features)) {
        const areas = batch.map((feature) => newArea(tx, feature, parentIds));
        created += await this.areas.upsert(tx.manager, tx.centerId, level, areas);
      }
      const serviceAreaSet = (request.replaceServiceArea ?? false) || !center.hasServiceArea;
      const version = serviceAreaSet ? await this.coverWith(tx, level, features) : center.version;
      tx.record({
        type: 'center.areas_imported',
        subjectId: tx.centerId,
        subjectVersion: version,
        payload: { level, count: features.length },
      });
      return accept({ level, created, updated: features.length - created, serviceAreaSet });
    });
  }

  /**
   * Takes every area of a level away: a file that was read by the wrong property would otherwise stay for ever. Refused
   * once an incident or a smaller area belongs to one of them. The service area stays as it is.
   */
  remove(caller: Caller, level: string): Promise<Result<AreaRemovalOutcome, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const known = areaLevels.find((name) => name === level);
      if (!known) return refuse({ code: 'not_found' });
      try {
        const removed = await this.areas.delete(tx.manager, tx.centerId, known);
        if (removed === 0) return refuse({ code: 'not_found' });
        const payload = { level: known, count: removed };
        tx.record({ type: 'center.areas_removed', subjectId: tx.centerId, subjectVersion: 1, payload });
        return accept({ level: known, removed });
      } catch (error) {
        if (foreignKeyViolation(error)) return refuse({ code: 'areas_in_use' });
        throw error;
      }
    });
  }

  private parentIds(
    tx: Transaction,
    level: AreaLevel,
    features: AreaFeature[],
  ): Promise<Map<string, string>> {
    const larger = areaLevels.slice(0, areaLevels.indexOf(level));
    const codes = features.flatMap(({ parentCode }) => parentCode ?? []);
    return this.areas.idsByCode(tx.manager, tx.centerId, larger, [...new Set(codes)]);
  }

  private async coverWith(tx: Transaction, level: AreaLevel, features: AreaFeature[]): Promise<number> {
    const codes = features.map(({ code }) => code);
    const version = await this.centerRows.setServiceAreaFromAreas(tx.manager, tx.centerId, level, codes);
    this.centers.recordChange(tx, version, ['serviceArea']);
    return version;
  }
}

const withoutParent = (features: AreaFeature[], parentIds: Map<string, string>, property: string) =>
  features
    .filter(({ parentCode }) => parentCode !== null && !parentIds.has(parentCode))
    .map(({ index, code, parentCode }) => ({
      field: `features.${index}.properties.${property}`,
      rule: 'parentNotFound',
      parameters: { 0: code, 1: parentCode },
    }));

const newArea = (tx: Transaction, feature: AreaFeature, parentIds: Map<string, string>): NewArea => ({
  id: tx.newIdentifier(),
  code: feature.code,
  name: feature.name,
  parentId: feature.parentCode === null ? null : (parentIds.get(feature.parentCode) ?? null),
  geometry: JSON.stringify(feature.geometry),
});

/** The shape is GeoJSON text already; parsing it only to write it again would cost more than reading it. */
function featureText({ id, geometry, ...properties }: ShapedArea): string {
  return `{"type":"Feature","id":"${id}","properties":${JSON.stringify(properties)},"geometry":${geometry}}`;
}
