import { Inject, Injectable } from '@nestjs/common';
import { priorities, type Priority } from '#lib/contract';
import { Centers } from '#lib/center';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { CLOCK, type Caller, type Refusal } from '#lib/platform';
import { intervals, type Interval, type IntervalName } from './intervals.js';
import type {
  IntervalFigures,
  ResponseTimes,
  ResponseTimesGroup,
  ResponseTimesQuery,
} from './response-times.dto.js';
import {
  ResponseTimesRepository,
  type MeasuredGroup,
  type MeasuredInterval,
} from './response-times.repository.js';
import { targetsOf, type Target, type Targets } from './targets.js';

const dayMilliseconds = 86_400_000;
const defaultDays = 1;
/** A year and a month before it, to compare with; more would keep the database busy for one question. */
const mostDays = 400;

/** How long people waited, and for what. */
@Injectable()
export class ResponseTimesReport {
  constructor(
    private readonly repository: ResponseTimesRepository,
    private readonly centers: Centers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read(caller: Caller, query: ResponseTimesQuery): Promise<Result<ResponseTimes, Refusal>> {
    const to = query.to ?? this.clock.now();
    const from = query.from ?? new Date(to.getTime() - defaultDays * dayMilliseconds);
    const groupBy = query.groupBy ?? 'none';
    const milliseconds = to.getTime() - from.getTime();
    if (milliseconds <= 0) return refuseRange('range');
    if (milliseconds > mostDays * dayMilliseconds) return refuseRange('tooLong', { 0: mostDays });

    const { settings, timeZone } = await this.centers.get(caller.centerId);
    const targets = targetsOf(settings);
    const measured = await this.repository.list({
      centerId: caller.centerId,
      from,
      to,
      groupBy,
      timeZone,
      targets,
    });
    const groups = measured.map((group) => groupOf(group, targets, groupBy === 'priority'));
    if (groupBy === 'none' && groups.length === 0) groups.push(groupOf(nothing, targets, false));
    return accept({ from, to, groupBy, timeZone, groups: groups.sort(byLabel) });
  }
}

const refuseRange = (rule: string, parameters?: Record<string, unknown>) =>
  refuse<Refusal>({
    code: 'validation_failed',
    fields: [{ field: 'query.to', rule, ...(parameters ? { parameters } : {}) }],
  });

/** By name as people read it; what has no name comes last. */
const byLabel = (a: ResponseTimesGroup, b: ResponseTimesGroup) =>
  Number(a.key === null) - Number(b.key === null) ||
  (a.label ?? '').localeCompare(b.label ?? '', 'id', { numeric: true }) ||
  (a.key ?? '').localeCompare(b.key ?? '');

const nothing: MeasuredGroup = {
  key: null,
  label: null,
  incidents: 0,
  prank: 0,
  duplicate: 0,
  intervals: null,
};

function groupOf(
  { key, label, incidents, prank, duplicate, intervals: measured }: MeasuredGroup,
  targets: Targets,
  byPriority: boolean,
): ResponseTimesGroup {
  return {
    key,
    label,
    incidents,
    excluded: { prank, duplicate },
    intervals: intervals.map((interval, index) =>
      figuresOf(interval, measured?.[index], targetOf(interval.name, targets, byPriority ? key : null)),
    ),
  };
}

function targetOf(interval: IntervalName, targets: Targets, priority: string | null): Target | undefined {
  switch (interval) {
    case 'response':
      return priorities.includes(priority as Priority) ? targets.response[priority as Priority] : undefined;
    case 'answer':
    case 'triage':
    case 'processing':
    case 'activation':
    case 'travel':
    case 'arrest_recognition':
    case 'arrest_compression':
      return targets[interval];
    case 'locating':
    case 'arrest_instruction':
    case 'on_scene':
    case 'transport':
    case 'turnaround':
    case 'task':
      return undefined;
  }
}

function figuresOf(
  { name, from, to }: Interval & { name: IntervalName },
  measured: MeasuredInterval | undefined,
  target: Target | undefined,
): IntervalFigures {
  return {
    interval: name,
    from,
    to,
    count: measured?.count ?? 0,
    notApplicable: measured?.notApplicable ?? 0,
    missing: measured?.missing ?? 0,
    missingMarks: [
      { mark: from, incidents: measured?.missingFrom ?? 0 },
      { mark: to, incidents: measured?.missingTo ?? 0 },
    ].filter(({ incidents }) => incidents > 0),
    outOfOrder: measured?.outOfOrder ?? 0,
    medianSeconds: measured?.percentiles?.[0] ?? null,
    p90Seconds: measured?.percentiles?.[1] ?? null,
    targetSeconds: target?.seconds ?? null,
    targetShare: target?.share ?? null,
    withinTargetShare: measured && measured.targeted > 0 ? measured.withinTarget / measured.targeted : null,
  };
}
