import type { Fix } from '../client/views.js';
import type { Route } from './route.js';

/** How often the place of a team is told, in seconds of the server's clock. */
export interface ReportingPace {
  /** Between two fixes on the way. */
  readonly fixSeconds: number;
  /** Between two reports on the way; each holds the fixes since the one before. */
  readonly movingSeconds: number;
  /** Between two reports while standing, so that the center still trusts where the team is. */
  readonly standingSeconds: number;
}

const usualPace: ReportingPace = { fixSeconds: 5, movingSeconds: 5, standingSeconds: 300 };
/** A clock that runs fast would have a city report more than a machine can take: so many real seconds lie between. */
const leastRealSeconds = { fix: 0.1, report: 1 };

/** The usual pace, thinned out where the server's clock runs fast. */
export const reportingPaceAt = (clockSpeed: number): ReportingPace => ({
  fixSeconds: Math.max(usualPace.fixSeconds, leastRealSeconds.fix * clockSpeed),
  movingSeconds: Math.max(usualPace.movingSeconds, leastRealSeconds.report * clockSpeed),
  standingSeconds: Math.max(usualPace.standingSeconds, leastRealSeconds.report * clockSpeed),
});

/** Fixes of one team in one report at most. */
const mostFixes = 100;
const accuracyMetres = 8;

/** What is still to be told of where a vehicle was. */
export class PositionReport {
  private toldUntil = -Infinity;

  constructor(
    readonly teamId: string,
    private readonly route: Route,
    private readonly pace: ReportingPace,
  ) {}

  /** The fixes since the last report, the newest last; none when nothing is due. */
  due(now: Date): Fix[] {
    const silentFor = now.getTime() - this.toldUntil;
    if (silentFor < this.pace.standingSeconds * 1000 && !this.hasMovedSinceTold(now)) return [];
    const step = this.pace.fixSeconds * 1000;
    const since = Math.max(this.toldUntil, now.getTime() - this.pace.movingSeconds * 1000);
    const count = Math.min(mostFixes, Math.max(1, Math.floor((now.getTime() - since) / step)));
    return Array.from({ length: count }, (_, index) =>
      this.fixAt(new Date(now.getTime() - (count - 1 - index) * step)),
    );
  }

  /** The server has stored everything up to here. */
  told(until: Date): void {
    this.toldUntil = until.getTime();
  }

  private hasMovedSinceTold(now: Date): boolean {
    const before = this.route.at(new Date(this.toldUntil)).position;
    const { position, headingDegrees } = this.route.at(now);
    return headingDegrees !== undefined || before.lat !== position.lat || before.lon !== position.lon;
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
