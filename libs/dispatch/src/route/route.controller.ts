import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { RouteQuery, RoutesView } from './route.dto.js';
import { Routes } from './routes.js';

@ApiTags('dispatch')
@Controller('incidents/:id/routes')
export class RouteController {
  constructor(private readonly routes: Routes) {}

  @Get()
  @Allow('dispatch.recommend')
  @ApiOperation({
    summary:
      'The ways of up to ten teams to the incident, or of one with the patient to its hospital, each from its last position.',
  })
  @ApiOkResponse({ type: RoutesView })
  get(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Query() { teamIds }: RouteQuery,
  ): Promise<Result<RoutesView, Refusal>> {
    return this.routes.view(caller, id, teamIds);
  }
}
