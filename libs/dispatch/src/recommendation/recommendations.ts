import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { Centers, type Center } from '#lib/center';
import { CLOCK, type Caller, type Refusal } from '#lib/platform';
import { planFor } from '../response-plan/response-plan.js';
import { ResponsePlanRepository } from '../response-plan/response-plan.repository.js';
import { CenterTravelTimes, type TravelEstimates, type TravelTimes } from '../travel-time/index.js';
import { CandidateRepository, type Vicinity } from './candidate.repository.js';
import type { Candidate, Need } from './engine/candidate.js';
import type { Suitable } from './engine/filters.js';
import { nextUnit } from './engine/plan.js';
import type { Estimate } from './engine/rank.js';
import { search, type TravelTimeEstimator } from './engine/search.js';
import type { Recommendation, TeamChoice } from './recommendation.js';
import type { RecommendationView, SceneRequest } from './recommendation.dto.js';
import { recommendationView } from './recommendation.view.js';
import type { Scene } from './situation.js';
import { SituationRepository } from './situation.repository.js';
import { candidateAt, surroundingsOf } from './surroundings.js';

/** Teams kept with each decision: the one chosen, those tried when it is taken by somebody else, and some to compare. */
export const teamsKept = 5;

/**
 * Who to send. Reads only, and outside of transactions: roads may take their time, and what was true when they
 * answered is checked again by whoever acts on it.
 */
@Injectable()
export class Recommendations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly situations: SituationRepository,
    private readonly candidates: CandidateRepository,
    private readonly plans: ResponsePlanRepository,
    private readonly travelTimes: CenterTravelTimes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** For a screen: up to `limit` teams. */
  async view(
    caller: Caller,
    incidentId: string,
    limit = teamsKept,
  ): Promise<Result<RecommendationView, Refusal>> {
    const made = await this.make(caller.centerId, incidentId, limit);
    return made.accepted ? accept(recommendationView(made.value)) : made;
  }

  /** Who would be sent if this were an incident now; looking keeps nothing. */
  async viewOf(caller: Caller, { limit = teamsKept, ...told }: SceneRequest): Promise<RecommendationView> {
    const { place, type = 'unknown_problem', priority = null, determinant = null } = told;
    const center = await this.centers.get(caller.centerId);
    const plans = await this.plans.list(this.dataSource, caller.centerId);
    const scene = { place, type, priority, determinant, sent: [], triedTeamIds: [], plans };
    return recommendationView(await this.choose(center, scene, limit));
  }

  /** The best `wanted` teams for the next unit that the incident's plan lacks. */
  async make(
    centerId: string,
    incidentId: string,
    wanted = teamsKept,
  ): Promise<Result<Recommendation, Refusal>> {
    const center = await this.centers.get(centerId);
    const situation = await this.situations.find(this.dataSource, centerId, incidentId);
    if (!situation) return refuse({ code: 'not_found' });
    if (situation.state === 'closed') return refuse({ code: 'incident_closed' });
    return accept({ ...(await this.choose(center, situation, wanted)), situation });
  }

  /** One team as the recommendation sees it, whether or not it is near enough to be in it; undefined if there is none. */
  async findCandidate(
    { center, situation, need, madeAt }: Recommendation,
    teamId: string,
  ): Promise<Candidate | undefined> {
    const row = await this.candidates.find(this.dataSource, vicinityOf(center, need, madeAt), teamId);
    return row?.active ? candidateAt(madeAt, situation.triedTeamIds)(row) : undefined;
  }

  /** How long one team would need; undefined when nobody knows where it is. */
  async estimate({ center, need }: Recommendation, candidate: Candidate): Promise<Estimate | undefined> {
    const { fix } = candidate;
    if (fix === null) return undefined;
    const estimates = await new Estimator(this.travelTimesOf(center), need).estimate([{ ...candidate, fix }]);
    return estimates.get(candidate.teamId);
  }

  private async choose(center: Center, scene: Scene, wanted: number): Promise<TeamChoice> {
    const now = this.clock.now();
    const plan = planFor(scene.type, scene.priority, scene.plans, scene.determinant);
    const next = nextUnit(plan.units, scene.sent);
    const need: Need = { ...limitsOf(center), place: scene.place, unit: next.unit };
    const estimator = new Estimator(this.travelTimesOf(center), need);
    const vicinity = vicinityOf(center, need, now);
    const surroundings = surroundingsOf(this.candidates, this.dataSource, vicinity, need, scene, now);
    const found = await search(need, wanted, surroundings, estimator);
    return { ...found, ...estimator.origin(), center, plan, next, need, madeAt: now };
  }

  private travelTimesOf({ id, settings }: Center): TravelTimes {
    return this.travelTimes.of(id, settings.straightLine);
  }
}

const limitsOf = ({ settings }: Center): Omit<Need, 'place' | 'unit'> => ({
  maximumDistanceMetres: settings.maximumDistanceMetres,
  fixMaximumAgeSeconds: settings.fixMaximumAgeSeconds,
  tieSeconds: settings.tieSeconds,
});

const vicinityOf = ({ id, settings }: Center, { place }: Need, now: Date): Vicinity => ({
  centerId: id,
  place,
  burdenSince: new Date(now.getTime() - settings.burdenHours * 3_600_000),
});

/** Travel times as the engine asks for them; remembers where the answers came from. */
class Estimator implements TravelTimeEstimator {
  private readonly answers: TravelEstimates[] = [];

  constructor(
    private readonly travelTimes: TravelTimes,
    private readonly need: Need,
  ) {}

  async estimate(teams: readonly Suitable[]): Promise<ReadonlyMap<string, Estimate>> {
    const answer = await this.travelTimes.estimate({
      destination: this.need.place,
      origins: teams.map((team) => ({ id: team.teamId, position: team.fix.position, teamKind: team.kind })),
    });
    this.answers.push(answer);
    return answer.estimates;
  }

  lowerBoundSeconds(straightLineMetres: number): number {
    const { kinds } = this.need.unit;
    return Math.min(...kinds.map((kind) => this.travelTimes.lowerBoundSeconds(straightLineMetres, kind)));
  }

  origin(): Pick<Recommendation, 'etaSource' | 'fallbackReason'> {
    if (this.answers.some(({ source }) => source === 'valhalla')) {
      return { etaSource: 'valhalla', fallbackReason: null };
    }
    return { etaSource: 'straight_line', fallbackReason: this.answers.at(-1)?.fallbackReason ?? null };
  }
}
