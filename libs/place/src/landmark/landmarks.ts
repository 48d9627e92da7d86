import { Injectable } from '@nestjs/common';
import { accept, type Result } from '#lib/kernel';
import { Commands, type Caller, type Refusal } from '#lib/platform';
import { landmarksFrom, landmarksFromTable, type Landmark } from './landmark-file.js';
import type { LandmarkImportQuery, LandmarkImportResponse } from './landmark.dto.js';
import { LandmarkRepository } from './landmark.repository.js';

/** Landmarks and streets of a center, imported from files so that they can be found by name. */
@Injectable()
export class Landmarks {
  constructor(
    private readonly commands: Commands,
    private readonly landmarks: LandmarkRepository,
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
    read: Result<Landmark[], Refusal>,
  ): Promise<Result<LandmarkImportResponse, Refusal>> {
    if (!read.accepted) return read;
    return this.commands.run(caller, async (tx) => {
      const replaced = await this.landmarks.deleteDataset(tx.manager, tx.centerId, dataset);
      const landmarks = read.value.map((landmark) => ({ ...landmark, id: tx.newIdentifier() }));
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
}
