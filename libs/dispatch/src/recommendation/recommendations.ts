import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { Centers, type Center } from '#lib/center';
import { mostUrgentConsidered } from '#lib/contract';
import { CLOCK, type Caller, type Refusal } from '#lib/platform';
import { ResponsePlanRepository } from '../response-plan/response-plan.repository.js';
import { CenterTravelTimes, type TravelTimes } from '../travel-time/index.js';
import { WaitingIncidentRepository } from '../waiting/waiting-incident.repository.js';
import { CandidateRepository, type Vicinity } from './candidate.repository.js';
import { Choosing } from './choosing.js';
import type { Candidate } from './engine/candidate.js';
import type { Estimate } from './engine/rank.js';
import { MeasuredTimes } from './measured.js';
import type { PlanRecommendation, Recommendation } from './recommendation.js';
import type { NeededByView, RecommendationView, SceneRequest } from './recommendation.dto.js';
import { recommendationView, type NeededTeams } from './recommendation.view.js';
import type { Scene, Situation } from './situation.js';
import { SituationRepository } from './situation.repository.js';
import { candidateAt, viewpoint } from './surroundings.js';

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
    private readonly waiting: WaitingIncidentRepository,
    private readonly travelTimes: CenterTravelTimes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** For a screen: up to `limit` teams for the next unit, and whom the whole plan would send. */
  async view(
    caller: Caller,
    incidentId: string,
    limit = teamsKept,
  ): Promise<Result<RecommendationView, Refusal>> {
    const found = await this.find(caller.centerId, incidentId);
    if (!found.accepted) return found;
    const { center, situation } = found.value;
    return accept(await this.viewScene(center, situation, limit));
  }

  /** Who would be sent if this were an incident now; looking keeps nothing. */
  async viewOf(caller: Caller, { limit = teamsKept, ...told }: SceneRequest): Promise<RecommendationView> {
    const { place, type = 'unknown_problem', priority = null, determinant = null } = told;
    const center = await this.centers.get(caller.centerId);
    const plans = await this.plans.list(this.dataSource, caller.centerId);
    const scene = { place, type, priority, determinant, sent: [], triedTeamIds: [], plans };
    return this.viewScene(center, scene, limit);
  }

  /** The best `wanted` teams for the next unit that the incident's plan lacks. */
  async make(
    centerId: string,
    incidentId: string,
    wanted = teamsKept,
  ): Promise<Result<Recommendation, Refusal>> {
    const found = await this.find(centerId, incidentId);
    if (!found.accepted) return found;
    const { center, situation } = found.value;
    return accept({ ...(await this.choosing(center, situation).next(wanted)), situation });
  }

  /** The best teams for everything that the incident's plan lacks. */
  async makePlan(centerId: string, incidentId: string): Promise<Result<PlanRecommendation, Refusal>> {
    const found = await this.find(centerId, incidentId);
    if (!found.accepted) return found;
    const { center, situation } = found.value;
    const { choices, lacking } = await this.choosing(center, situation).wholePlan(teamsKept);
    return accept({
      center,
      situation,
      choices: choices.map((choice) => ({ ...choice, situation })),
      lacking,
    });
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
    const times = new MeasuredTimes(this.travelTimesOf(center), need.place);
    const estimates = await times.estimate([{ ...candidate, fix }]);
    return estimates.get(candidate.teamId);
  }

  private async find(
    centerId: string,
    incidentId: string,
  ): Promise<Result<{ center: Center; situation: Situation }, Refusal>> {
    const center = await this.centers.get(centerId);
    const situation = await this.situations.find(this.dataSource, centerId, incidentId);
    if (!situation) return refuse({ code: 'not_found' });
    return situation.state === 'closed' ? refuse({ code: 'incident_closed' }) : accept({ center, situation });
  }

  private async viewScene(center: Center, scene: Scene, limit: number): Promise<RecommendationView> {
    const choosing = this.choosing(center, scene);
    // At the same time: where roads are slow, nobody waits for them twice.
    const [plan, needed] = await Promise.all([choosing.wholePlan(limit), this.needed(center, scene)]);
    return recommendationView(plan.choices[0] ?? (await choosing.next(limit)), plan, needed);
  }

  /**
   * Teams that more urgent incidents without any would be sent, were they served now: all of their plans, one incident
   * after the other in the order in which they are served, so that no two of them count on the same team.
   */
  private async needed(center: Center, scene: Scene): Promise<NeededTeams> {
    const on = this.dataSource;
    const urgent = await this.waiting.listMoreUrgent(on, center.id, scene, mostUrgentConsidered);
    const needed = new Map<string, NeededByView>();
    for (const { id: incidentId, ...told } of urgent) {
      const situation = await this.situations.find(on, center.id, incidentId);
      if (situation?.state !== 'queued') continue;
      const { choices } = await this.choosing(center, situation).wholePlan(1, [...needed.keys()]);
      for (const { ranked } of choices) {
        const [best] = ranked;
        if (best) needed.set(best.team.teamId, { incidentId, ...told });
      }
    }
    return needed;
  }

  private choosing(center: Center, scene: Scene): Choosing {
    const now = this.clock.now();
    const vicinity = vicinityOf(center, scene, now);
    const view = viewpoint({ candidates: this.candidates, on: this.dataSource, vicinity, scene, now });
    return new Choosing(center, view, new MeasuredTimes(this.travelTimesOf(center), scene.place));
  }

  private travelTimesOf({ id, settings }: Center): TravelTimes {
    return this.travelTimes.of(id, settings.straightLine);
  }
}

const vicinityOf = ({ id, settings }: Center, { place }: Pick<Scene, 'place'>, now: Date): Vicinity => ({
  centerId: id,
  place,
  burdenSince: new Date(now.getTime() - settings.burdenHours * 3_600_000),
});
