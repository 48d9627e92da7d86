import { Injectable } from '@nestjs/common';
import type { PositionSource } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';

/** One point of a team's track. */
export interface TrackPoint {
  lat: number;
  lon: number;
  at: string;
  accuracyMetres: number | null;
  speed: number | null;
  heading: number | null;
  source: PositionSource;
}

@Injectable()
export class PositionHistoryRepository {
  /** A team's points after `after`, from `from` on and before `to`, in order of time. */
  async list(
    on: Queryable,
    centerId: string,
    teamId: string,
    { from, to, after, limit }: { from: Date; to: Date; after: Date | undefined; limit: number },
  ): Promise<TrackPoint[]> {
    const found = await rows<Omit<TrackPoint, 'at'> & { fixAt: Date }>(
      on,
      `select lat, lon, fix_at as "fixAt", accuracy_metres as "accuracyMetres", speed, heading, source
       from position_history
       where team_id = $1 and center_id = $2 and fix_at >= $3 and fix_at < $4
         and ($5::timestamptz is null or fix_at > $5)
       order by fix_at limit $6`,
      [teamId, centerId, from, to, after, limit],
    );
    return found.map(({ fixAt, ...point }) => ({ ...point, at: fixAt.toISOString() }));
  }

  /** Deletes what a center keeps no longer. */
  async deleteBefore(on: Queryable, centerId: string, before: Date): Promise<void> {
    await on.query(`delete from position_history where center_id = $1 and fix_at < $2`, [centerId, before]);
  }
}
