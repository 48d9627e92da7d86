import { parseArgs } from 'node:util';
import { chromiumIsThere, chromiumPath } from '../../browser/chromium.js';
import { Opened } from '../../support/opened.js';
import { SetupError } from '../../support/setup-error.js';
import { PostgresServer } from '../environment/postgres-server.js';
import { measureConsole, type ConsoleFigures } from './console-load.js';

/**
 * The console in a browser under the load of a city in a bad hour: `npm run bench:console -- [--json] [--seconds 300]`.
 * The report alone goes to standard output.
 */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '300' } },
});

const opened = new Opened();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void opened.close().finally(() => process.exit(130)));
}

try {
  const seconds = Number(options.seconds);
  if (!(seconds > 0)) throw new SetupError('--seconds takes a number above nothing.');
  if (!chromiumIsThere()) throw new SetupError(`There is no browser at ${chromiumPath}.`);
  const postgres = await PostgresServer.open(process.env, opened);
  tell(postgres.description);
  const figures = await measureConsole({ postgres, quick: false, opened, progress: tell }, seconds);
  process.stdout.write(options.json ? `${JSON.stringify(figures)}\n` : textOf(figures));
} catch (error) {
  tell(
    error instanceof SetupError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? '')
        : String(error),
  );
  process.exitCode = 1;
} finally {
  await opened.close();
}

function textOf({
  inputToPaintP95Ms,
  inputToPaint,
  memoryGrowth,
  memory,
  firstViewScriptKb,
  ...rest
}: ConsoleFigures): string {
  return [
    `input to paint    p95 ${inputToPaintP95Ms} ms of ${rest.presses} keys and clicks (target ≤ 100 ms); one field on an empty page ${inputToPaint.baseline} ms (${inputToPaint.ratio}×)`,
    `memory            ${(100 * memoryGrowth).toFixed(1)} % more at the end (target ≤ 20 %): ${memory.baseline} MB, then ${memory.value} MB`,
    `first view        ${firstViewScriptKb.toFixed(0)} kB of compressed script before the map (target ≤ 300 kB)`,
    `under             ${rest.liveIncidents} live incidents, ${rest.events.value} events/s; load average ${rest.loadAverage.beginning} to ${rest.loadAverage.end}`,
    '',
  ].join('\n');
}
