import pg from 'pg';
import { putTeamsOnDuty } from '../city/fleet.js';
import { steadyLoad } from '../client/steady-load.js';
import { setStage, type Stage } from '../environment/stage.js';
import { inTurns, roundsOf } from '../rounds.js';
import type { Bench, Round, Row } from '../row.js';
import { upsertBare } from './bare-positions.js';
import { FixBatches, type Batch } from './fix-batches.js';

const clients = 4;
const teams = 4_000;
/** Within one second of batches the engine under Layad has compiled little of what a batch runs through. */
const warmUpSeconds = 6;

/** Phones and gateways send batches as fast as they are answered. */
export const positionsRow: Row = {
  name: 'positions',
  measured: 'fixes stored a second, in batches of 100 to one team and 500 to many',
  against: 'plain batched upserts of the same rows, by as many plain pg clients',
  unit: 'fixes/s',
  target: { bound: 'at least', ratio: 0.5 },
  run: async (bench: Bench): Promise<Round[]> => {
    bench.progress(`setting the stage with ${teams} teams`);
    const stage = await setStage(bench);
    const teamIds = await putTeamsOnDuty(stage.database, stage.center.id, teams);
    await comeOnDutyLongAgo(stage);
    const batches = new FixBatches(teamIds, clients);
    const connections = await connect(bench, stage.databaseUrl);
    const play = async (round: number, seconds: number): Promise<Round> => {
      const [value, baseline] = await inTurns(
        round,
        () => steadyLoad({ clients, seconds }, (client) => send(stage, batches.next(client))),
        () =>
          steadyLoad({ clients, seconds }, async (client) => {
            const { fixes } = batches.next(client);
            await upsertBare(connections[client]!, stage.center.id, fixes);
            return fixes.length;
          }),
      );
      return { value, baseline };
    };
    bench.progress('warming up');
    await play(0, bench.quick ? 1 : warmUpSeconds);
    return roundsOf({ rounds: bench.quick ? 3 : 7, mostSeconds: 35 }, async (round) => {
      bench.progress(`round ${round + 1}`);
      return play(round, bench.quick ? 1 : 2.5);
    });
  },
};

/** Their fixes of yesterday count. */
async function comeOnDutyLongAgo({ database, center }: Stage): Promise<void> {
  await database.query(`update team set duty_since = now() - interval '3 days' where center_id = $1`, [
    center.id,
  ]);
  await database.query(`update team_position set fix_at = now() - interval '3 days' where center_id = $1`, [
    center.id,
  ]);
}

async function connect({ opened }: Bench, databaseUrl: string): Promise<pg.Client[]> {
  return Promise.all(
    Array.from({ length: clients }, async () => {
      const client = opened.add(new pg.Client({ connectionString: databaseUrl }), (one) => one.end());
      await client.connect();
      return client;
    }),
  );
}

/** @returns how many fixes were stored. @throws Error when that is not all of them */
async function send({ tracker }: Stage, batch: Batch): Promise<number> {
  const fixes = batch.fixes;
  const { accepted, ignored } =
    batch.of === 'gateway'
      ? await tracker.post<Receipt>('/api/v1/positions', fixes)
      : await tracker.post<Receipt>(
          `/api/v1/teams/${batch.teamId}/positions`,
          fixes.map(({ teamId: _, ...fix }) => fix),
        );
  if (ignored > 0) throw new Error(`${ignored} fixes of a batch were ignored`);
  return accepted;
}

interface Receipt {
  accepted: number;
  ignored: number;
}
