import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { demoCity } from '#lib/simulation';
import { seedDemoCity } from '../demo-city/seed.js';
import { CommandLineError } from './command-line-error.js';
import { newPassword, processTerminal, type Terminal } from './user-terminal.js';

/** Shorter ones can be guessed: these users may sit on a server that others reach. */
const shortestPassword = 10;

/** `demo-city create`: the city that the embedded database begins with, on a server, to train and to try. */
export function addDemoCityCommands(
  program: Command,
  open: () => Promise<INestApplicationContext>,
  terminal: Terminal = processTerminal,
): void {
  program
    .command('demo-city')
    .description(
      'a city to train in: Bandung with its teams, hospitals and users; never beside a real center',
    )
    .command('create')
    .description('make the demo city; all its users share one password, which is asked for')
    .option('--password-stdin', 'read the password from the standard input')
    .action(async (options: { passwordStdin?: true }) => {
      const password = await newPassword(terminal, options);
      if (password.length < shortestPassword || password === demoCity.password) {
        throw new CommandLineError(
          `password: at least ${shortestPassword} characters, and not the one of the embedded demo city.`,
        );
      }
      const made = await seedDemoCity(await open(), password);
      if (!made)
        throw new CommandLineError('The demo city, or a user with one of its names, is there already.');
      const { code, name } = demoCity.center;
      terminal.tell(`${name} (${code}) is ready. Sign in as operator, supervisor, manager, doctor or admin.`);
    });
}
