import { median } from '#lib/kernel';
import { placesInCity } from '../city/city-bounds.js';
import { queueIncidents } from '../city/emergencies.js';
import { freeAllTeams, putTeamsOnDuty } from '../city/fleet.js';
import { setStage, type Stage } from '../environment/stage.js';
import { roundsOf } from '../rounds.js';
import type { Bench, Round, Row } from '../row.js';
import { assign, elapsed } from './timed-assignment.js';

const many = 100_000;
const few = 1_000;

/** Two Layads, each with its own database; the same emergencies come to both, in turns. */
export const growthRow: Row = {
  name: 'growth',
  measured: `an assignment, choosing among ${many.toLocaleString('en')} teams, median`,
  against: `the same assignment, choosing among ${few.toLocaleString('en')} teams`,
  unit: 'ms',
  target: { bound: 'at most', ratio: 1.5 },
  run: async (bench: Bench): Promise<Round[]> => {
    bench.progress(`setting the stages with ${many} and ${few} teams`);
    const large = await stageWith(bench, many);
    const small = await stageWith(bench, few);
    const places = placesInCity(2);
    const play = async (samples: number): Promise<Round> => {
      const here = Array.from({ length: samples }, places);
      const atLarge = await queueIncidents(large.database, large.center.id, here);
      const atSmall = await queueIncidents(small.database, small.center.id, here);
      const times: { large: number[]; small: number[] } = { large: [], small: [] };
      for (let index = 0; index < samples; index++) {
        const turns = [
          async () => times.large.push(await elapsed(() => assign(large, atLarge[index]!))),
          async () => times.small.push(await elapsed(() => assign(small, atSmall[index]!))),
        ];
        if (index % 2 === 1) turns.reverse();
        for (const turn of turns) await turn();
      }
      for (const { database, center } of [large, small]) await freeAllTeams(database, center.id);
      return { value: median(times.large)!, baseline: median(times.small)! };
    };
    await play(bench.quick ? 20 : 60);
    return roundsOf({ rounds: bench.quick ? 3 : 7, mostSeconds: 35 }, async (round) => {
      bench.progress(`round ${round + 1}`);
      return play(bench.quick ? 20 : 60);
    });
  },
};

async function stageWith(bench: Bench, teams: number): Promise<Stage> {
  const stage = await setStage(bench);
  await putTeamsOnDuty(stage.database, stage.center.id, teams);
  return stage;
}
