import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '#lib/platform';
import { DatasetRepository } from '../landmark/dataset.repository.js';
import { RoadRepository, type RoadRow } from './road.repository.js';

/** The roads of a center as its map draws them. */
@Injectable()
export class RoadMap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly roads: RoadRepository,
    private readonly datasets: DatasetRepository,
  ) {}

  /** Changes whenever {@link collection} does; cheap to ask. */
  async tag({ centerId }: Caller): Promise<string> {
    return `"roads-${await this.datasets.revision(this.dataSource, centerId)}"`;
  }

  /** Every road as the text of a GeoJSON FeatureCollection, with what their licences ask to be shown. */
  async collection({ centerId }: Caller): Promise<string> {
    const roads = await this.roads.list(this.dataSource, centerId);
    const attributions = await this.datasets.roadAttributions(this.dataSource, centerId);
    const features = roads.map(featureText).join(',');
    return `{"type":"FeatureCollection","attributions":${JSON.stringify(attributions)},"features":[${features}]}`;
  }
}

/** The lines are GeoJSON text already; parsing them only to write them again would cost more than reading them. */
function featureText({ class: roadClass, name, geometry }: RoadRow): string {
  const properties = JSON.stringify({ class: roadClass, ...(name !== null && { name }) });
  return `{"type":"Feature","properties":${properties},"geometry":${geometry}}`;
}
