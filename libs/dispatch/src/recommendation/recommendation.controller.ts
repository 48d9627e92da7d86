import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { RecommendationQuery, RecommendationView } from './recommendation.dto.js';
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
