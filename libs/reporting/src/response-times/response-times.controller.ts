import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, type Caller, type Refusal } from '#lib/platform';
import { ResponseTimes, ResponseTimesQuery } from './response-times.dto.js';
import { ResponseTimesReport } from './response-times.service.js';

@ApiTags('reports')
@Controller('reports')
export class ResponseTimesController {
  constructor(private readonly report: ResponseTimesReport) {}

  @Allow('report.read')
  @Get('response-times')
  @ApiOperation({
    summary:
      'Median, 90th percentile and share within target of every interval from the first ring to the cleared team. At most 400 days.',
  })
  @ApiOkResponse({ type: ResponseTimes })
  read(
    @CurrentCaller() caller: Caller,
    @Query() query: ResponseTimesQuery,
  ): Promise<Result<ResponseTimes, Refusal>> {
    return this.report.read(caller, query);
  }
}
