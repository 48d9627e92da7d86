import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PageQuery, PathId, type Caller, type Refusal } from '#lib/platform';
import { Timelines } from './timelines.js';
import { TimelinePage } from './timeline.view.js';

@ApiTags('incidents')
@Controller('incidents/:id/timeline')
export class TimelineController {
  constructor(private readonly timelines: Timelines) {}

  @Get()
  @Allow('incident.read')
  @ApiOperation({
    summary:
      'What happened to an incident, oldest first, from the ring of its contact. The ETag is the incident’s version.',
  })
  @ApiOkResponse({ type: TimelinePage })
  get(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Query() query: PageQuery,
  ): Promise<Result<TimelinePage, Refusal>> {
    return this.timelines.get(caller, id, query);
  }
}
