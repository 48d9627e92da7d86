import { assignmentRow } from './assignment/assignment-row.js';
import { growthRow } from './assignment/growth-row.js';
import { Opened } from '../support/opened.js';
import { SetupError } from '../support/setup-error.js';
import { PostgresServer } from './environment/postgres-server.js';
import { intakeRow } from './intake/intake-row.js';
import { readOptions, usage, UsageError, type Options } from './options.js';
import { outcomeOf } from './outcome.js';
import { positionsRow } from './positions/positions-row.js';
import { realtimeRow } from './realtime/realtime-row.js';
import { jsonOf, tableOf, type Measured } from './report.js';
import type { Row, RowName } from './row.js';

const rows: Record<RowName, Row> = {
  assignment: assignmentRow,
  growth: growthRow,
  realtime: realtimeRow,
  positions: positionsRow,
  intake: intakeRow,
};

/** The report alone goes to standard output. */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

function fail(error: unknown): void {
  const expected = error instanceof UsageError || error instanceof SetupError;
  tell(expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}

async function measure({ rows: names, quick }: Options, opened: Opened): Promise<Measured[]> {
  const postgres = await PostgresServer.open(process.env, opened);
  tell(postgres.description);
  const measured: Measured[] = [];
  for (const name of names) {
    const row = rows[name];
    const ofRow = new Opened();
    opened.add(ofRow, (one) => one.close());
    const progress = (text: string): void => tell(`${name}: ${text}`);
    try {
      measured.push({ row, outcome: outcomeOf(await row.run({ postgres, quick, opened: ofRow, progress })) });
    } catch (error) {
      // The other rows are worth having; that one is missing is told by the exit code as well.
      fail(error);
    } finally {
      await ofRow.close();
    }
  }
  return measured;
}

const opened = new Opened();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void opened.close().finally(() => process.exit(130)));
}

try {
  const options = readOptions(process.argv.slice(2));
  const measured = await measure(options, opened);
  process.stdout.write(options.json ? `${jsonOf(measured)}\n` : `\n${tableOf(measured)}`);
} catch (error) {
  if (error instanceof UsageError) tell(usage);
  fail(error);
} finally {
  await opened.close();
}
