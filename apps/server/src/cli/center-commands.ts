import type { INestApplicationContext } from '@nestjs/common';
import { Option, type Command } from 'commander';
import { locales, type Locale } from '#lib/contract';
import { Centers } from '#lib/center';
import { valueOf } from './command-line-error.js';

interface CreateOptions {
  code: string;
  name: string;
  timeZone: string;
  locale: Locale;
}

/** `center create`, `center list`. */
export function addCenterCommands(program: Command, open: () => Promise<INestApplicationContext>): void {
  const center = program.command('center').description('the Public Safety Centers this system serves');

  center
    .command('create')
    .description('found a center')
    .requiredOption('--code <code>', '2 to 8 capital letters and digits; stands in front of incident numbers')
    .requiredOption('--name <name>', 'for example "PSC 119 Kota Bandung"')
    .option('--time-zone <zone>', 'IANA time zone', 'Asia/Jakarta')
    .addOption(new Option('--locale <locale>', 'language of its screens').choices(locales).default('id'))
    .action(async (options: CreateOptions) => {
      const { id, code } = valueOf(await (await open()).get(Centers).create(options));
      process.stdout.write(`Center ${code} is founded (${id}). Next: areas import, user create.\n`);
    });

  center
    .command('list')
    .description('list the centers')
    .action(async () => {
      for (const { code, name, timeZone, id } of await (await open()).get(Centers).list()) {
        process.stdout.write(`${code.padEnd(8)}  ${id}  ${timeZone.padEnd(14)}  ${name}\n`);
      }
    });
}
