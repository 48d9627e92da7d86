import { Injectable } from '@nestjs/common';
import { findRow, type Queryable } from '#lib/platform';
import { liveStates } from '../assignment/live-states.js';
import type { TeamSkills } from '../recommendation/engine/plan.js';

@Injectable()
export class FreeTeamRepository {
  /** What the team can do, if it is on duty and has no live assignment. */
  find(on: Queryable, centerId: string, teamId: string): Promise<TeamSkills | undefined> {
    return findRow(
      on,
      `select kind, capabilities from team where center_id = $1 and id = $2 and active and on_duty
         and not exists (select from assignment where team_id = team.id and state in (${liveStates}))`,
      [centerId, teamId],
    );
  }
}
