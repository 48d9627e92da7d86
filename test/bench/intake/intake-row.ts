import { foundEmptyCenter } from '../city/center.js';
import { HttpClient } from '../client/http-client.js';
import { steadyLoad } from '../client/steady-load.js';
import { SideProcess } from '../environment/side-process.js';
import { setStage } from '../environment/stage.js';
import { inTurns, roundsOf } from '../rounds.js';
import type { Bench, Round, Row } from '../row.js';
import type { Start, Started } from './bare-intake.process.js';
import { emergencyCalls } from './emergency-calls.js';

const clients = 32;
/** What Layad opens unless told otherwise. */
const poolSize = Number(process.env['LAYAD_DATABASE_POOL'] ?? 16);

/** A disaster: 32 operators open one incident after the other, as fast as they are answered. */
export const intakeRow: Row = {
  name: 'intake',
  measured: `incidents opened a second by ${clients} clients`,
  against: 'a bare node:http server with a pg pool that writes the same rows',
  unit: 'incidents/s',
  target: { bound: 'at least', ratio: 0.4 },
  run: async (bench: Bench): Promise<Round[]> => {
    bench.progress('setting the stage');
    const stage = await setStage(bench);
    const bare = SideProcess.start<Start, Started>(
      new URL('./bare-intake.process.js', import.meta.url),
      bench.opened,
    );
    // A center of its own: Layad would follow what is written to its journal, at the expense of the baseline.
    const centerId = await foundEmptyCenter(stage.database, 'BARE');
    const { databaseUrl } = stage;
    const { url } = await bare.ask({ databaseUrl, centerId, poolSize });
    const bareClient = bench.opened.add(new HttpClient(url, '', clients), (client) => client.close());
    const nextCall = emergencyCalls(4);
    const play = async (round: number, seconds: number): Promise<Round> => {
      const openAt = (client: HttpClient) => () =>
        steadyLoad({ clients, seconds }, async () => {
          await client.post('/api/v1/incidents', nextCall());
          return 1;
        });
      const [value, baseline] = await inTurns(round, openAt(stage.operator), openAt(bareClient));
      return { value, baseline };
    };
    await play(0, 2);
    return roundsOf({ rounds: bench.quick ? 3 : 7, mostSeconds: 35 }, async (round) => {
      bench.progress(`round ${round + 1}`);
      return play(round, bench.quick ? 1 : 2.5);
    });
  },
};
