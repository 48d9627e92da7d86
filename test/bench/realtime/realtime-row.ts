import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '#lib/kernel';
import { placesInCity } from '../city/city-bounds.js';
import { queueIncidents } from '../city/emergencies.js';
import { SideProcess } from '../environment/side-process.js';
import { setStage } from '../environment/stage.js';
import { roundsOf } from '../rounds.js';
import type { Bench, Round, Row } from '../row.js';
import type { BroadcastAnswer, BroadcastQuestion } from './bare-broadcast.process.js';
import { Commits } from './commits.js';
import type { ConsolesQuestion } from './consoles.process.js';
import type { HallName, Reached } from './hall.js';

const consoles = 500;
/** Between two events: the garbage of one is not to be collected at the expense of the next. */
const pauseMilliseconds = 15;

/** An operator writes a note; the clock runs from its commit until the last console has its event. */
export const realtimeRow: Row = {
  name: 'realtime',
  measured: `from commit to the last of ${consoles} consoles, p99`,
  against: `a bare Socket.IO broadcast of the same bytes to ${consoles} sockets, from the call to the last of them`,
  unit: 'ms',
  target: { bound: 'at most', ratio: 2 },
  run: async (bench: Bench): Promise<Round[]> => {
    const hall = await openHall(bench);
    const play = async (events: number): Promise<Round> => {
      const times: Record<HallName, number[]> = { layad: [], bare: [] };
      for (let index = 0; index < events; index++) {
        const turns = index % 2 === 0 ? (['layad', 'bare'] as const) : (['bare', 'layad'] as const);
        for (const turn of turns) {
          times[turn].push(await hall.tell(turn));
          await pause(pauseMilliseconds);
        }
      }
      return { value: p99(times.layad), baseline: p99(times.bare) };
    };
    await play(bench.quick ? 10 : 50);
    return roundsOf({ rounds: bench.quick ? 3 : 7, mostSeconds: 60 }, async (round) => {
      bench.progress(`round ${round + 1}`);
      return play(bench.quick ? 20 : 100);
    });
  },
};

interface OpenHall {
  /** Tells everybody something; answers how long it took until the last one had it, milliseconds. */
  tell: (hall: HallName) => Promise<number>;
}

async function openHall(bench: Bench): Promise<OpenHall> {
  bench.progress('setting the stage');
  const stage = await setStage(bench);
  const [incidentId] = await queueIncidents(stage.database, stage.center.id, [placesInCity(5)()]);
  const bare = SideProcess.start<BroadcastQuestion, BroadcastAnswer>(
    new URL('./bare-broadcast.process.js', import.meta.url),
    bench.opened,
  );
  const { url: bareUrl } = await bare.ask({ listen: true });
  const watching = SideProcess.start<ConsolesQuestion, Reached>(
    new URL('./consoles.process.js', import.meta.url),
    bench.opened,
  );
  bench.progress(`connecting twice ${consoles} consoles`);
  const token = stage.operator.bearer;
  await watching.ask({ connect: { url: stage.url, token, count: consoles }, in: 'layad' });
  await watching.ask({ connect: { url: bareUrl, count: consoles }, in: 'bare' });

  const commits = await Commits.listen(stage.database);
  const note = () =>
    stage.operator.post(`/api/v1/incidents/${incidentId}/notes`, {
      text: 'Pasien sadar, tekanan darah 150/90',
    });
  let event: unknown;
  return {
    tell: async (hall) => {
      await watching.ask({ watch: true, in: hall });
      const begun =
        hall === 'bare' ? (await bare.ask({ broadcast: event })).emittedAt : await commits.momentOf(note);
      const last = await watching.ask({ reached: true, in: hall });
      if (hall === 'layad') event = last.event;
      return last.lastAt - begun;
    },
  };
}

const p99 = (times: number[]): number =>
  percentile(
    times.sort((one, other) => one - other),
    0.99,
  )!;
