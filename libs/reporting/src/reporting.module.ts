import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { ResponseTimesController } from './response-times/response-times.controller.js';
import { ResponseTimesRepository } from './response-times/response-times.repository.js';
import { ResponseTimesReport } from './response-times/response-times.service.js';

@Module({
  imports: [CenterModule],
  controllers: [ResponseTimesController],
  providers: [ResponseTimesReport, ResponseTimesRepository],
})
export class ReportingModule {}
