import { Injectable } from '@nestjs/common';
import type { Queryable, RefusedField } from '#lib/platform';
import { AreaRepository } from './area.repository.js';
import { batchesOf } from './batches.js';
import { faultOf } from './feature-collection.js';
import type { AreaGeometry } from './geometry.js';

/** A shape that is whole, and what to call it when something is wrong with it. */
export interface Shape {
  index: number;
  code?: string;
  geometry: AreaGeometry;
}

/** What PostGIS finds wrong with shapes: rings that cross, holes outside, parts that overlap. */
@Injectable()
export class ShapeCheck {
  constructor(private readonly areas: AreaRepository) {}

  async faults(on: Queryable, shapes: Shape[]): Promise<RefusedField[]> {
    const faults: RefusedField[] = [];
    for (const batch of batchesOf(shapes)) {
      const texts = batch.map(({ geometry }) => JSON.stringify(geometry));
      const validities = await this.areas.validities(on, texts);
      validities.forEach(({ valid, reason, lat, lon }, position) => {
        const { index, code } = batch[position]!;
        const detail = `${reason}, [${lon}, ${lat}]`;
        if (!valid) faults.push(faultOf(index, code, { rule: 'geometryInvalid', detail }));
      });
    }
    return faults;
  }
}
