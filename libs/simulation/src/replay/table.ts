import { lateAfterSeconds } from '../timeline/lag.js';
import type { ReplayOutcome } from './outcome.js';

/** Bad rows named one by one; the rest is a number. */
const badRowsNamed = 10;

/** The outcome for people. */
export function tableOf(outcome: ReplayOutcome): string {
  const { log, lag } = outcome;
  const rows: [string, string][] = [
    ['replayed', `${outcome.from} … ${outcome.to}`],
    ['speed', `${outcome.speed} × on the ${outcome.database} database, in ${duration(outcome.tookSeconds)}`],
    ['log', `${log.rows} rows, ${log.notMedical} not medical, ${log.bad.length} bad`],
    ['teams', String(outcome.teams)],
    ['calls', String(outcome.calls)],
    [
      'incidents',
      `${outcome.incidents}${outcome.openAtEnd > 0 ? `, ${outcome.openAtEnd} open at the end` : ''}`,
    ],
    ['calls without incident', String(outcome.callsWithoutIncident)],
    ['assignments', String(outcome.assignments)],
    ['expired', String(outcome.expired)],
    ['queued', String(outcome.queued)],
    ['longest wait', duration(outcome.longestWaitSeconds)],
    ...outcome.intervals.map(({ interval, count, medianSeconds, p90Seconds }): [string, string] => [
      `${interval.replaceAll('_', ' ')} time`,
      `median ${duration(medianSeconds)}, p90 ${duration(p90Seconds)} (${count})`,
    ]),
    ['acknowledged calls lost', String(outcome.lostCalls)],
    ['acknowledged steps lost', String(outcome.lostSteps)],
    ['made twice', String(outcome.surplus)],
    ['teams assigned twice', String(outcome.teamsAssignedTwice)],
    ['gaps in seq', `${outcome.seqGaps}${outcome.caughtUp ? '' : ', and the board did not catch up'}`],
    ['connections remade', `${outcome.reconnections}; requests repeated ${outcome.repeatedRequests}`],
    [
      'simulation lag',
      `${lag.late} of ${lag.steps} steps more than ${lateAfterSeconds} s late; ` +
        `median ${duration(lag.medianSeconds)}, p99 ${duration(lag.p99Seconds)}, longest ${duration(lag.longestSeconds)}`,
    ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const notes = [
    ...log.bad.slice(0, badRowsNamed).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...outcome.troubles.map((trouble) => `  ${trouble}`),
  ];
  const verdict = outcome.kept
    ? 'Everything that was acknowledged is there, and no team was sent twice.'
    : 'NOT EVERYTHING THAT WAS PROMISED WAS KEPT: see the rows above.';
  return `\n${[...lines, ...notes].join('\n')}\n\n${verdict}\n`;
}

/** Seconds as people say them; times are the server's. */
export function duration(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 100) return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${rest} s`;
}
