import type { LayadClient } from '../client/layad-client.js';
import { TimelineEnded, type Timeline } from '../timeline/timeline.js';
import type { PositionReport, ReportingPace } from './position-report.js';

/** Sends what is due of where vehicles are, again and again, until the timeline ends. */
abstract class PositionSender {
  /** Reports that were refused or got no answer: their fixes come with the next one, or are lost like any fix. */
  failures = 0;

  constructor(
    private readonly timeline: Timeline,
    private readonly pace: ReportingPace,
  ) {}

  async run(): Promise<void> {
    try {
      for (;;) {
        await this.send(this.timeline.now()).catch(() => (this.failures += 1));
        await this.timeline.rest(this.pace.movingSeconds);
      }
    } catch (error) {
      if (!(error instanceof TimelineEnded)) throw error;
    }
  }

  protected abstract send(now: Date): Promise<void>;
}

/** A team's phone: tells where that team is, in its name. */
export class Phone extends PositionSender {
  constructor(
    timeline: Timeline,
    pace: ReportingPace,
    private readonly report: PositionReport,
    private readonly client: LayadClient,
  ) {
    super(timeline, pace);
  }

  protected async send(now: Date): Promise<void> {
    const fixes = this.report.due(now);
    if (fixes.length === 0) return;
    await this.client.reportPositions(this.report.teamId, fixes);
    this.report.told(now);
  }
}

/** The gateway of vehicle trackers: tells where all teams are in one report, with a key of its own. */
export class TrackerGateway extends PositionSender {
  private readonly reports: PositionReport[] = [];

  constructor(
    timeline: Timeline,
    pace: ReportingPace,
    private readonly client: LayadClient,
  ) {
    super(timeline, pace);
  }

  follow(report: PositionReport): void {
    this.reports.push(report);
  }

  protected async send(now: Date): Promise<void> {
    const due = this.reports.map((report) => ({ report, fixes: report.due(now) }));
    const fixes = due.flatMap(({ report: { teamId }, fixes }) => fixes.map((fix) => ({ teamId, ...fix })));
    if (fixes.length === 0) return;
    await this.client.reportFleetPositions(fixes);
    for (const { report, fixes } of due) if (fixes.length > 0) report.told(now);
  }
}
