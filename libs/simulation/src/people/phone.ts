import type { LayadClient } from '../client/layad-client.js';
import type { Fix } from '../client/views.js';
import { TimelineEnded, type Timeline } from '../timeline/timeline.js';
import type { Route } from './route.js';

/** How often a team's phone reports, in seconds of the server's clock. */
export interface ReportingPace {
  /** Between two fixes on the way. */
  readonly fixSeconds: number;
  /** Between two reports on the way; each holds the fixes since the one before. */
  readonly movingSeconds: number;
  /** Between two reports while standing, so that the center still trusts where the team is. */
  readonly standingSeconds: number;
}

const usualPace: ReportingPace = { fixSeconds: 5, movingSeconds: 5, standingSeconds: 300 };
/** A quicker clock would have phones send more than a machine can take: at least so many real seconds lie between. */
const leastRealSeconds = { fix: 0.1, moving: 1, standing: 4 };

/** The usual pace, thinned out where the server's clock runs so fast that it would flood the machine. */
export const reportingPaceAt = (clockSpeed: number): ReportingPace => ({
  fixSeconds: Math.max(usualPace.fixSeconds, leastRealSeconds.fix * clockSpeed),
  movingSeconds: Math.max(usualPace.movingSeconds, leastRealSeconds.moving * clockSpeed),
  standingSeconds: Math.max(usualPace.standingSeconds, leastRealSeconds.standing * clockSpeed),
});

/** Fixes in one report at most (a phone that was long without signal sends several). */
const mostFixes = 100;
const accuracyMetres = 8;

/** A team's phone: tells where the vehicle is, again and again, until the timeline ends. */
export class Phone {
  /** Reports that were refused or got no answer; a phone tries again with the next. */
  failures = 0;
  private reportedAt = -Infinity;

  constructor(
    private readonly timeline: Timeline,
    private readonly route: Route,
    private readonly client: LayadClient,
    private readonly teamId: string,
    private readonly pace: ReportingPace,
  ) {}

  async run(): Promise<void> {
    try {
      for (;;) {
        await this.reportIfDue();
        await this.timeline.rest(this.pace.movingSeconds);
      }
    } catch (error) {
      if (!(error instanceof TimelineEnded)) throw error;
    }
  }

  private async reportIfDue(): Promise<void> {
    const now = this.timeline.now();
    const due = this.route.isMovingAt(now) || this.route.isMovingAt(new Date(this.reportedAt));
    if (!due && now.getTime() < this.reportedAt + this.pace.standingSeconds * 1000) return;
    try {
      await this.client.reportPositions(this.teamId, this.fixesUntil(now));
      this.reportedAt = now.getTime();
    } catch {
      this.failures += 1;
    }
  }

  /** One fix for each step since the last report, the newest last. */
  private fixesUntil(now: Date): Fix[] {
    const step = this.pace.fixSeconds * 1000;
    const since = Math.max(this.reportedAt, now.getTime() - this.pace.movingSeconds * 1000);
    const count = Math.min(mostFixes, Math.max(1, Math.floor((now.getTime() - since) / step)));
    return Array.from({ length: count }, (_, index) =>
      this.fixAt(new Date(now.getTime() - (count - 1 - index) * step)),
    );
  }

  private fixAt(at: Date): Fix {
    const { position, speedMetresPerSecond, headingDegrees } = this.route.at(at);
    const heading = headingDegrees === undefined ? {} : { heading: Math.round(headingDegrees) % 360 };
    return {
      lat: Number(position.lat.toFixed(6)),
      lon: Number(position.lon.toFixed(6)),
      at,
      accuracyMetres,
      speed: Number(speedMetresPerSecond.toFixed(1)),
      ...heading,
    };
  }
}
