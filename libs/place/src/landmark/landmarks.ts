import { Injectable } from '@nestjs/common';
import { accept, type Result } from '#lib/kernel';
import { Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { GazetteerRepository } from '../gazetteer/gazetteer.repository.js';
import { landmarksFrom, landmarksFromTable, type Landmark, type ReadLandmark } from './landmark-file.js';
import type { LandmarkImportQuery, LandmarkImportResponse } from './landmark.dto.js';
import { LandmarkRepository } from './landmark.repository.js';
import { roadsOf } from './roads.js';

/** Pieces whose areas are looked up in one statement. */
const batchSize = 2_000;

/** Landmarks and streets of a center, imported from files so that they can be found by name. */
@Injectable()
export class Landmarks {
  constructor(
    private readonly commands: Commands,
    private readonly landmarks: LandmarkRepository,
    private readonly gazetteer: GazetteerRepository,
  ) {}

  /** From GeoJSON. */
  import(
    caller: Caller,
    collection: unknown,
    query: LandmarkImportQuery,
  ): Promise<Result<LandmarkImportResponse, Refusal>> {
    return this.replace(caller, query.dataset, landmarksFrom(collection, query));
  }

  /** From comma-separated values. */
  importTable(
    caller: Caller,
    text: string,
    query: LandmarkImportQuery,
  ): Promise<Result<LandmarkImportResponse, Refusal>> {
    return this.replace(caller, query.dataset, landmarksFromTable(text, query));
  }

  private async replace(
    caller: Caller,
    dataset: string,
    read: Result<ReadLandmark[], Refusal>,
  ): Promise<Result<LandmarkImportResponse, Refusal>> {
    if (!read.accepted) return read;
    return this.commands.run(caller, async (tx) => {
      const replaced = await this.landmarks.deleteDataset(tx.manager, tx.centerId, dataset);
      const found = await this.joined(tx, read.value);
      const landmarks = found.map((landmark) => ({ ...landmark, id: tx.newIdentifier() }));
      await this.landmarks.insert(tx.manager, tx.centerId, dataset, landmarks);
      tx.record({
        type: 'center.places_imported',
        subjectId: tx.centerId,
        subjectVersion: 1,
        payload: { dataset, count: landmarks.length },
      });
      return accept({ imported: landmarks.length, replaced });
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
