import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '#lib/platform';
import { GazetteerRepository } from './gazetteer.repository.js';
import type { Surroundings, SurroundingsRequest } from './surroundings.dto.js';
import { SurroundingsRepository } from './surroundings.repository.js';

/** Tells what is near a point, from the center's own names. Never addresses of earlier calls: those are somebody's. */
@Injectable()
export class PointTelling {
  constructor(
    private readonly dataSource: DataSource,
    private readonly surroundings: SurroundingsRepository,
    private readonly gazetteer: GazetteerRepository,
  ) {}

  async tell({ centerId }: Caller, point: SurroundingsRequest): Promise<Surroundings> {
    const items = await this.surroundings.nearest(this.dataSource, centerId, point);
    const [area] = await this.gazetteer.areasOf(this.dataSource, centerId, [point], undefined);
    return { items, areaId: area?.areaId ?? null, areaName: area?.areaName ?? null };
  }
}
