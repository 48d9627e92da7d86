/** Each center's travel times: its own straight line, and the roads of the process, if it has any. */
import { DEFAULT_ROAD_SETTINGS, ResilientTravelTimes, type RoadSettings } from './resilient-travel-times.js';
import type { Roads } from './roads.js';
import {
  DEFAULT_STRAIGHT_LINE_SETTINGS,
  StraightLineTravelTimes,
  type StraightLineSettings,
} from './straight-line.js';
import type { TravelTimeLog, TravelTimes, TravelTimesHealth } from './travel-time.js';

export class CenterTravelTimes {
  readonly #byCenter = new Map<string, { settings: string; travelTimes: TravelTimes }>();
  /** Asked whether the roads work while no center has needed them yet. */
  readonly #anyCenter: TravelTimes;

  constructor(
    private readonly roads: Roads | undefined,
    private readonly log: TravelTimeLog,
    private readonly roadSettings: RoadSettings = DEFAULT_ROAD_SETTINGS,
  ) {
    this.#anyCenter = this.#compose(DEFAULT_STRAIGHT_LINE_SETTINGS);
  }

  /** @throws RangeError when the settings would make times negative, zero or infinite. */
  of(centerId: string, straightLine: StraightLineSettings): TravelTimes {
    const settings = JSON.stringify(straightLine);
    const kept = this.#byCenter.get(centerId);
    if (kept?.settings === settings) return kept.travelTimes;
    const travelTimes = this.#compose(straightLine);
    this.#byCenter.set(centerId, { settings, travelTimes });
    return travelTimes;
  }

  /** Degraded when the roads of any center do not answer. */
  health(): TravelTimesHealth {
    return this.#all().reduce<TravelTimesHealth>(
      (worst, travelTimes) => (worst.degraded ? worst : travelTimes.health()),
      { degraded: false },
    );
  }

  /** Asks in the background whether the roads work. Never rejects. */
  async check(): Promise<void> {
    await Promise.all(this.#all().map((travelTimes) => travelTimes.check()));
  }

  async close(): Promise<void> {
    await this.roads?.close();
  }

  #all(): TravelTimes[] {
    return [this.#anyCenter, ...[...this.#byCenter.values()].map(({ travelTimes }) => travelTimes)];
  }

  #compose(settings: StraightLineSettings): TravelTimes {
    const straightLine = new StraightLineTravelTimes(settings);
    if (!this.roads) return straightLine;
    return new ResilientTravelTimes(this.roads, straightLine, this.roadSettings, this.log);
  }
}
