import type { LagSummary } from '../timeline/lag.js';
import type { Readiness } from '../system/readiness.js';
import type { Played } from './performance.js';
import type { BadRow } from './recorded-call.js';
import { verify } from './verification.js';
import type { Work } from './work.js';

/** An interval of the response times, as the report has it. */
export interface IntervalRow {
  readonly interval: string;
  readonly count: number;
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
}

/** What a replay found out, in the server's time. */
export interface ReplayOutcome {
  /** Whether everything that was promised was kept. */
  readonly kept: boolean;
  /** Whether the board has seen everything there was to see. */
  readonly caughtUp: boolean;
  readonly from: string;
  readonly to: string;
  readonly speed: number;
  readonly tookSeconds: number;
  readonly database: 'embedded' | 'server';
  readonly log: { readonly rows: number; readonly notMedical: number; readonly bad: readonly BadRow[] };
  readonly teams: number;
  readonly calls: number;
  readonly incidents: number;
  readonly callsWithoutIncident: number;
  readonly openAtEnd: number;
  readonly assignments: number;
  readonly expired: number;
  readonly queued: number;
  readonly longestWaitSeconds: number;
  readonly intervals: readonly IntervalRow[];
  readonly lostCalls: number;
  readonly lostSteps: number;
  readonly surplus: number;
  readonly teamsAssignedTwice: number;
  readonly seqGaps: number;
  readonly reconnections: number;
  readonly repeatedRequests: number;
  readonly lag: LagSummary;
  readonly troubles: readonly string[];
}

interface ResponseTimes {
  readonly groups: readonly { readonly intervals: readonly IntervalRow[] }[];
}

/** Reads back what was promised, asks for the response times, and sums up. */
export async function outcomeOf(
  { log, slice, score }: Work,
  { crowd, supervisor, http, startedAt, endedAt, tookSeconds, caughtUp }: Played,
  { speed, readiness }: { speed: number; readiness: Readiness },
): Promise<ReplayOutcome> {
  const { world, board, timeline } = crowd;
  const { counts, waits, occupancy } = world;
  const verification = await verify(world, supervisor, startedAt);
  const period = `from=${encodeURIComponent(startedAt.toISOString())}&to=${encodeURIComponent(endedAt.toISOString())}`;
  const { groups } = await supervisor.get<ResponseTimes>(`/reports/response-times?${period}`);
  const callsWithoutIncident = slice.calls.length - counts.incidents;
  const failures = [
    callsWithoutIncident,
    verification.lostCalls.length,
    verification.lostSteps.length,
    verification.surplus,
    occupancy.twice.length,
    board.sequence.gaps.length,
  ];
  return {
    kept: caughtUp && failures.every((count) => count === 0),
    caughtUp,
    from: slice.from.toISOString(),
    to: slice.to.toISOString(),
    speed,
    tookSeconds,
    database: readiness.database,
    log: { rows: log.rows, notMedical: log.notMedical, bad: log.bad },
    teams: score.teams.length,
    calls: counts.calls,
    incidents: counts.incidents,
    callsWithoutIncident,
    openAtEnd: counts.incidents - counts.closed,
    assignments: counts.assignments,
    expired: counts.expired,
    queued: waits.incidents,
    longestWaitSeconds: waits.longestSeconds,
    intervals: groups[0]?.intervals.map(figures) ?? [],
    lostCalls: verification.lostCalls.length,
    lostSteps: verification.lostSteps.length,
    surplus: verification.surplus,
    teamsAssignedTwice: occupancy.twice.length,
    seqGaps: board.sequence.gaps.length,
    reconnections: board.reconnections,
    repeatedRequests: http.repeated,
    lag: timeline.lag.summary(),
    troubles: world.troubles,
  };
}

const figures = ({ interval, count, medianSeconds, p90Seconds }: IntervalRow): IntervalRow => ({
  interval,
  count,
  medianSeconds,
  p90Seconds,
});
