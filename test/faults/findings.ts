import type pg from 'pg';
import type { AssignmentState } from '#lib/contract';
import type { Acknowledged } from './load.js';

/** What must not be: each number is 0 in a system that keeps its promises. */
export interface Findings {
  /** Acknowledged, and missing in the database or the journal. */
  lost: number;
  /** Asked for once, done more than once. */
  doubled: number;
  /** Pairs of live assignments of one team. */
  assignedTwice: number;
  /** Holes in the journal's numbers. */
  journalGaps: number;
}

const eventOf: Partial<Record<AssignmentState, string>> = {
  acknowledged: 'assignment.acknowledged',
  en_route: 'assignment.departed',
  on_scene: 'assignment.arrived',
  cleared: 'assignment.cleared',
};

/** Holds the database against everything that was acknowledged. */
export async function findingsOf(database: pg.Client, acknowledged: Acknowledged): Promise<Findings> {
  const numberOf = async (sql: string, parameters: unknown[] = []): Promise<number> =>
    Number(
      (await database.query<{ n: string }>(`select count(*) as n from (${sql}) as found`, parameters))
        .rows[0]!.n,
    );

  const incidentIds = [...acknowledged.incidents.values()];
  const missing = async (ids: readonly string[], event: string): Promise<number> =>
    numberOf(
      `select id from unnest($1::uuid[]) as told (id)
       where not exists (select from journal where subject_id = told.id and type = $2)`,
      [ids, event],
    );
  const lostSteps = await numberOf(
    `select from unnest($1::uuid[], $2::text[]) as told (id, event)
     where not exists (select from journal where subject_id = told.id and type = told.event)`,
    [
      acknowledged.steps.map(({ assignmentId }) => assignmentId),
      acknowledged.steps.map(({ state }) => eventOf[state]),
    ],
  );
  const doubledSteps = await numberOf(
    `select subject_id, type from journal where type like 'assignment.%' group by subject_id, type having count(*) > 1`,
  );
  return {
    lost:
      (await missing(acknowledged.contactIds, 'contact.rang')) +
      (await missing(incidentIds, 'incident.opened')) +
      (await missing(acknowledged.closedIds, 'incident.closed')) +
      (await numberOf(
        `select from unnest($1::uuid[]) as told (id) where not exists (select from incident where id = told.id)`,
        [incidentIds],
      )) +
      lostSteps,
    doubled:
      (await numberOf(`select complaint from incident group by complaint having count(*) > 1`)) +
      doubledSteps,
    assignedTwice: await numberOf(
      `select team_id from assignment
       where state in ('offered', 'acknowledged', 'en_route', 'on_scene', 'transporting', 'at_hospital')
       group by team_id having count(*) > 1`,
    ),
    journalGaps: await numberOf(
      `select from (select seq - lag(seq, 1, 0::bigint) over (partition by center_id order by seq) as step from journal) as steps
       where step <> 1`,
    ),
  };
}
