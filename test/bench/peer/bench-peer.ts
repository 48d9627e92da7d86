import { parseArgs } from 'node:util';
import { Opened } from '../../support/opened.js';
import { putTeamsOnDuty } from '../city/fleet.js';
import { PostgresServer } from '../environment/postgres-server.js';
import { setStage } from '../environment/stage.js';
import { isAhead, type Figure } from './figure.js';
import { assigningFigures, creatingFigures, fleetFigures } from './requests.js';
import { rivalFigures } from './rivals.js';
import { watchingFigures } from './watching.js';

/**
 * What was measured on the best open dispatch console, measured on Layad: `npm run bench:peer -- [--json] [--quick]`.
 * The report alone goes to standard output. What a killed process or database loses is shown by `npm run drill`.
 */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
const effort = options.quick ? { samples: 30, seconds: 2 } : { samples: 200, seconds: 10 };
const teams = 1_000;

const opened = new Opened();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void opened.close().finally(() => process.exit(130)));
}

try {
  const postgres = await PostgresServer.open(process.env, opened);
  tell(postgres.description);
  const stage = await setStage({ postgres, quick: options.quick, opened, progress: tell });
  const teamIds = await putTeamsOnDuty(stage.database, stage.center.id, teams);
  const figures: Figure[] = [];
  const add = async (what: string, more: Promise<Figure[]>): Promise<void> => {
    tell(what);
    figures.push(...(await more));
  };
  await add('two clients want the same team', rivalFigures(stage, teamIds));
  await add('sending teams', assigningFigures(stage, effort));
  await add('positions and the list of teams', fleetFigures(stage, teamIds, effort));
  await add('making incidents', creatingFigures(stage, effort));
  await add('consoles that watch', watchingFigures(stage, opened, effort.seconds));
  process.stdout.write(options.json ? `${JSON.stringify(jsonOf(figures))}\n` : tableOf(figures));
} catch (error) {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  await opened.close();
}

function tableOf(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const lines = figures.map((figure) =>
    [
      figure.name.padEnd(width),
      shown(figure.value).padStart(8),
      shown(figure.peer).padStart(8),
      figure.unit.padEnd(16),
      isAhead(figure) ? 'ahead' : 'BEHIND',
    ].join('  '),
  );
  const heading = `${'measured'.padEnd(width)}  ${'Layad'.padStart(8)}  ${'the peer'.padStart(8)}`;
  return `\n${[heading, ...lines].join('\n')}\n\nThe peer is TicketsCAD v4.2.25 on a machine like this one, with 1,000 units.\n`;
}

function jsonOf(figures: readonly Figure[]): object {
  return Object.fromEntries(
    figures.map((figure) => [
      figure.name,
      {
        value: figure.value,
        unit: figure.unit,
        baseline: figure.peer,
        ratio: figure.value / figure.peer,
        ahead: isAhead(figure),
      },
    ]),
  );
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toFixed(1)));
}
