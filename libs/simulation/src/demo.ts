import { Command, CommanderError } from 'commander';
import { runDemo, type DemoOptions } from './demo/run-demo.js';
import { NoBoard } from './board/board.js';
import { ConnectionLost, ProblemError } from './client/problem-error.js';
import { positiveNumber, serverAddress, wholeNumber } from './system/options.js';
import { SystemError } from './system/server-process.js';

const program = new Command('npm run demo --')
  .description(
    'A living demo: simulated callers and teams on the demo city. Starts the system when none answers.',
  )
  .option(
    '--server <address>',
    'the running system, or where to start one',
    serverAddress,
    'http://127.0.0.1:3119',
  )
  .option('--pace <calls>', 'calls an hour, on average', positiveNumber, 90)
  .option(
    '--seed <number>',
    'the same seed gives the same calls; another one each time if left out',
    wholeNumber,
    Math.floor(Date.now() / 1000) % 1_000_000_000,
  )
  .allowExcessArguments(false)
  .exitOverride();

try {
  program.parse();
  await runDemo(program.opts<DemoOptions>());
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else if ([SystemError, ProblemError, ConnectionLost, NoBoard].some((kind) => error instanceof kind)) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  } else throw error;
}

// Simulated people may still be asking a server that has gone.
process.exit();
