import { randomUUID } from 'node:crypto';
import { haversineMetres, type LatLon } from '#lib/kernel';
import type { Client } from 'pg';
import { appendToJournal } from '../journal/bare-journal.js';
import { lookedAt, nearestTeams, type NearTeam } from './nearest-teams.js';

const burdenHours = 12;
const acknowledgeWithinSeconds = 60;
/** How many teams, fitting or not, are kept with a decision. */
const kept = { fitting: 5, passedOver: 20 };

/**
 * The least that an assignment takes: the nearest query, the first team that fits, and the rows that Layad writes, in
 * one transaction of a plain client. It checks nothing, and would send the same team twice.
 */
export async function assignBare(
  database: Client,
  centerId: string,
  incidentId: string,
  place: LatLon,
): Promise<void> {
  const now = new Date();
  await database.query('begin');
  await database.query(`select * from incident where center_id = $1 and id = $2 for update`, [
    centerId,
    incidentId,
  ]);
  const { rows: teams } = await database.query<NearTeam>(nearestTeams, [
    centerId,
    place.lon,
    place.lat,
    lookedAt,
    new Date(now.getTime() - burdenHours * 3_600_000),
  ]);
  const fitting = teams.filter(fits).slice(0, kept.fitting);
  const passedOver = teams.filter((team) => !fits(team)).slice(0, kept.passedOver);
  const [team] = fitting;
  if (!team) throw new Error('no team fits');

  const assignmentId = randomUUID();
  const recommendationId = randomUUID();
  const acknowledgeBy = new Date(now.getTime() + acknowledgeWithinSeconds * 1000);
  const distanceMetres = Math.round(haversineMetres(team, place));
  const etaSeconds = Math.round(distanceMetres / 6);
  await database.query(
    `insert into recommendation (id, center_id, incident_id, made_at, made_for, plan, eta_source, complete, items,
                                 passed_over, chosen_team_id)
     values ($1, $2, $3, $4, 'person', $5, 'straight_line', true, $6, $7, $8)`,
    [
      recommendationId,
      centerId,
      incidentId,
      now,
      JSON.stringify(plan),
      JSON.stringify(fitting.map((one) => recommended(one, place, now))),
      JSON.stringify(passedOver.map((one) => rejected(one, place))),
      team.teamId,
    ],
  );
  await database.query(
    `insert into assignment (id, center_id, incident_id, team_id, recommendation_id, state, state_since, offered_at,
                             offered_by, acknowledge_by, fits_plan, eta_seconds, eta_source, distance_metres)
     values ($1, $2, $3, $4, $5, 'offered', $6, $6, 'system', $7, true, $8, 'straight_line', $9)`,
    [
      assignmentId,
      centerId,
      incidentId,
      team.teamId,
      recommendationId,
      now,
      acknowledgeBy,
      etaSeconds,
      distanceMetres,
    ],
  );
  await database.query(
    `update incident set state = 'assigned', queued_since = null, version = version + 1 where id = $1`,
    [incidentId],
  );
  await database.query(
    `insert into deadline (id, center_id, kind, subject_id, due_at) values ($1, $2, 'assignment.acknowledge_by', $3, $4)`,
    [randomUUID(), centerId, assignmentId, acknowledgeBy],
  );
  await appendToJournal(database, centerId, now, [
    {
      type: 'assignment.offered',
      subjectId: assignmentId,
      subjectVersion: 1,
      incidentId,
      teamId: team.teamId,
      payload: {
        incidentId,
        teamId: team.teamId,
        recommendationId,
        etaSeconds,
        etaSource: 'straight_line',
        distanceMetres,
        acknowledgeBy: acknowledgeBy.toISOString(),
        fitsPlan: true,
        chosenBy: 'person',
      },
    },
    {
      type: 'incident.state_changed',
      subjectId: incidentId,
      subjectVersion: 2,
      incidentId,
      teamId: null,
      payload: { from: 'queued', to: 'assigned' },
    },
  ]);
  await database.query('commit');
}

const fits = (team: NearTeam): boolean =>
  team.onDuty &&
  team.assignmentId === null &&
  team.crewSize >= team.minimumCrew &&
  ['als_ambulance', 'bls_ambulance'].includes(team.kind);

const plan = {
  type: null,
  priority: 'P1',
  unit: { kinds: ['als_ambulance', 'bls_ambulance'], capabilities: [], count: 1 },
  unitNumber: 1,
  unitCount: 1,
  missing: 1,
};

const facts = ({ teamId, callSign, kind, capabilities, lat, lon }: NearTeam) => ({
  id: teamId,
  callSign,
  kind,
  capabilities,
  lat,
  lon,
});

const recommended = (team: NearTeam, place: LatLon, now: Date) => ({
  team: facts(team),
  distanceMetres: Math.round(haversineMetres(team, place)),
  etaSeconds: Math.round(haversineMetres(team, place) / 6),
  etaSource: 'straight_line',
  fixAgeSeconds: Math.round((now.getTime() - team.fixAt.getTime()) / 1000),
  reasons: ['fits_plan'],
});

const rejected = (team: NearTeam, place: LatLon) => ({
  team: facts(team),
  distanceMetres: Math.round(haversineMetres(team, place)),
  reason: 'wrong_kind',
});
