import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { FacilityModule } from '#lib/facility';
import { FleetModule } from '#lib/fleet';
import { IncidentModule } from '#lib/incident';
import { TriageModule } from '#lib/triage';
import { CONFIGURATION, LOGGER, type Configuration, type Logger } from '#lib/platform';
import { Assigning } from './assignment/assigning.js';
import { AssignmentController, IncidentAssignmentController } from './assignment/assignment.controller.js';
import { AssignmentGuards } from './assignment/assignment-guards.js';
import { AssignmentProgress } from './assignment/assignment-progress.js';
import { AssignmentReading } from './assignment/assignment-reading.js';
import { AssignmentRepository } from './assignment/assignment.repository.js';
import { AssignmentSteps } from './assignment/assignment-steps.js';
import { Offers } from './assignment/offers.js';
import { PlanOffers } from './assignment/plan-offers.js';
import { Cascade } from './cascade/cascade.js';
import { LossRepository } from './cascade/loss.repository.js';
import { CandidateRepository } from './recommendation/candidate.repository.js';
import {
  RecommendationController,
  SceneRecommendationController,
} from './recommendation/recommendation.controller.js';
import { Recommendations } from './recommendation/recommendations.js';
import { SituationRepository } from './recommendation/situation.repository.js';
import { ResponseController } from './response/response.controller.js';
import { Responding } from './response/responding.js';
import { Responses } from './response/responses.js';
import { TriageOutcomes } from './response/triage-outcomes.js';
import { ResponsePlanController } from './response-plan/response-plan.controller.js';
import { ResponsePlanRepository } from './response-plan/response-plan.repository.js';
import { ResponsePlans } from './response-plan/response-plans.js';
import { RouteController } from './route/route.controller.js';
import { RouteRepository } from './route/route.repository.js';
import { Routes } from './route/routes.js';
import { CenterTravelTimes, openRoads } from './travel-time/index.js';
import { TravelTimesWatch } from './travel-times-watch.js';
import { FreeTeamRepository } from './waiting/free-team.repository.js';
import { WaitingIncidentRepository } from './waiting/waiting-incident.repository.js';
import { WaitingIncidents } from './waiting/waiting-incidents.js';

/** Who is sent, and what becomes of it. */
@Module({
  imports: [CenterModule, FacilityModule, FleetModule, IncidentModule, TriageModule],
  controllers: [
    AssignmentController,
    IncidentAssignmentController,
    RecommendationController,
    ResponseController,
    ResponsePlanController,
    RouteController,
    SceneRecommendationController,
  ],
  providers: [
    {
      provide: CenterTravelTimes,
      inject: [CONFIGURATION, LOGGER],
      useFactory: async (configuration: Configuration, logger: Logger) =>
        new CenterTravelTimes(await openRoads(configuration, logger), logger),
    },
    Assigning,
    AssignmentGuards,
    AssignmentProgress,
    AssignmentReading,
    AssignmentRepository,
    AssignmentSteps,
    CandidateRepository,
    Cascade,
    FreeTeamRepository,
    LossRepository,
    Offers,
    PlanOffers,
    Recommendations,
    ResponsePlanRepository,
    ResponsePlans,
    Responding,
    Responses,
    RouteRepository,
    Routes,
    SituationRepository,
    TravelTimesWatch,
    TriageOutcomes,
    WaitingIncidentRepository,
    WaitingIncidents,
  ],
  exports: [Assigning, AssignmentProgress, AssignmentReading, Recommendations, ResponsePlans],
})
export class DispatchModule {}
