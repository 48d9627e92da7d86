import type { Center } from '#lib/center';
import { planFor, type ResponsePlan } from '../response-plan/response-plan.js';
import type { Need } from './engine/candidate.js';
import { fillPlan, type FilledPlan } from './engine/fill-plan.js';
import { nextUnit, type NextUnit } from './engine/plan.js';
import { search } from './engine/search.js';
import type { MeasuredTimes } from './measured.js';
import type { TeamChoice } from './recommendation.js';
import { surroundingsOf, type Viewpoint } from './surroundings.js';

/**
 * Choosing teams for one scene at one moment. What was read and measured for one unit of its plan serves the others,
 * so that asking for a whole plan costs little more than asking for its first team.
 */
export class Choosing {
  private readonly plan: ResponsePlan;

  constructor(
    private readonly center: Center,
    private readonly view: Viewpoint,
    private readonly times: MeasuredTimes,
  ) {
    const { type, priority, plans, determinant } = view.scene;
    this.plan = planFor(type, priority, plans, determinant);
  }

  /** For the first unit that the teams sent leave open; for reinforcement once nothing is open. */
  next(wanted: number): Promise<TeamChoice> {
    return this.choose(nextUnit(this.plan.units, this.view.scene.sent), [], wanted);
  }

  /**
   * For every unit that they leave open.
   * @param takenTeamIds teams that are counted on elsewhere
   */
  wholePlan(wanted: number, takenTeamIds: readonly string[] = []): Promise<FilledPlan<TeamChoice>> {
    return fillPlan(this.plan.units, this.view.scene.sent, (next, chosen) =>
      this.choose(next, [...takenTeamIds, ...chosen.map(({ teamId }) => teamId)], wanted),
    );
  }

  private async choose(
    next: NextUnit,
    chosenTeamIds: readonly string[],
    wanted: number,
  ): Promise<TeamChoice> {
    const { center, plan, view, times } = this;
    const { maximumDistanceMetres, fixMaximumAgeSeconds, tieSeconds } = center.settings;
    const { place } = view.scene;
    const need: Need = { maximumDistanceMetres, fixMaximumAgeSeconds, tieSeconds, place, unit: next.unit };
    const surroundings = surroundingsOf(view, need, chosenTeamIds);
    const found = await search(need, wanted, surroundings, times.for(need));
    return { ...found, ...times.origin(), center, plan, next, need, madeAt: view.now };
  }
}
