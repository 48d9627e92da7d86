import { Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { Responding } from './responding.js';
import { ResponseView, SentResponseView } from './response.dto.js';
import { Responses } from './responses.js';

@ApiTags('dispatch')
@Controller('incidents/:id/response')
export class ResponseController {
  constructor(
    private readonly responses: Responses,
    private readonly responding: Responding,
  ) {}

  @Get()
  @Allow('dispatch.recommend')
  @ApiOperation({
    summary:
      'The teams sent beside what the plan asks for now: places filled and open, and teams not needed.',
  })
  @ApiOkResponse({ type: ResponseView })
  get(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ResponseView, Refusal>> {
    return this.responses.get(caller, id);
  }

  @Post()
  @Allow('dispatch.assign')
  @ApiOperation({
    summary:
      'Sends the best team for every place that the plan still lacks, all in one; never more than it lacks. A place ' +
      'for which nobody can be had stays open in the answer. 409 when nobody can be had at all, or the plan is met.',
  })
  @ApiCreatedResponse({ type: SentResponseView })
  send(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<SentResponseView, Refusal>> {
    return this.responding.send(caller, id);
  }
}
