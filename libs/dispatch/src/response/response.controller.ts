import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { ResponseView } from './response.dto.js';
import { Responses } from './responses.js';

@ApiTags('dispatch')
@Controller('incidents/:id/response')
export class ResponseController {
  constructor(private readonly responses: Responses) {}

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
}
