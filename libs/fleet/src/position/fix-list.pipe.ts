import type { PipeTransform, Type } from '@nestjs/common';
import { ListBodyPipe } from '#lib/platform';
import type { TeamFix } from './fix.js';
import { FixRequest, fixLimits, TeamFixRequest } from './position.dto.js';

/**
 * Checks a batch of fixes. A list of fixes that are plainly right passes at a glance, twenty times as fast as by the
 * decorators of their class; any other list goes to them, which decide and name what is wrong.
 */
export class FixListPipe<T extends FixRequest> implements PipeTransform<unknown, Promise<T[]>> {
  private readonly thorough: ListBodyPipe<T>;

  private constructor(
    type: Type<T>,
    private readonly max: number,
    private readonly fields: ReadonlySet<string>,
  ) {
    this.thorough = new ListBodyPipe(type, max);
  }

  /** Fixes of the team in the path. */
  static ofOneTeam(max: number): FixListPipe<FixRequest> {
    return new FixListPipe(FixRequest, max, fixFields);
  }

  /** Fixes that name their teams. */
  static ofManyTeams(max: number): FixListPipe<TeamFixRequest> {
    return new FixListPipe(TeamFixRequest, max, teamFixFields);
  }

  async transform(value: unknown): Promise<T[]> {
    return (this.atAGlance(value) as T[] | undefined) ?? this.thorough.transform(value);
  }

  private atAGlance(value: unknown): TeamFix[] | undefined {
    if (!Array.isArray(value) || value.length > this.max) return undefined;
    const fixes: TeamFix[] = [];
    for (const item of value as unknown[]) {
      const fix = plainFix(item, this.fields);
      if (!fix) return undefined;
      fixes.push(fix);
    }
    return fixes;
  }
}

const fixFields = new Set(['lat', 'lon', 'at', 'accuracyMetres', 'speed', 'heading']);
const teamFixFields = new Set([...fixFields, 'teamId', 'callSign']);

const plainTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
const plainId = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const plainCallSign = /^[A-Za-z0-9][A-Za-z0-9 ._/-]*[A-Za-z0-9]$/;

/** The fix in a value that is right beyond doubt; undefined says nothing about it. */
function plainFix(value: unknown, fields: ReadonlySet<string>): TeamFix | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const name in value) if (!fields.has(name)) return undefined;
  const { lat, lon, at, accuracyMetres, speed, heading, teamId, callSign } = value as Record<string, unknown>;
  if (typeof at !== 'string' || !plainTime.test(at)) return undefined;
  const time = new Date(at);
  const right =
    between(lat, -90, 90) &&
    between(lon, -180, 180) &&
    !Number.isNaN(time.getTime()) &&
    (accuracyMetres == null || between(accuracyMetres, 0, fixLimits.accuracyMetres)) &&
    (speed == null || between(speed, 0, fixLimits.speed)) &&
    (heading == null || between(heading, 0, fixLimits.heading)) &&
    (teamId === undefined || (typeof teamId === 'string' && plainId.test(teamId))) &&
    (callSign === undefined ||
      (typeof callSign === 'string' &&
        callSign.length <= fixLimits.callSign &&
        plainCallSign.test(callSign)));
  return right
    ? ({ lat, lon, at: time, accuracyMetres, speed, heading, teamId, callSign } as TeamFix)
    : undefined;
}

const between = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;
