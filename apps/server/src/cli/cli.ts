import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { Command, CommanderError } from 'commander';
import {
  ConfigurationError,
  DatabaseStartError,
  NestLogger,
  readConfiguration,
  settingDescriptions,
} from '#lib/platform';
import { ServerModule } from '../server.module.js';
import { openFoundations } from '../start-server.js';
import { addAreaCommands } from './area-commands.js';
import { addCenterCommands } from './center-commands.js';
import { CommandLineError } from './command-line-error.js';
import { addDemoCityCommands } from './demo-city-commands.js';
import { addProtocolCommands } from './protocol-commands.js';
import { addPlaceCommands } from './place-commands.js';
import { addUserCommands } from './user-commands.js';

let close: (() => Promise<void>) | undefined;

/** The application without its doors, on the database of the environment. */
async function open(): Promise<INestApplicationContext> {
  const foundations = await openFoundations(readConfiguration({ LAYAD_LOG_LEVEL: 'warn', ...process.env }));
  close = () => foundations.database.close();
  const application = await NestFactory.createApplicationContext(ServerModule.on(foundations), {
    logger: new NestLogger(foundations.logger),
    abortOnError: false,
  });
  close = async () => {
    await application.close();
    await foundations.database.close();
  };
  return application;
}

const program = new Command('npm run cli --')
  .description('Sets up and looks after a Layad installation. Reads the same environment as the server.')
  .showHelpAfterError('(add --help for what this command takes)')
  .configureHelp({ showGlobalOptions: false });

addCenterCommands(program, open);
addAreaCommands(program, open);
addPlaceCommands(program, open);
addUserCommands(program, open);
addProtocolCommands(program, open);
addDemoCityCommands(program, open);

program
  .command('settings')
  .description('list the settings that the process reads from its environment')
  .action(() => {
    for (const { name, description, fallback, allowed } of settingDescriptions()) {
      const limits = [fallback && `default: ${fallback}`, allowed && `allowed: ${allowed}`].filter(Boolean);
      process.stdout.write(`${name.padEnd(34)} ${description}\n`);
      if (limits.length > 0) process.stdout.write(`${' '.repeat(34)} ${limits.join('; ')}\n`);
    }
  });

try {
  await program.parseAsync();
} catch (error) {
  const expected = [CommandLineError, ConfigurationError, DatabaseStartError, CommanderError];
  if (!expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  if (error instanceof DatabaseStartError && error.problem === 'folder_in_use') {
    process.stderr.write(
      'A command cannot work on the embedded database of a running server. To look after a center, set DATABASE_URL.\n',
    );
  }
  process.exitCode = 1;
} finally {
  await close?.();
}
