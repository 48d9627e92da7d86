import { Module } from '@nestjs/common';
import { BedRepository } from './bed.repository.js';
import { Facilities } from './facilities.js';
import { FacilityController } from './facility.controller.js';
import { FacilityRepository } from './facility.repository.js';

@Module({
  controllers: [FacilityController],
  providers: [BedRepository, Facilities, FacilityRepository],
  exports: [Facilities],
})
export class FacilityModule {}
