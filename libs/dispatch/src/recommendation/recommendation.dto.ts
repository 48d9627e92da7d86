import {
  etaFallbackReasons,
  etaSources,
  incidentTypes,
  passedOverReasons,
  priorities,
  recommendationReasons,
  teamCapabilities,
  teamKinds,
  type EtaFallbackReason,
  type EtaSource,
  type IncidentType,
  type PassedOverReason,
  type Priority,
  type RecommendationReason,
  type TeamCapability,
  type TeamKind,
} from '#lib/contract';
import {
  Choice,
  Choices,
  Decimal,
  Flag,
  Identifier,
  Latitude,
  Longitude,
  Nested,
  NestedList,
  Text,
  Time,
  Whole,
} from '#lib/platform';
import { determinantOfPlan, PlanUnitBody } from '../response-plan/response-plan.dto.js';

const largestWhole = 2_147_483_647;

export class RecommendationQuery {
  @Whole({ min: 1, max: 20, optional: true, query: true, description: 'Most teams; 5 if left out.' })
  limit?: number;
}

export class ScenePlace {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;
}

/** What is known of an emergency that is not an incident yet. The less is known, the wider its plan. */
export class SceneRequest {
  @Nested(() => ScenePlace, { description: 'Where help is needed.' })
  place: ScenePlace;

  @Choice(incidentTypes, {
    optional: true,
    name: 'IncidentType',
    description: '`unknown_problem` if left out.',
  })
  type?: IncidentType;

  @Choice(priorities, {
    optional: true,
    nullable: true,
    description: 'How urgent; while nobody knows, planned as P2, a visit or transfer as P3.',
  })
  priority?: Priority | null;

  @Text({ ...determinantOfPlan, description: 'The result of the triage protocol; null without one.' })
  determinant?: string | null;

  @Whole({ min: 1, max: 20, optional: true, description: 'Most teams; 5 if left out.' })
  limit?: number;
}

export class CandidateTeamView {
  @Identifier({ description: 'The team.' })
  id: string;

  @Text({ max: 100, description: 'What it is called on the radio.' })
  callSign: string;

  @Choice(teamKinds, { name: 'TeamKind', description: 'What kind of team it is.' })
  kind: TeamKind;

  @Choices(teamCapabilities, { description: 'What it has beyond what its kind always carries.' })
  capabilities: TeamCapability[];

  @Decimal({ min: -90, max: 90, nullable: true, description: 'Where it is; null when unknown.' })
  lat: number | null;

  @Decimal({ min: -180, max: 180, nullable: true, description: 'Where it is; null when unknown.' })
  lon: number | null;
}

export class RecommendedTeamView {
  @Nested(() => CandidateTeamView, { description: 'The team.' })
  team: CandidateTeamView;

  @Whole({ min: 0, max: largestWhole, description: 'Along the way, metres.' })
  distanceMetres: number;

  @Whole({ min: 0, max: largestWhole, description: 'How long it would need, seconds.' })
  etaSeconds: number;

  @Choice(etaSources, { name: 'EtaSource', description: 'Where the time comes from.' })
  etaSource: EtaSource;

  @Whole({
    min: 0,
    max: largestWhole,
    nullable: true,
    description: 'Age of its position, seconds; null while it is taken to be at its base.',
  })
  fixAgeSeconds: number | null;

  @Choices(recommendationReasons, { description: 'Why it stands where it does.' })
  reasons: RecommendationReason[];
}

export class PassedOverTeamView {
  @Nested(() => CandidateTeamView, { description: 'The team.' })
  team: CandidateTeamView;

  @Whole({ min: 0, max: largestWhole, nullable: true, description: 'By straight line, metres.' })
  distanceMetres: number | null;

  @Choice(passedOverReasons, { name: 'PassedOverReason', description: 'Why it was passed over.' })
  reason: PassedOverReason;
}

export class RecommendedUnitView {
  @Choice(incidentTypes, { nullable: true, description: 'The type the plan is for; null: for all types.' })
  type: IncidentType | null;

  @Choice(priorities, { name: 'Priority', description: 'The priority the plan is for.' })
  priority: Priority;

  @Nested(() => PlanUnitBody, { description: 'The unit of the plan that these teams are for.' })
  unit: PlanUnitBody;

  @Whole({ min: 1, max: 10, description: 'Its place in the plan.' })
  unitNumber: number;

  @Whole({ min: 1, max: 10, description: 'How many units the plan has.' })
  unitCount: number;

  @Whole({
    min: 0,
    max: 20,
    description:
      'How many teams of this unit are still to be sent; 0: the plan is met, this is reinforcement.',
  })
  missing: number;
}

/** A place of the plan that is still open. */
export class OpenPlaceView {
  @Whole({ min: 1, max: 10, description: 'Which unit of the plan, from 1.' })
  unitNumber: number;

  @Nested(() => PlanUnitBody, { description: 'What it asks for.' })
  unit: PlanUnitBody;

  @Nested(() => RecommendedTeamView, {
    nullable: true,
    description: 'Who would be sent, counting on the teams before it for theirs; null when nobody is left.',
  })
  best: RecommendedTeamView | null;
}

export class RecommendationView {
  @NestedList(() => RecommendedTeamView, { max: 20, description: 'Best first.' })
  items: RecommendedTeamView[];

  @NestedList(() => PassedOverTeamView, {
    max: 20,
    description: 'The nearest teams that were passed over, each with its reason, nearest first.',
  })
  passedOver: PassedOverTeamView[];

  @Whole({
    min: 0,
    max: largestWhole,
    description:
      'How many of the 128 teams nearest to the place were passed over; `passedOver` has the nearest of them.',
  })
  passedOverCount: number;

  @Choice(etaSources, { name: 'EtaSource', description: 'Where the times come from, at least in part.' })
  etaSource: EtaSource;

  @Choice(etaFallbackReasons, {
    nullable: true,
    description: 'Why roads gave none of the times; null when they gave some.',
  })
  fallbackReason: EtaFallbackReason | null;

  @Flag({
    description:
      'Whether no other team could be quicker. False when so many are unavailable that the search was cut off.',
  })
  complete: boolean;

  @Time({ description: 'When it was made.' })
  madeAt: string;

  @Nested(() => RecommendedUnitView, { description: 'What was looked for.' })
  plan: RecommendedUnitView;

  @NestedList(() => OpenPlaceView, {
    max: 200,
    description:
      'Every open place of the plan with whom `POST /incidents/:id/response` would send: those with a team in the ' +
      'order in which they are chosen, then those without. Empty when the plan is met.',
  })
  places: OpenPlaceView[];
}

/** What of it is kept with the decision for one team. */
export type KeptRecommendation = Omit<RecommendationView, 'places'>;
