import { haversineMetres } from '#lib/kernel';
import type { Candidate } from './engine/candidate.js';
import type { Ranked } from './engine/rank.js';
import type { PassedOver } from './engine/search.js';
import type { TeamChoice } from './recommendation.js';
import type {
  CandidateTeamView,
  PassedOverTeamView,
  RecommendationView,
  RecommendedTeamView,
  RecommendedUnitView,
} from './recommendation.dto.js';

/** As it is shown, and as it is kept with the decision. */
export const recommendationView = (choice: TeamChoice): RecommendationView => ({
  items: choice.ranked.map(recommendedView),
  passedOver: choice.passedOver.map((passedOver) => passedOverView(passedOver, choice)),
  passedOverCount: choice.passedOverCount,
  etaSource: choice.etaSource,
  fallbackReason: choice.fallbackReason,
  complete: choice.complete,
  madeAt: choice.madeAt.toISOString(),
  plan: unitView(choice),
});

const recommendedView = ({ team, estimate, reasons }: Ranked): RecommendedTeamView => ({
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
  unit: {
    kinds: [...next.unit.kinds],
    capabilities: [...next.unit.capabilities],
    count: next.unit.count,
  },
  unitNumber: next.index + 1,
  unitCount: plan.units.length,
  missing: next.missing,
});

const teamView = ({ teamId, callSign, kind, capabilities, fix }: Candidate): CandidateTeamView => ({
  id: teamId,
  callSign,
  kind,
  capabilities: [...capabilities],
  lat: fix?.position.lat ?? null,
  lon: fix?.position.lon ?? null,
});
