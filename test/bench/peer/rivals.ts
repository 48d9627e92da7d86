import { liveAssignmentStates } from '#lib/contract';
import { placesInCity } from '../city/city-bounds.js';
import { queueIncidents } from '../city/emergencies.js';
import { freeAllTeams } from '../city/fleet.js';
import type { Stage } from '../environment/stage.js';
import type { Figure } from './figure.js';

const tries = 50;

/** Two clients send the same team at the same moment: to two incidents, and twice to one. */
export async function rivalFigures(stage: Stage, teamIds: readonly string[]): Promise<Figure[]> {
  const { database, center, operator } = stage;
  const nextPlace = placesInCity(10);
  const sendAtOnce = async (sameIncident: boolean): Promise<number> => {
    let doubled = 0;
    for (let turn = 0; turn < tries; turn++) {
      const [one, other] = await queueIncidents(database, center.id, [nextPlace(), nextPlace()]);
      const body = { teamId: teamIds[turn], override: true };
      const answers = await Promise.all(
        [one, sameIncident ? one : other].map((id) =>
          operator.ask('POST', `/api/v1/incidents/${id}/assignments`, body),
        ),
      );
      const statuses = answers.map(({ status }) => status).sort();
      if (statuses[0] === 201 && statuses[1] === 201) doubled += 1;
      else if (statuses[0] !== 201 || statuses[1] !== 409) throw new Error(`answered ${statuses.join(', ')}`);
    }
    const { rows } = await database.query<{ doubled: number }>(
      `select count(*)::int as doubled from (
         select team_id from assignment where center_id = $1 and state = any($2) group by team_id having count(*) > 1
       ) as teams`,
      [center.id, liveAssignmentStates],
    );
    await freeAllTeams(database, center.id);
    return Math.max(doubled, rows[0]!.doubled);
  };
  return [
    doubled('two clients send one team to two incidents', await sendAtOnce(false), 19),
    doubled('two clients send one team twice to one incident', await sendAtOnce(true), 13),
  ];
}

const doubled = (name: string, value: number, peer: number): Figure => ({
  name,
  unit: `doubled of ${tries}`,
  value,
  peer,
  better: 'less',
});
