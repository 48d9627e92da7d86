import type { EtaSource } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import type { TravelEstimates, TravelTimes } from '../travel-time/index.js';
import type { Need } from './engine/candidate.js';
import type { Suitable } from './engine/filters.js';
import type { Estimate } from './engine/rank.js';
import type { TravelTimeEstimator } from './engine/search.js';
import type { TeamChoice } from './recommendation.js';

/** Travel times to one place, each team measured once; remembers where the answers came from. */
export class MeasuredTimes {
  private readonly known = new Map<string, Estimate>();
  private readonly answers: TravelEstimates[] = [];

  constructor(
    private readonly travelTimes: TravelTimes,
    private readonly place: LatLon,
  ) {}

  async estimate(teams: readonly Suitable[]): Promise<ReadonlyMap<string, Estimate>> {
    const unknown = teams.filter(({ teamId }) => !this.known.has(teamId));
    if (unknown.length > 0) {
      const answer = await this.travelTimes.estimate({
        destination: this.place,
        origins: unknown.map(({ teamId, fix, kind }) => ({
          id: teamId,
          position: fix.position,
          teamKind: kind,
        })),
      });
      this.answers.push(answer);
      for (const [teamId, estimate] of answer.estimates) this.known.set(teamId, estimate);
    }
    return this.known;
  }

  /** As the engine asks for them when it looks for teams of one unit. */
  for({ unit: { kinds } }: Need): TravelTimeEstimator {
    return {
      estimate: (teams) => this.estimate(teams),
      lowerBoundSeconds: (straightLineMetres) =>
        Math.min(...kinds.map((kind) => this.travelTimes.lowerBoundSeconds(straightLineMetres, kind))),
    };
  }

  origin(): Pick<TeamChoice, 'fallbackReason'> & { etaSource: EtaSource } {
    if (this.answers.some(({ source }) => source === 'valhalla')) {
      return { etaSource: 'valhalla', fallbackReason: null };
    }
    return { etaSource: 'straight_line', fallbackReason: this.answers.at(-1)?.fallbackReason ?? null };
  }
}
