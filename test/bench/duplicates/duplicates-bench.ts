import { parseArgs } from 'node:util';
import { centerSettings } from '#lib/center';
import { play, type Shown } from './play.js';
import { readRecordedEvents, RecordError } from './recorded-events.js';
import { scoreOf, scoreRows, type ScoreRow } from './score.js';

const usage = `npm run bench:duplicates -- --calls FILE [--json] [--seed NUMBER]

FILE is "Fire Department Calls for Service" of the City of San Francisco as CSV.`;

const thresholds = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/** Nothing but the report goes to standard output. */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const percent = (part: number): string => (Number.isNaN(part) ? '–' : `${(part * 100).toFixed(1)} %`);
const rounded = (part: number): number => Math.round(part * 1e4) / 1e4;

function tableOf(rows: readonly ScoreRow[]): string {
  const cells = [
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
  ];
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

function jsonOf(rows: readonly ScoreRow[], untyped: ScoreRow, shownAbove: number, seed: number): string {
  const figures = ({ score }: ScoreRow) => ({
    repeats: score.repeats,
    singles: score.singles,
    recallTop3: rounded(score.recallTop3),
    recallTop1: rounded(score.recallTop1),
    falseSuggestionShare: rounded(score.falseSuggestionShare),
    precision: rounded(score.precision),
  });
  const [all, fitted, heldOut] = rows as [ScoreRow, ScoreRow, ScoreRow];
  return JSON.stringify(
    {
      ...figures(all),
      shownAbove,
      seed,
      daysFittedOn: figures(fitted),
      daysHeldOut: figures(heldOut),
      withoutTypes: figures(untyped),
    },
    null,
    2,
  );
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string' },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '119' },
    },
  });
  const seed = Number(values.seed);
  if (values.calls === undefined || !Number.isInteger(seed)) throw new RecordError(usage);
  const { shownAbove, recentSeconds } = centerSettings.parse({}).duplicates;
  const events = await readRecordedEvents(values.calls);
  tell(`${events.length} recorded events, seed ${seed}, shown above ${shownAbove}`);
  const shown = play(events, { seed, shownAbove, recentSeconds });
  const withoutTypes = events.map((event) => ({ ...event, type: 'unknown_problem' as const }));
  const untyped = {
    name: 'no type is ever told',
    score: scoreOf(play(withoutTypes, { seed, shownAbove, recentSeconds }), shownAbove),
  };
  const rows = scoreRows(shown, shownAbove);
  process.stdout.write(
    values.json
      ? `${jsonOf(rows, untyped, shownAbove, seed)}\n`
      : `${tableOf([...rows, untyped, ...thresholdRows(shown)])}\n`,
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
