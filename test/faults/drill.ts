import { Command, InvalidArgumentError } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import { Opened } from '../support/opened.js';
import { PostgresqlCluster } from '../support/postgresql-cluster.js';
import { RedisProcess } from '../support/redis-process.js';
import { dueWhileDown } from './due-while-down.js';
import { findingsOf } from './findings.js';
import { Acknowledged, Load } from './load.js';
import { runRaces } from './races.js';
import { Screens } from './screens.js';
import { FaultySystem } from './system.js';

const wholeNumber = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
};

const program = new Command('npm run drill --')
  .description(
    'Breaks a running system under load on purpose, and prints what was lost and how long recovery took.',
  )
  .option('--seconds <number>', 'how long the load runs around each fault', wholeNumber, 15)
  .option('--races <number>', 'tries of two to eight clients wanting the same thing', wholeNumber, 500)
  .option('--json', 'print one JSON object')
  .allowExcessArguments(false)
  .parse();
const { seconds, races, json = false } = program.opts<{ seconds: number; races: number; json?: boolean }>();

/** One fault, from the break to the mending. */
interface Fault {
  name: string;
  act: () => Promise<void>;
}

const opened = new Opened();
const say = (text: string): void => void (json || process.stdout.write(`${text}\n`));
try {
  const postgresql = await PostgresqlCluster.create(opened);
  const redis = await RedisProcess.create(opened);
  say('Two server processes on one PostgreSQL, 40 teams, 8 operators, 4 screens.');
  const system = await FaultySystem.create(
    { serverUrl: postgresql.url, redisUrl: redis.url, count: 2, teams: 40 },
    opened,
  );
  const screens = opened.add(await Screens.open([0, 1, 0, 1].map((index) => system.client(index))), (it) =>
    it.close(),
  );
  const acknowledged = new Acknowledged();

  const faults: Fault[] = [
    { name: 'nothing broken', act: async () => undefined },
    {
      name: 'kill -9 of a server process',
      act: async () => {
        await system.kill(1);
        await system.start(1);
      },
    },
    {
      name: 'kill -9 of both server processes',
      act: async () => {
        await Promise.all([system.kill(0), system.kill(1)]);
        await Promise.all([system.start(0), system.start(1)]);
      },
    },
    {
      name: 'PostgreSQL restarted in order',
      act: async () => {
        await postgresql.stop('SIGINT');
        await postgresql.start();
      },
    },
    {
      name: 'PostgreSQL ended at once',
      act: async () => {
        await postgresql.stop('SIGQUIT');
        await postgresql.start();
      },
    },
    {
      name: 'Redis stopped and started',
      act: async () => {
        await redis.stop();
        await pause(2_000);
        await redis.start();
      },
    },
  ];

  const rows = [];
  for (const { name, act } of faults) {
    const before = acknowledged.count;
    acknowledged.longestSilenceMilliseconds = 0;
    const load = new Load(acknowledged, name).start(
      [0, 1, 0, 1, 0, 1, 0, 1].map((index) => system.client(index)),
    );
    await pause((seconds * 1000) / 3);
    await act();
    await pause((seconds * 2000) / 3);
    await load.stop();
    const row = {
      fault: name,
      acknowledged: acknowledged.count - before,
      longestSilenceMilliseconds: Math.round(acknowledged.longestSilenceMilliseconds),
    };
    rows.push(row);
    say(
      `${name.padEnd(36)} ${String(row.acknowledged).padStart(6)} acknowledged, longest silence ${row.longestSilenceMilliseconds} ms`,
    );
  }

  const deadlines = await dueWhileDown(system, 12);
  say(
    `${'deadlines due while nothing ran'.padEnd(36)} ${deadlines.set} set, ${deadlines.firedOnce} fired once, ${deadlines.wrong} wrong`,
  );
  const outcome = await runRaces(system, races, say);
  say(
    `${'races'.padEnd(36)} ${outcome.tries} tries, ${outcome.requests} requests, ${outcome.wrong} with a wrong outcome`,
  );

  const behind = await screens.behind();
  const database = await system.database();
  const findings = {
    ...(await findingsOf(database, acknowledged)),
    deadlinesWrong: deadlines.wrong,
    racesWrong: outcome.wrong,
    screenGaps: screens.gaps,
    screenSawTwice: screens.twice,
    screensBehind: behind,
  };
  await database.end();
  const whole = Object.values(findings).every((number) => number === 0);
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ faults: rows, acknowledged: acknowledged.count, findings }, null, 2)}\n`,
    );
  } else {
    say(
      `\n${acknowledged.count} acknowledgements held against the database; screens came back ${screens.reconnections} times.`,
    );
    for (const [name, number] of Object.entries(findings)) say(`  ${name.padEnd(18)} ${number}`);
    say(whole ? 'Nothing was lost, doubled or sent twice.' : 'A PROMISE WAS BROKEN.');
  }
  if (!whole) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await opened.close();
}
