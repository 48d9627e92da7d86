import { parseArgs } from 'node:util';
import { centerSettings } from '#lib/center';
import { SetupError } from '../../support/setup-error.js';
import { measureLatency, type LatencyFigures } from './duplicates-latency.js';
import { play, type Shown } from './play.js';
import { readRecordedEvents, RecordError } from './recorded-events.js';
import { scoreOf, scoreRows, type ScoreRow } from './score.js';
import { playRows, seriesNames, spreadOver, withoutTypes, type SeriesSpread } from './seeds.js';

const usage = `npm run bench:duplicates -- --calls FILE [--json] [--seed NUMBER] [--seeds NUMBER] [--no-latency]

FILE is "Fire Department Calls for Service" of the City of San Francisco as CSV. Everything that is invented comes from
a seed; the first is --seed (119), and --seeds (3) says how many after each other are played.`;

const thresholds = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/** Nothing but the report goes to standard output. */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const percent = (part: number): string => (Number.isNaN(part) ? '–' : `${(part * 100).toFixed(1)} %`);
const rounded = (part: number): number => Math.round(part * 1e4) / 1e4;

const tableOf = (rows: readonly ScoreRow[]): string =>
  aligned([
    ['', 'repeats', 'in first 3', 'first', 'singles', 'told a false one', 'first one right'],
    ...rows.map(({ name, score }) => [
      name,
      `${score.repeats}`,
      percent(score.recallTop3),
      percent(score.recallTop1),
      `${score.singles}`,
      percent(score.falseSuggestionShare),
      percent(score.precision),
    ]),
  ]);

const spreadTable = (spreads: Record<string, SeriesSpread>): string =>
  aligned([
    ['', 'in first 3', 'worst', 'told a false one', 'worst'],
    ...Object.entries(spreads).map(([name, { recallTop3, falseSuggestionShare }]) => [
      name,
      ...[recallTop3, falseSuggestionShare].flatMap(({ mean, worst }) => [percent(mean), percent(worst)]),
    ]),
  ]);

function aligned(cells: readonly string[][]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}

const thresholdRows = (shown: readonly Shown[]): ScoreRow[] =>
  thresholds.map((threshold) => ({ name: `above ${threshold}`, score: scoreOf(shown, threshold) }));

const figures = ({ score }: ScoreRow) => ({
  repeats: score.repeats,
  singles: score.singles,
  recallTop3: rounded(score.recallTop3),
  recallTop1: rounded(score.recallTop1),
  falseSuggestionShare: rounded(score.falseSuggestionShare),
  precision: rounded(score.precision),
});

const roundedSpread = ({ recallTop3, falseSuggestionShare }: SeriesSpread): SeriesSpread => ({
  recallTop3: { mean: rounded(recallTop3.mean), worst: rounded(recallTop3.worst) },
  falseSuggestionShare: {
    mean: rounded(falseSuggestionShare.mean),
    worst: rounded(falseSuggestionShare.worst),
  },
});

/** Without a PostgreSQL there is no latency, and the suggestions are as good as with one. */
async function latency(): Promise<LatencyFigures | null> {
  try {
    return await measureLatency(tell);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    tell(`The time was not measured: ${error.message}`);
    return null;
  }
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string' },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '119' },
      seeds: { type: 'string', default: '3' },
      'no-latency': { type: 'boolean', default: false },
    },
  });
  const [seed, count] = [Number(values.seed), Number(values.seeds)];
  if (values.calls === undefined || !Number.isInteger(seed) || !(Number.isInteger(count) && count >= 1)) {
    throw new RecordError(usage);
  }
  const { shownAbove, recentSeconds } = centerSettings.parse({}).duplicates;
  const events = await readRecordedEvents(values.calls);
  const untypedEvents = withoutTypes(events);
  const seeds = Array.from({ length: count }, (_, index) => seed + index);
  tell(`${events.length} recorded events, seeds ${seeds.join(', ')}, shown above ${shownAbove}`);
  const rulesOf = (of: number) => ({ seed: of, shownAbove, recentSeconds });
  const shown = play(events, rulesOf(seed));
  const rows = scoreRows(shown, shownAbove);
  const untyped = playRows(untypedEvents, rulesOf(seed));
  const others = seeds.slice(1);
  const typedSpread = spreadOver([rows, ...others.map((other) => playRows(events, rulesOf(other)))]);
  const untypedSpread = spreadOver([
    untyped,
    ...others.map((other) => playRows(untypedEvents, rulesOf(other))),
  ]);
  const time = values['no-latency'] ? null : await latency();
  if (values.json) {
    const [all, fitted, heldOut] = rows as [ScoreRow, ScoreRow, ScoreRow];
    const spreads = (of: typeof typedSpread) =>
      Object.fromEntries(seriesNames.map((name) => [name, roundedSpread(of[name])]));
    const report = {
      ...figures(all),
      shownAbove,
      seed,
      daysFittedOn: figures(fitted),
      daysHeldOut: figures(heldOut),
      withoutTypes: figures(untyped[0]!),
      seeds,
      overSeeds: { ...spreads(typedSpread), withoutTypes: spreads(untypedSpread) },
      latency: time,
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const spreads = Object.fromEntries(
    seriesNames.flatMap((name) => [
      [name, typedSpread[name]],
      [`${name}, no type told`, untypedSpread[name]],
    ]),
  );
  const untypedRow = { name: 'no type is ever told', score: untyped[0]!.score };
  process.stdout.write(
    `${tableOf([...rows, untypedRow, ...thresholdRows(shown)])}\n\n` +
      `Over ${count} seeds:\n${spreadTable(spreads)}\n` +
      (time
        ? `\nPOST /incidents/duplicates: p95 ${time.value} ms, median ${time.medianMilliseconds} ms; ` +
          `bare query p95 ${time.baseline} ms (${time.ratio}× by the medians)\n`
        : ''),
  );
}

try {
  await run();
} catch (error) {
  const expected =
    error instanceof RecordError ||
    (error instanceof Error && 'code' in error && /^(ENOENT|ERR_PARSE)/.test(String(error.code)));
  tell(expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
