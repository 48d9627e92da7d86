import { readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Option, type Command } from 'commander';
import { Areas, Centers } from '#lib/center';
import { areaLevels, type AreaLevel } from '#lib/contract';
import { systemCaller } from '#lib/platform';
import { CommandLineError, valueOf } from './command-line-error.js';

interface ImportOptions {
  center: string;
  level: AreaLevel;
  codeProperty: string;
  nameProperty: string;
  parentCodeProperty?: string;
  serviceArea?: boolean;
}

/** `areas import FILE`. */
export function addAreaCommands(program: Command, open: () => Promise<INestApplicationContext>): void {
  program
    .command('areas')
    .description('the administrative areas of a center')
    .command('import')
    .description('import areas from a GeoJSON FeatureCollection: all of them, or none')
    .argument('<file>', 'GeoJSON in WGS 84')
    .requiredOption('--center <code>', 'the center they belong to')
    .addOption(new Option('--level <level>', 'their level').choices(areaLevels).default('kecamatan'))
    .option('--code-property <name>', 'property of a feature with its code', 'code')
    .option('--name-property <name>', 'property of a feature with its name', 'name')
    .option('--parent-code-property <name>', 'property with the code of the larger area it belongs to')
    .option('--service-area', 'make their union the service area even where one is set')
    .action(async (file: string, options: ImportOptions) => {
      const collection = await readGeoJson(file);
      const context = await open();
      const center = await context.get(Centers).findByCode(options.center);
      if (!center) throw new CommandLineError(`There is no center ${options.center}. See: center list`);
      const outcome = valueOf(
        await context.get(Areas).import(systemCaller(center.id), {
          collection,
          level: options.level,
          properties: {
            code: options.codeProperty,
            name: options.nameProperty,
            parentCode: options.parentCodeProperty,
          },
          replaceServiceArea: options.serviceArea,
        }),
      );
      const { created, updated, serviceAreaSet } = outcome;
      process.stdout.write(
        `${options.level}: ${created} new, ${updated} updated.` +
          `${serviceAreaSet ? ' Their union is now the service area.' : ''}\n`,
      );
    });
}

async function readGeoJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CommandLineError(`The file ${file} cannot be read.`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CommandLineError(`The file ${file} is not JSON.`);
  }
}
