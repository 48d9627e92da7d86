import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '#lib/kernel';
import type { Stage } from '../environment/stage.js';

interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** About 12 m, what an ambulance in traffic drives in a second, degrees. */
const stepDegrees = 0.000_11;
const turnDegrees = 30;
/** What the API takes at once. */
const fixesABatch = 500;
const everyMilliseconds = 1_000;

/** Every team drives about and tells where it is once a second, through a tracker gateway. */
export class MovingFleet {
  private readonly random = seededRandom(43);
  private readonly teams: { readonly teamId: string; lat: number; lon: number; heading: number }[];

  constructor(
    private readonly stage: Stage,
    teamIds: readonly string[],
    private readonly bounds: Bounds,
  ) {
    const { west, south, east, north } = bounds;
    this.teams = teamIds.map((teamId) => ({
      teamId,
      lat: south + this.random() * (north - south),
      lon: west + this.random() * (east - west),
      heading: Math.floor(this.random() * 360),
    }));
  }

  /** Until `ended` says so; a batch that takes longer than a second delays the next. */
  async move(ended: () => boolean): Promise<void> {
    for (let due = performance.now(); !ended(); due += everyMilliseconds) {
      await pause(Math.max(0, due - performance.now()));
      const fixes = this.drive(new Date().toISOString());
      for (let first = 0; first < fixes.length; first += fixesABatch) {
        await this.stage.tracker.post('/api/v1/positions', fixes.slice(first, first + fixesABatch));
      }
    }
  }

  private drive(at: string): object[] {
    const { west, south, east, north } = this.bounds;
    return this.teams.map((team) => {
      const turned = team.heading + Math.round((this.random() - 0.5) * 2 * turnDegrees);
      team.heading = (turned + 360) % 360;
      const direction = (team.heading * Math.PI) / 180;
      team.lat = Math.min(north, Math.max(south, team.lat + stepDegrees * Math.cos(direction)));
      team.lon = Math.min(east, Math.max(west, team.lon + stepDegrees * Math.sin(direction)));
      return { ...team, at, accuracyMetres: 8, speed: 12 };
    });
  }
}
