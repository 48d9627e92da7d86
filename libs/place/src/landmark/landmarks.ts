import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { GazetteerRepository } from '../gazetteer/gazetteer.repository.js';
import { roadsFrom } from '../road/road-lines.js';
import { RoadRepository } from '../road/road.repository.js';
import { mostRoadPoints, pointsOf } from '../road/road.js';
import { DatasetRepository } from './dataset.repository.js';
import { landmarksFrom, landmarksFromTable } from './landmark-file.js';
import type { Landmark, ReadFile, ReadLandmark } from './landmark.js';
import type { LandmarkImportQuery, LandmarkImportResponse } from './landmark.dto.js';
import { LandmarkRepository } from './landmark.repository.js';
import { roadsOf } from './roads.js';

/** Pieces whose areas are looked up in one statement. */
const batchSize = 2_000;

/** Landmarks and streets of a center, imported from files: found by name, and roads drawn on the map. */
@Injectable()
export class Landmarks {
  constructor(
    private readonly commands: Commands,
    private readonly datasets: DatasetRepository,
    private readonly landmarks: LandmarkRepository,
    private readonly roads: RoadRepository,
    private readonly gazetteer: GazetteerRepository,
  ) {}

  /** From GeoJSON. */
  import(
    caller: Caller,
    collection: unknown,
    query: LandmarkImportQuery,
  ): Promise<Result<LandmarkImportResponse, Refusal>> {
    return this.replace(caller, query, landmarksFrom(collection, query));
  }

  /** From comma-separated values. */
  importTable(
    caller: Caller,
    text: string,
    query: LandmarkImportQuery,
  ): Promise<Result<LandmarkImportResponse, Refusal>> {
    return this.replace(caller, query, landmarksFromTable(text, query));
  }

  private async replace(
    caller: Caller,
    { dataset, attribution = null }: { dataset: string; attribution?: string | null },
    read: Result<ReadFile, Refusal>,
  ): Promise<Result<LandmarkImportResponse, Refusal>> {
    if (!read.accepted) return read;
    const roads = roadsFrom(read.value.roads);
    return this.commands.run(caller, async (tx) => {
      if (roads.length > 0) {
        const points = pointsOf(roads) + (await this.roads.pointsBeside(tx.manager, tx.centerId, dataset));
        if (points > mostRoadPoints) return refuse(tooManyPoints(points));
      }
      const revision = tx.newIdentifier();
      await this.datasets.set(tx.manager, tx.centerId, { dataset, attribution, revision });
      const replaced = await this.landmarks.deleteDataset(tx.manager, tx.centerId, dataset);
      const found = await this.joined(tx, read.value.landmarks);
      const landmarks = found.map((landmark) => ({ ...landmark, id: tx.newIdentifier() }));
      await this.landmarks.insert(tx.manager, tx.centerId, dataset, landmarks);
      await this.roads.deleteDataset(tx.manager, tx.centerId, dataset);
      await this.roads.insert(tx.manager, tx.centerId, dataset, roads);
      tx.record({
        type: 'center.places_imported',
        subjectId: tx.centerId,
        subjectVersion: 1,
        payload: { dataset, count: landmarks.length },
      });
      return accept({ imported: landmarks.length, replaced, roads: roads.length });
    });
  }

  /** Streets as callers know them, one for each name in an area; all else as it was read. */
  private async joined(tx: Transaction, read: readonly ReadLandmark[]): Promise<Landmark[]> {
    const isRoad = ({ kind, lines }: ReadLandmark): boolean => kind === 'street' && lines.length > 0;
    const pieces = read.filter(isRoad);
    const areas: (string | null)[] = [];
    for (let start = 0; start < pieces.length; start += batchSize) {
      const batch = pieces.slice(start, start + batchSize);
      const found = await this.gazetteer.areasOf(tx.manager, tx.centerId, batch, undefined);
      areas.push(...found.map(({ areaId }) => areaId));
    }
    return [
      ...read.filter((landmark) => !isRoad(landmark)).map(({ lines: _lines, ...landmark }) => landmark),
      ...roadsOf(pieces, areas),
    ];
  }
}

const tooManyPoints = (points: number): Refusal => ({
  code: 'validation_failed',
  fields: [{ field: 'features', rule: 'tooManyRoads', parameters: { 0: points, 1: mostRoadPoints } }],
});
