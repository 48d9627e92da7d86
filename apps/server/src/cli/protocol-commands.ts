import type { INestApplicationContext } from '@nestjs/common';
import { Option, type Command } from 'commander';
import { Centers } from '#lib/center';
import { locales, type Locale } from '#lib/contract';
import { systemCaller } from '#lib/platform';
import {
  builtInFolder,
  faultText,
  ProtocolVersions,
  readProtocolAt,
  type Fault,
  type Protocol,
} from '#lib/triage';
import { CommandLineError, valueOf } from './command-line-error.js';

interface ImportOptions {
  center: string;
  note?: string;
  activate?: true;
}

/** `protocol check`, `protocol import`. */
export function addProtocolCommands(
  program: Command,
  open: () => Promise<INestApplicationContext>,
  tell: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): void {
  const protocol = program.command('protocol').description('the triage protocol');
  const path = [
    '[path]',
    'a folder with cards/ and scripts/, or one JSON file with both',
    builtInFolder,
  ] as const;

  protocol
    .command('check')
    .description('name every fault of a protocol; changes nothing and needs no database')
    .argument(...path)
    .addOption(new Option('--locale <locale>', 'in one language only').choices(locales))
    .action((at: string, { locale }: { locale?: Locale }) => {
      const { cards, scripts } = protocolAt(at, locale ? [locale] : locales);
      tell(`No faults: ${cards.length} cards, ${scripts.length} scripts.`);
    });

  protocol
    .command('import')
    .description('add a protocol to a center as a new version')
    .argument(...path)
    .requiredOption('--center <code>', 'the center')
    .option('--note <text>', 'why it was changed')
    .option('--activate', 'put it into force at once')
    .action(async (at: string, options: ImportOptions) => {
      const document = protocolAt(at, locales);
      const context = await open();
      const center = await context.get(Centers).findByCode(options.center);
      if (!center) throw new CommandLineError(`There is no center ${options.center}. See: center list`);
      const caller = systemCaller(center.id);
      const versions = context.get(ProtocolVersions);
      const { id, number, changedCards } = valueOf(
        await versions.import(caller, document, options.note ?? null),
      );
      if (options.activate) valueOf(await versions.activate(caller, id));
      const state = options.activate ? 'in force' : 'not in force yet';
      tell(`Version ${number} is added, ${state}. Changed cards: ${changedCards.join(', ') || 'none'}.`);
    });
}

function protocolAt(path: string, languages: readonly Locale[]): Protocol {
  const { protocol, faults } = readProtocolAt(path);
  if (protocol) return protocol;
  const lines = faults.flatMap((fault) => linesOf(fault, languages));
  throw new CommandLineError([...lines, `Faults: ${faults.length}. Nothing was changed.`].join('\n'));
}

const linesOf = (fault: Fault, languages: readonly Locale[]): string[] => [
  [fault.file, fault.path].filter(Boolean).join(': '),
  ...languages.map((locale) => `  ${faultText(fault, locale)}`),
];
