import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { IncidentModule } from '#lib/incident';
import { CONFIGURATION, LOGGER, type Configuration, type Logger } from '#lib/platform';
import { CandidateRepository } from './recommendation/candidate.repository.js';
import { RecommendationController } from './recommendation/recommendation.controller.js';
import { Recommendations } from './recommendation/recommendations.js';
import { SituationRepository } from './recommendation/situation.repository.js';
import { ResponsePlanController } from './response-plan/response-plan.controller.js';
import { ResponsePlanRepository } from './response-plan/response-plan.repository.js';
import { ResponsePlans } from './response-plan/response-plans.js';
import { CenterTravelTimes, openRoads } from './travel-time/index.js';

/** Who to send, and what becomes of it. */
@Module({
  imports: [CenterModule, IncidentModule],
  controllers: [RecommendationController, ResponsePlanController],
  providers: [
    {
      provide: CenterTravelTimes,
      inject: [CONFIGURATION, LOGGER],
      useFactory: async (configuration: Configuration, logger: Logger) =>
        new CenterTravelTimes(await openRoads(configuration, logger), logger),
    },
    CandidateRepository,
    Recommendations,
    ResponsePlanRepository,
    ResponsePlans,
    SituationRepository,
  ],
  exports: [Recommendations],
})
export class DispatchModule {}
