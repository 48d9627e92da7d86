import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { RecommendationQuery, RecommendationView, SceneRequest } from './recommendation.dto.js';
import { Recommendations } from './recommendations.js';

@ApiTags('dispatch')
@Controller('incidents/:id/recommendations')
export class RecommendationController {
  constructor(private readonly recommendations: Recommendations) {}

  @Get()
  @Allow('dispatch.recommend')
  @ApiOperation({
    summary:
      'The best teams for the next unit of the incident’s plan, with times and reasons, and the nearest ones passed over.',
  })
  @ApiOkResponse({ type: RecommendationView })
  get(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Query() { limit }: RecommendationQuery,
  ): Promise<Result<RecommendationView, Refusal>> {
    return this.recommendations.view(caller, id, limit);
  }
}

@ApiTags('dispatch')
@Controller('recommendations')
export class SceneRecommendationController {
  constructor(private readonly recommendations: Recommendations) {}

  @Post()
  @HttpCode(200)
  @Allow('dispatch.recommend')
  @ApiOperation({
    summary:
      'Who would be sent if this were an incident now, chosen as for one: for the form of a call, before it is saved. ' +
      'Changes nothing; a body, because a place does not belong into an address.',
  })
  @ApiOkResponse({ type: RecommendationView })
  recommend(@CurrentCaller() caller: Caller, @Body() scene: SceneRequest): Promise<RecommendationView> {
    return this.recommendations.viewOf(caller, scene);
  }
}
