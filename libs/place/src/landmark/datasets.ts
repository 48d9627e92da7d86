import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, type Caller, type Refusal } from '#lib/platform';
import { datasetPattern, type DatasetList, type DatasetRemoval } from './dataset.dto.js';
import { RoadRepository } from '../road/road.repository.js';
import { DatasetRepository } from './dataset.repository.js';
import { LandmarkRepository } from './landmark.repository.js';

/** What was imported together: what there is, and how to be rid of it. */
@Injectable()
export class Datasets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly datasets: DatasetRepository,
    private readonly landmarks: LandmarkRepository,
    private readonly roads: RoadRepository,
  ) {}

  async list({ centerId }: Caller): Promise<DatasetList> {
    return { items: await this.datasets.list(this.dataSource, centerId) };
  }

  /** Nothing refers to an imported place: an incident keeps its own point and words. */
  remove(caller: Caller, dataset: string): Promise<Result<DatasetRemoval, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      if (!datasetPattern.test(dataset)) return refuse({ code: 'not_found' });
      const isThere = await this.datasets.lock(tx.manager, tx.centerId, dataset);
      if (!isThere) return refuse({ code: 'not_found' });
      const removed = await this.landmarks.deleteDataset(tx.manager, tx.centerId, dataset);
      await this.roads.deleteDataset(tx.manager, tx.centerId, dataset);
      await this.datasets.drop(tx.manager, tx.centerId, dataset);
      tx.record({
        type: 'center.places_removed',
        subjectId: tx.centerId,
        subjectVersion: 1,
        payload: { dataset, count: removed },
      });
      return accept({ dataset, removed });
    });
  }
}
