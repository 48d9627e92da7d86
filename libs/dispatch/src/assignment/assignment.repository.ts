import { Injectable } from '@nestjs/common';
import type { AssignmentState, LiveAssignmentState } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { KeptRecommendation } from '../recommendation/recommendation.dto.js';
import type { Assignment } from './assignment.js';
import { liveStates } from './live-states.js';

const columns = `
  a.id, a.center_id as "centerId", a.incident_id as "incidentId", a.team_id as "teamId",
  t.call_sign as "callSign", t.kind, a.recommendation_id as "recommendationId", a.state,
  a.state_since as "stateSince", a.offered_at as "offeredAt", a.offered_by as "offeredBy",
  a.acknowledge_by as "acknowledgeBy", a.fits_plan as "fitsPlan", a.eta_seconds as "etaSeconds",
  a.eta_source as "etaSource", a.distance_metres as "distanceMetres",
  a.destination_facility_id as "destinationFacilityId", a.ended_reason as "endedReason", a.ended_at as "endedAt",
  a.version`;
const withTeam = `assignment a join team t on t.id = a.team_id`;

/** A team offered an incident, with the recommendation it was chosen from. */
export interface NewOffer extends Pick<
  Assignment,
  | 'id'
  | 'centerId'
  | 'incidentId'
  | 'teamId'
  | 'offeredAt'
  | 'offeredBy'
  | 'fitsPlan'
  | 'etaSeconds'
  | 'etaSource'
  | 'distanceMetres'
> {
  acknowledgeBy: Date;
  decision: Decision;
  /** Nothing is offered when the incident has a live assignment that is not among these; null: whatever it has. */
  knownAssignmentIds: string[] | null;
}

/** A recommendation as it is kept. */
export interface Decision {
  id: string;
  madeFor: 'person' | 'next_offer' | 'waiting_offer';
  recommendation: KeptRecommendation;
  /** Why the chosen team would have been passed over. */
  despite: string | null;
  reason: string | null;
}

/** What a step changes. */
export interface StateChange {
  to: AssignmentState;
  since: Date;
  facilityId: string | null;
  /** Set when the assignment ends. */
  ended: { at: Date; reason: string | null } | null;
}

export interface AssignmentFilter {
  teamId: string | null;
  live: boolean | null;
  /** Begin behind this row. */
  after: { offeredAt: string; id: string } | null;
  limit: number;
}

/** Which columns of the recommendation a decision fills, from one JSON parameter. */
const insertRecommendation = (from: string, chosenTeamId: string, decision: string) => `
  insert into recommendation (id, center_id, incident_id, made_at, made_for, plan, eta_source, fallback_reason,
                              complete, items, passed_over, chosen_team_id, chosen_despite, chosen_reason)
  select (${decision}->>'id')::uuid, $1, $2, (made->>'madeAt')::timestamptz, ${decision}->>'madeFor', made->'plan',
         made->>'etaSource', made->>'fallbackReason', (made->>'complete')::boolean, made->'items',
         made->'passedOver', ${chosenTeamId}, ${decision}->>'despite', ${decision}->>'reason'
  from ${from} cross join lateral (select ${decision}->'recommendation' as made) given`;

@Injectable()
export class AssignmentRepository {
  /**
   * Offers the team and keeps the decision, in one statement. The unique index decides who gets the team; whoever
   * comes second waits here for the first one's commit, and gets nothing.
   *
   * The team's row is shared-locked, so that it cannot go off duty between this and the commit.
   * @returns undefined when the team is taken, off duty or gone, or the incident got another team meanwhile; the
   *   states of the incident's other live assignments beside the new one.
   */
  insertOffer(
    on: Queryable,
    offer: NewOffer,
  ): Promise<(Assignment & { otherStates: LiveAssignmentState[] }) | undefined> {
    return findRow(
      on,
      `with free as (
         select id from team where id = $3 and center_id = $1 and active and on_duty for share
       ), a as (
         insert into assignment (id, center_id, incident_id, team_id, recommendation_id, state, state_since, offered_at,
                                 offered_by, acknowledge_by, fits_plan, eta_seconds, eta_source, distance_metres)
         select $4, $1, $2, free.id, ($5::jsonb->>'id')::uuid, 'offered', $6, $6, $7, $8, $9, $10, $11, $12
         from free
         where $13::uuid[] is null or not exists (
           select from assignment where incident_id = $2 and state in (${liveStates}) and id <> all($13)
         )
         on conflict (team_id) where state in (${liveStates}) do nothing
         returning *
       ), decided as (${insertRecommendation('a', 'a.team_id', '$5::jsonb')})
       select ${columns}, array(
         select state from assignment where incident_id = $2 and state in (${liveStates})
       ) as "otherStates"
       from a join team t on t.id = a.team_id`,
      [
        offer.centerId,
        offer.incidentId,
        offer.teamId,
        offer.id,
        JSON.stringify(offer.decision),
        offer.offeredAt,
        offer.offeredBy,
        offer.acknowledgeBy,
        offer.fitsPlan,
        offer.etaSeconds,
        offer.etaSource,
        offer.distanceMetres,
        offer.knownAssignmentIds,
      ],
    );
  }

