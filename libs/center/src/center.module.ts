import { Module } from '@nestjs/common';
import { AreaController } from './area/area.controller.js';
import { AreaRepository } from './area/area.repository.js';
import { Areas } from './area/areas.js';
import { ShapeCheck } from './area/shape-check.js';
import { CenterController } from './center.controller.js';
import { CenterRepository } from './center.repository.js';
import { Centers } from './centers.js';

@Module({
  controllers: [CenterController, AreaController],
  providers: [AreaRepository, Areas, CenterRepository, Centers, ShapeCheck],
  exports: [Areas, Centers],
})
export class CenterModule {}
