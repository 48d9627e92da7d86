import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { NoBoard } from './board/board.js';
import { ConnectionLost, ProblemError } from './client/problem-error.js';
import { logFormats } from './replay/read-log.js';
import { LogError } from './replay/recorded-call.js';
import { replay, type ReplayOptions } from './replay/run-replay.js';
import { tableOf } from './replay/table.js';
import { moment, positiveNumber, serverAddress, timeZone, wholeNumber } from './system/options.js';
import { SystemError } from './system/server-process.js';

/** Speeds tried by `--speed max`, each twice the one before. */
function speed(text: string): number | 'max' {
  if (text === 'max') return 'max';
  const number = positiveNumber(text);
  if (number > 100_000) throw new InvalidArgumentError('It must be at most 100000.');
  return number;
}

const program = new Command('npm run replay --')
  .description(
    'Replays a recorded call log through the public API: on a system made for it and removed afterwards ' +
      '(embedded, or on the server of DATABASE_URL in a new database), or on a running one.',
  )
  .requiredOption('--calls <file>', 'the recorded calls')
  .addOption(
    new Option('--format <format>', 'how the file is written').choices(logFormats).default('sf-fire'),
  )
  .option(
    '--speed <times>',
    'so many times as fast as it happened, or "max": as fast as this machine keeps up',
    speed,
    60,
  )
  .option('--from <moment>', 'begin there, with its zone; the first call if left out', moment)
  .option('--hours <number>', 'so many hours; to the last call if left out', positiveNumber)
  .option(
    '--teams <number>',
    'so many teams; as many as calls were under way at once if left out',
    wholeNumber,
  )
  .option('--seed <number>', 'of everything the log does not say', wholeNumber, 119)
  .option('--time-zone <name>', 'of the center, for the format layad', timeZone, 'Asia/Jakarta')
  .option('--server <address>', 'a running system, whose clock must run at --speed', serverAddress)
  .option(
    '--username <name>',
    'an administrator of that system; the password is read from LAYAD_PASSWORD',
    'admin',
  )
  .option('--json', 'end with one JSON object instead of a table')
  .allowExcessArguments(false)
  .exitOverride();

try {
  program.parse();
  const options = program.opts<ReplayOptions & { json?: boolean }>();
  const outcome = await replay(options);
  process.stdout.write(options.json ? `${JSON.stringify(outcome)}\n` : tableOf(outcome));
  if (!outcome.kept) process.exitCode = 1;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else if (
    [LogError, SystemError, ProblemError, ConnectionLost, NoBoard].some((kind) => error instanceof kind)
  ) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  } else throw error;
}

// Simulated people may still be asking a server that has gone.
process.exit();
