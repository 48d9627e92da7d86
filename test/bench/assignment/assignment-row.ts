import { median, type LatLon } from '#lib/kernel';
import { placesInCity } from '../city/city-bounds.js';
import { queueIncidents } from '../city/emergencies.js';
import { freeAllTeams, putTeamsOnDuty } from '../city/fleet.js';
import type { Stage } from '../environment/stage.js';
import { setStage } from '../environment/stage.js';
import { roundsOf } from '../rounds.js';
import type { Bench, Round, Row } from '../row.js';
import { assignBare } from './bare-assignment.js';
import { assign, elapsed } from './timed-assignment.js';

const teams = 10_000;

/** One team is chosen and sent at a time; Layad and the plain client take turns. */
export const assignmentRow: Row = {
  name: 'assignment',
  measured: `an assignment, choosing among ${teams.toLocaleString('en')} teams, median`,
  against: 'the same nearest query and the same rows written, by a plain pg client in one transaction',
  unit: 'ms',
  target: { bound: 'at most', ratio: 4 },
  run: async (bench: Bench): Promise<Round[]> => {
    bench.progress(`setting the stage with ${teams} teams`);
    const stage = await setStage(bench);
    await putTeamsOnDuty(stage.database, stage.center.id, teams);
    const nextPlace = placesInCity(1);
    const play = (samples: number) => playRound(stage, samples, nextPlace);
    await play(bench.quick ? 20 : 100);
    return roundsOf({ rounds: bench.quick ? 3 : 7, mostSeconds: 35 }, async (round) => {
      bench.progress(`round ${round + 1}`);
      return play(bench.quick ? 20 : 100);
    });
  },
};

async function playRound(stage: Stage, samples: number, nextPlace: () => LatLon): Promise<Round> {
  const { database, center } = stage;
  const places = Array.from({ length: 2 * samples }, nextPlace);
  const incidents = await queueIncidents(database, center.id, places);
  const times: { layad: number[]; bare: number[] } = { layad: [], bare: [] };
  for (let index = 0; index < incidents.length; index++) {
    // L B B L L B B L: neither always comes after the other.
    const layadsTurn = index % 4 === 0 || index % 4 === 3;
    const incident = incidents[index]!;
    if (layadsTurn) times.layad.push(await elapsed(() => assign(stage, incident)));
    else times.bare.push(await elapsed(() => assignBare(database, center.id, incident, places[index]!)));
  }
  await freeAllTeams(database, center.id);
  return { value: median(times.layad)!, baseline: median(times.bare)! };
}
