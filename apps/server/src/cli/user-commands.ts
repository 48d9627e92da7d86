import type { INestApplicationContext } from '@nestjs/common';
import { Option, type Command } from 'commander';
import { DataSource } from 'typeorm';
import { locales, roles, type Locale, type Role } from '#lib/contract';
import { Centers } from '#lib/center';
import { Users, type User } from '#lib/identity';
import { findRow, systemCaller } from '#lib/platform';
import { CommandLineError, valueOf } from './command-line-error.js';
import { newPassword, processTerminal, type Terminal } from './user-terminal.js';

interface CreateOptions {
  username: string;
  role: Exclude<Role, 'integration'>;
  center: string;
  name?: string;
  team?: string;
  locale: Locale;
  mustChangePassword?: true;
  passwordStdin?: true;
}

/** `user create | password | list | disable | enable | unlock`: what an installation needs before anybody can sign in. */
export function addUserCommands(
  program: Command,
  open: () => Promise<INestApplicationContext>,
  terminal: Terminal = processTerminal,
): void {
  const user = program.command('user').description('people who may sign in');

  user
    .command('create')
    .description('create a user; the password is asked for')
    .requiredOption('--username <name>', 'what is typed to sign in; unique over all centers')
    .addOption(
      new Option('--role <role>', 'what the user may do')
        .choices(roles.filter((role) => role !== 'integration'))
        .makeOptionMandatory(),
    )
    .requiredOption('--center <code>', 'the center the user belongs to')
    .option('--name <name>', 'the name as colleagues know it')
    .option('--team <call sign>', 'the team of a user with the role team')
    .addOption(new Option('--locale <locale>', 'language').choices(locales).default('id'))
    .option('--must-change-password', 'the user must choose an own password at the first sign-in')
    .option('--password-stdin', 'read the password from the standard input')
    .action(async (options: CreateOptions) => {
      const password = await newPassword(terminal, options);
      const context = await open();
      const centerId = await centerWithCode(context, options.center);
      const teamId =
        options.team === undefined ? undefined : await teamCalled(context, centerId, options.team);
      const created = valueOf(
        await context.get(Users).create(systemCaller(centerId), {
          username: options.username,
          password,
          role: options.role,
          displayName: options.name,
          teamId,
          locale: options.locale,
          mustChangePassword: options.mustChangePassword ?? false,
        }),
      );
      terminal.tell(`Created ${created.username} (${created.role}).`);
    });

  user
    .command('password')
    .description('give a user a new password; ends every session and a lock')
    .argument('<username>')
    .option('--must-change-password', 'the user must choose an own password at the next sign-in')
    .option('--password-stdin', 'read the password from the standard input')
    .action(
      async (username: string, options: Pick<CreateOptions, 'mustChangePassword' | 'passwordStdin'>) => {
        const password = await newPassword(terminal, options);
        const { users, found, caller } = await userCalled(await open(), username);
        const mustChangePassword = options.mustChangePassword ?? false;
        valueOf(await users.resetPassword(caller, found.id, { password, mustChangePassword }));
        terminal.tell(`${found.username} has a new password and is signed out everywhere.`);
      },
    );

  user
    .command('list')
    .description('list the users of a center')
    .requiredOption('--center <code>', 'the center')
    .action(async ({ center }: { center: string }) => {
      const context = await open();
      const caller = systemCaller(await centerWithCode(context, center));
      let cursor: string | undefined;
      do {
        const page = valueOf(await context.get(Users).list(caller, { cursor, limit: 500 }));
        for (const { username, role, displayName, disabled, lockedUntil } of page.items) {
          const state = disabled ? 'disabled' : lockedUntil ? 'locked' : '';
          terminal.tell(`${username.padEnd(24)} ${role.padEnd(12)} ${state.padEnd(9)} ${displayName}`);
        }
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    });

  const acts = [
    ['disable', 'let a user sign in no more, and end every session', 'may not sign in any more'],
    ['enable', 'let a disabled user sign in again', 'may sign in'],
    ['unlock', 'end a lock after too many wrong passwords', 'is not locked'],
  ] as const;
  for (const [act, description, outcome] of acts) {
    user
      .command(act)
      .description(description)
      .argument('<username>')
      .action(async (username: string) => {
        const { users, found, caller } = await userCalled(await open(), username);
        valueOf(await users[act](caller, found.id));
        terminal.tell(`${found.username} ${outcome}.`);
      });
  }
}

/** Typed twice without being shown, or the first line of the standard input. */
async function userCalled(context: INestApplicationContext, username: string) {
  const users = context.get(Users);
  const found: User | undefined = await users.findByUsername(username);
  if (!found) throw new CommandLineError(`There is no user ${username}.`);
  return { users, found, caller: systemCaller(found.centerId) };
}

async function centerWithCode(context: INestApplicationContext, code: string): Promise<string> {
  const center = await context.get(Centers).findByCode(code);
  if (!center) throw new CommandLineError(`There is no center ${code}. See: center list`);
  return center.id;
}

async function teamCalled(
  context: INestApplicationContext,
  centerId: string,
  callSign: string,
): Promise<string> {
  const team = await findRow<{ id: string }>(
    context.get(DataSource),
    `select id from team where center_id = $1 and upper(call_sign) = upper($2)`,
    [centerId, callSign],
  );
  if (!team) throw new CommandLineError(`The center has no team with the call sign ${callSign}.`);
  return team.id;
}
