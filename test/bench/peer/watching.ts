import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '#lib/kernel';
import { SideProcess } from '../environment/side-process.js';
import type { Stage } from '../environment/stage.js';
import { emergencyCalls } from '../intake/emergency-calls.js';
import { now } from '../realtime/monotonic.js';
import type { Opened } from '../../support/opened.js';
import type { Figure } from './figure.js';
import type { WatchersAnswer, WatchersQuestion } from './watchers.process.js';

type Watchers = SideProcess<WatchersQuestion, WatchersAnswer>;

/** The peer was given so long after the last incident to show the rest. */
const graceSeconds = 20;
/** More than three times what the peer holds. */
const mostConsoles = 500;

interface Shown {
  /** From the request to the last console, milliseconds, of what every console was shown; ascending. */
  readonly lags: number[];
  /** The share of incident and console pairs that were shown, percent. */
  readonly percent: number;
}

/** Incidents made at a pace, watched by 1, 50 and 500 consoles. */
export async function watchingFigures(stage: Stage, opened: Opened, seconds: number): Promise<Figure[]> {
  const watchers: Watchers = SideProcess.start(new URL('./watchers.process.js', import.meta.url), opened);
  const connect = (count: number): Promise<WatchersAnswer> =>
    watchers.ask({ connect: { url: stage.url, token: stage.operator.bearer, count } });
  await connect(1);
  const alone = await show(stage, watchers, { consoles: 1, perSecond: 5, seconds });
  await connect(49);
  const calm = await show(stage, watchers, { consoles: 50, perSecond: 14, seconds });
  const storm = await show(stage, watchers, { consoles: 50, perSecond: 144, seconds });
  const { connected } = await connect(mostConsoles - 50);
  const crowd = await show(stage, watchers, { consoles: connected, perSecond: 14, seconds });
  return [
    less('incident made → shown on 1 console, p50', 'ms', percentile(alone.lags, 0.5), 1_400),
    less('incident made → shown on 1 console, p99', 'ms', percentile(alone.lags, 0.99), 3_000),
    less('50 consoles, 14 incidents a second, p99', 'ms', percentile(calm.lags, 0.99), 3_000),
    more('50 consoles, 144 incidents a second: shown 20 s later', '%', storm.percent, 35),
    less('50 consoles, 144 incidents a second, p99', 'ms', percentile(storm.lags, 0.99), 20_000),
    more('consoles held, all shown 14 incidents a second', '', crowd.percent === 100 ? connected : 0, 145),
  ];
}

async function show(
  { operator }: Stage,
  watchers: Watchers,
  { consoles, perSecond, seconds }: { consoles: number; perSecond: number; seconds: number },
): Promise<Shown> {
  await watchers.ask({ forget: true });
  const nextCall = emergencyCalls(11);
  const madeAt = new Map<string, number>();
  const making: Promise<void>[] = [];
  const begin = now();
  for (let index = 0; index < perSecond * seconds; index++) {
    await pause(Math.max(0, begin + (index * 1_000) / perSecond - now()));
    const askedAt = now();
    making.push(
      operator
        .post<{ id: string }>('/api/v1/incidents', nextCall())
        .then(({ id }) => void madeAt.set(id, askedAt)),
    );
  }
  await Promise.all(making);
  const until = now() + graceSeconds * 1_000;
  for (;;) {
    const { seen } = await watchers.ask({ seen: true });
    const pairs = [...madeAt.keys()].reduce((sum, id) => sum + (seen[id]?.consoles ?? 0), 0);
    const percent = (100 * pairs) / (madeAt.size * consoles);
    if (percent < 100 && now() < until) {
      await pause(100);
      continue;
    }
    const lags = [...madeAt]
      .filter(([id]) => seen[id]?.consoles === consoles)
      .map(([id, askedAt]) => seen[id]!.lastAt - askedAt);
    return { lags: lags.sort((one, other) => one - other), percent };
  }
}

const figure =
  (better: Figure['better']) =>
  (name: string, unit: string, value: number | undefined, peer: number): Figure => ({
    name,
    unit,
    value: value ?? NaN,
    peer,
    better,
  });
const less = figure('less');
const more = figure('more');
