import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PersonalDataAccess } from '#lib/identity';
import { accept, refuse, type Result } from '#lib/kernel';
import { cursorPart, decodeCursor, encodeCursor, type Caller, type Page, type Refusal } from '#lib/platform';
import { TeamRepository } from '../team/team.repository.js';
import { PositionHistoryRepository, type TrackPoint } from './position-history.repository.js';

export interface TrackRange {
  from: Date;
  to: Date;
  cursor?: string;
  limit?: number;
}

const defaultPoints = 1_000;
/** A month: longer tracks are read in pieces, each with its own line in the trail of access. */
const longestDays = 31;

/** Where a team went. That is where people were, so each reading is kept in the trail of access. */
@Injectable()
export class Tracks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly teams: TeamRepository,
    private readonly history: PositionHistoryRepository,
    private readonly access: PersonalDataAccess,
  ) {}

  async view(caller: Caller, teamId: string, range: TrackRange): Promise<Result<Page<TrackPoint>, Refusal>> {
    const { from, to, cursor, limit = defaultPoints } = range;
    const spanDays = (to.getTime() - from.getTime()) / 86_400_000;
    if (spanDays <= 0) return refuse(wrongTo('range'));
    if (spanDays > longestDays) return refuse(wrongTo('tooLong', { 0: longestDays }));
    const key = cursor === undefined ? accept([]) : decodeCursor(cursor, [cursorPart.time]);
    if (!key.accepted) return key;
    const team = await this.teams.find(this.dataSource, caller.centerId, teamId);
    if (!team) return refuse({ code: 'not_found' });
    await this.access.record(this.dataSource, caller, {
      action: 'team.track_opened',
      subjectType: 'team',
      subjectId: teamId,
    });
    const after = key.value[0] === undefined ? undefined : new Date(key.value[0]);
    const items = await this.history.list(this.dataSource, caller.centerId, teamId, {
      from,
      to,
      after,
      limit,
    });
    return accept({ items, nextCursor: items.length === limit ? encodeCursor([items.at(-1)!.at]) : null });
  }
}

const wrongTo = (rule: string, parameters?: Record<string, unknown>): Refusal => ({
  code: 'validation_failed',
  fields: [{ field: 'query.to', rule, parameters }],
});
