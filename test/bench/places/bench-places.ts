import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Opened } from '../../support/opened.js';
import { PostgresServer } from '../environment/postgres-server.js';
import { measureSearch, type SearchFigures } from './place-search-row.js';

/**
 * How long it takes to find a place by its name, on both engines: `npm run bench:places -- [--json] [--quick]`.
 * The report alone goes to standard output.
 */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
const size = options.quick ? { places: 10_000, searches: 80 } : { places: 100_000, searches: 400 };

const opened = new Opened();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void opened.close().finally(() => process.exit(130)));
}

try {
  const figures: Record<string, SearchFigures> = {};
  const postgres = await PostgresServer.open(process.env, opened);
  tell(postgres.description);
  const url = await postgres.newDatabase(opened);
  figures['postgresql'] = await measureSearch({ url }, size, tell);
  const folder = await mkdtemp(join(tmpdir(), 'layad-bench-places-'));
  opened.add(folder, (path) => rm(path, { recursive: true, force: true }));
  figures['embedded'] = await measureSearch({ dataFolder: folder }, size, tell);
  process.stdout.write(options.json ? `${JSON.stringify(figures)}\n` : tableOf(figures));
} catch (error) {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  await opened.close();
}

function tableOf(figures: Record<string, SearchFigures>): string {
  const lines = Object.entries(figures).map(
    ([engine, { value, medianMilliseconds, baseline, ratio, foundFirst, foundAtAll }]) =>
      `${engine.padEnd(12)} p95 ${value} ms, median ${medianMilliseconds} ms; bare lookup ${baseline} ms (${ratio}×); ` +
      `found ${(100 * foundAtAll).toFixed(1)} %, first ${(100 * foundFirst).toFixed(1)} %`,
  );
  return `${lines.join('\n')}\nThe target is p95 ≤ 50 ms among ${size.places} places.\n`;
}
