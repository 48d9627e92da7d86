import { haversineMetres } from '#lib/kernel';
import type { PlanUnitBody } from '../response-plan/response-plan.dto.js';
import type { Candidate } from './engine/candidate.js';
import type { FilledPlan } from './engine/fill-plan.js';
import type { NextUnit, PlanUnit } from './engine/plan.js';
import type { Ranked } from './engine/rank.js';
import type { PassedOver } from './engine/search.js';
import type { TeamChoice } from './recommendation.js';
import type {
  CandidateTeamView,
  KeptRecommendation,
  KeptTeam,
  NeededByView,
  OpenPlaceView,
  PassedOverTeamView,
  RecommendationView,
  RecommendedTeamView,
  RecommendedUnitView,
} from './recommendation.dto.js';

/** The incidents that need a team more urgently, by the id of the team. */
export type NeededTeams = ReadonlyMap<string, NeededByView>;

/** As it is shown: the teams for the next unit, whom the whole plan would send, and who else needs them. */
export const recommendationView = (
  choice: TeamChoice,
  plan: FilledPlan<TeamChoice>,
  needed: NeededTeams,
): RecommendationView => ({
  ...keptRecommendation(choice),
  items: choice.ranked.map((ranked) => recommendedView(ranked, needed)),
  places: openPlaces(plan, needed),
});

/** As it is kept with the decision for one team. */
export const keptRecommendation = (choice: TeamChoice): KeptRecommendation => ({
  items: choice.ranked.map(keptTeam),
  passedOver: choice.passedOver.map((passedOver) => passedOverView(passedOver, choice)),
  passedOverCount: choice.passedOverCount,
  etaSource: choice.etaSource,
  fallbackReason: choice.fallbackReason,
  complete: choice.complete,
  madeAt: choice.madeAt.toISOString(),
  plan: unitView(choice),
});

/** The open places of the plan with their best teams, and then those for which nobody is left. */
const openPlaces = ({ choices, lacking }: FilledPlan<TeamChoice>, needed: NeededTeams): OpenPlaceView[] => [
  ...choices.flatMap(({ next, ranked: [best] }) =>
    best ? [placeView(next, recommendedView(best, needed))] : [],
  ),
  ...lacking.flatMap((next) => Array.from({ length: next.missing }, () => placeView(next, null))),
];

const placeView = ({ index, unit }: NextUnit, best: RecommendedTeamView | null): OpenPlaceView => ({
  unitNumber: index + 1,
  unit: unitBody(unit),
  best,
});

const recommendedView = (ranked: Ranked, needed: NeededTeams): RecommendedTeamView => ({
  ...keptTeam(ranked),
  neededBy: needed.get(ranked.team.teamId) ?? null,
});

const keptTeam = ({ team, estimate, reasons }: Ranked): KeptTeam => ({
  team: teamView(team),
  distanceMetres: estimate.distanceMetres,
  etaSeconds: estimate.etaSeconds,
  etaSource: estimate.source,
  fixAgeSeconds: team.fix.atBase ? null : team.fix.ageSeconds,
  reasons: [...reasons],
});

const passedOverView = ({ team, reason }: PassedOver, { need }: TeamChoice): PassedOverTeamView => ({
  team: teamView(team),
  distanceMetres: team.fix && Math.round(haversineMetres(team.fix.position, need.place)),
  reason,
});

const unitView = ({ plan, next }: TeamChoice): RecommendedUnitView => ({
  type: plan.type,
  priority: plan.priority,
  unit: unitBody(next.unit),
  unitNumber: next.index + 1,
  unitCount: plan.units.length,
  missing: next.missing,
});

const unitBody = ({ kinds, capabilities, count }: PlanUnit): PlanUnitBody => ({
  kinds: [...kinds],
  capabilities: [...capabilities],
  count,
});

const teamView = ({ teamId, callSign, kind, capabilities, fix }: Candidate): CandidateTeamView => ({
  id: teamId,
  callSign,
  kind,
  capabilities: [...capabilities],
  lat: fix?.position.lat ?? null,
  lon: fix?.position.lon ?? null,
});
