import { Injectable } from '@nestjs/common';
import type { Caller, Queryable } from '#lib/platform';

/** Answers the ids of the incidents a team may see. */
export type VisibleIncidents = (on: Queryable, teamId: string) => Promise<string[]>;

/**
 * Which incidents a team may see: those it is or was sent to. Only dispatch knows, so dispatch says so here;
 * until then a team sees none.
 */
@Injectable()
export class TeamVisibility {
  private visibleIncidents: VisibleIncidents = () => Promise.resolve([]);

  provide(visibleIncidents: VisibleIncidents): void {
    this.visibleIncidents = visibleIncidents;
  }

  /** The ids this caller is limited to; null for no limit within the center. */
  async limitOf(on: Queryable, caller: Caller): Promise<string[] | null> {
    if (caller.role !== 'team') return null;
    return caller.teamId === undefined ? [] : this.visibleIncidents(on, caller.teamId);
  }
}