  /** Keeps a decision for nobody. */
  async insertDecision(
    on: Queryable,
    centerId: string,
    incidentId: string,
    decision: Decision,
  ): Promise<void> {
    await on.query(insertRecommendation('(select) nobody', 'null::uuid', '$3::jsonb'), [
      centerId,
      incidentId,
      JSON.stringify(decision),
    ]);
  }

  /** Moves on from exactly this version. @throws Error when somebody else was there: the incident was not locked. */
  async move(on: Queryable, assignment: Assignment, change: StateChange): Promise<Assignment> {
    const moved = await findRow<Assignment>(
      on,
      `update assignment a set state = $3, state_since = $4, acknowledge_by = null,
              destination_facility_id = coalesce($5, destination_facility_id), ended_at = $6, ended_reason = $7,
              version = a.version + 1
       from team t where t.id = a.team_id and a.id = $1 and a.version = $2
       returning ${columns}`,
      [
        assignment.id,
        assignment.version,
        change.to,
        change.since,
        change.facilityId,
        change.ended?.at ?? null,
        change.ended?.reason ?? null,
      ],
    );
    if (!moved) throw new Error('the assignment was changed without its incident being locked');
    return moved;
  }

  find(on: Queryable, centerId: string, id: string): Promise<Assignment | undefined> {
    return findRow(on, `select ${columns} from ${withTeam} where a.center_id = $1 and a.id = $2`, [
      centerId,
      id,
    ]);
  }

  /**
   * Holds these teams, always in the same order, so that two who are about to offer the same teams to different
   * incidents wait for each other instead of each holding what the other needs.
   */
  async holdTeams(on: Queryable, centerId: string, teamIds: readonly string[]): Promise<void> {
    await on.query(
      `select id from team where center_id = $1 and id = any($2::uuid[]) order by id for no key update`,
      [centerId, teamIds],
    );
  }

  /** The team's only live assignment. */
  findLiveOfTeam(on: Queryable, centerId: string, teamId: string): Promise<Assignment | undefined> {
    return findRow(
      on,
      `select ${columns} from ${withTeam} where a.center_id = $1 and a.team_id = $2 and a.state in (${liveStates})`,
      [centerId, teamId],
    );
  }

  /** All assignments of an incident, oldest first. */
  listByIncident(on: Queryable, centerId: string, incidentId: string): Promise<Assignment[]> {
    return rows(
      on,
      `select ${columns} from ${withTeam} where a.center_id = $1 and a.incident_id = $2
       order by a.offered_at, a.id`,
      [centerId, incidentId],
    );
  }

  /** Newest first. */
  list(on: Queryable, centerId: string, filter: AssignmentFilter): Promise<Assignment[]> {
    const { teamId, live, after, limit } = filter;
    const onlyLive =
      live === null ? '' : live ? `and a.state in (${liveStates})` : `and a.state not in (${liveStates})`;
    return rows(
      on,
      `select ${columns} from ${withTeam}
       where a.center_id = $1 and ($2::uuid is null or a.team_id = $2) ${onlyLive}
         and ($3::timestamptz is null or (a.offered_at, a.id) < ($3, $4::uuid))
       order by a.offered_at desc, a.id desc limit $5`,
      [centerId, teamId, after?.offeredAt ?? null, after?.id ?? null, limit],
    );
  }

  /** The incidents a team may see: those it is sent to, and those it finished after this moment. */
  async listIncidentsOfTeam(on: Queryable, teamId: string, clearedSince: Date): Promise<string[]> {
    const incidents = await rows<{ id: string }>(
      on,
      `select distinct incident_id as id from assignment
       where team_id = $1 and (state in (${liveStates}) or (state = 'cleared' and ended_at >= $2))`,
      [teamId, clearedSince],
    );
    return incidents.map(({ id }) => id);
  }
}
