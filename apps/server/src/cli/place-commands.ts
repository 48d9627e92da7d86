import { readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Option, type Command } from 'commander';
import { Centers } from '#lib/center';
import { landmarkKinds, Landmarks, type LandmarkImportQuery } from '#lib/place';
import { systemCaller } from '#lib/platform';
import { CommandLineError, valueOf } from './command-line-error.js';

type ImportOptions = LandmarkImportQuery & { center: string };

/** `places import FILE`. */
export function addPlaceCommands(program: Command, open: () => Promise<INestApplicationContext>): void {
  program
    .command('places')
    .description('landmarks and streets that operators find by name, and roads on their map')
    .command('import')
    .description(
      'import places from GeoJSON (points, areas, and lines as roads), or from CSV with the columns name, lat, lon: ' +
        'all of them, or none. Pieces of a road in one area become one place, as accurate as half of its extent',
    )
    .argument(
      '<file>',
      'a .csv file; everything else is read as GeoJSON in WGS 84, one collection or one feature a line',
    )
    .requiredOption('--center <code>', 'the center they belong to')
    .requiredOption('--dataset <name>', 'what was imported under the same name before is replaced')
    .addOption(
      new Option('--kind <kind>', 'what they are; left out, lines are streets').choices(landmarkKinds),
    )
    .option('--name-property <name>', 'property of a feature with its name', 'name')
    .option('--alias-property <name>', 'property with other names, separated by semicolons', 'alt_name')
    .option(
      '--category-property <name>',
      'property with what kind of landmark or road it is; for roads of OpenStreetMap: highway',
      'category',
    )
    .option('--attribution <text>', 'whose data they are, shown on the map that draws their roads')
    .action(async (file: string, { center: code, ...query }: ImportOptions) => {
      const text = await readFile(file, 'utf8').catch(() => {
        throw new CommandLineError(`The file ${file} cannot be read.`);
      });
      const isTable = /\.csv$/i.test(file);
      const collection = isTable ? undefined : jsonIn(text, file);
      const context = await open();
      const center = await context.get(Centers).findByCode(code);
      if (!center) throw new CommandLineError(`There is no center ${code}. See: center list`);
      const landmarks = context.get(Landmarks);
      const caller = systemCaller(center.id);
      const { imported, replaced, roads } = valueOf(
        isTable
          ? await landmarks.importTable(caller, text, query)
          : await landmarks.import(caller, collection, query),
      );
      process.stdout.write(
        `${query.dataset}: ${imported} places can be found; they replaced ${replaced}. ` +
          `The map draws ${roads} roads.\n`,
      );
    });
}

function jsonIn(text: string, file: string): unknown {
  const collection = parsed(text);
  return collection === undefined || isFeature(collection) ? featuresByLine(text, file) : collection;
}

const recordMark = '\u001e';

/** One feature a line, as `osmium export -f geojsonseq` writes it (RFC 8142, whose mark before each may be missing). */
function featuresByLine(text: string, file: string): unknown {
  const features: unknown[] = [];
  text.split('\n').forEach((line, index) => {
    const bare = line.replace(recordMark, '').trim();
    if (bare === '') return;
    const feature = parsed(bare);
    if (!isFeature(feature)) {
      throw new CommandLineError(
        `The file ${file} is neither CSV nor JSON: no feature of GeoJSON in line ${index + 1}.`,
      );
    }
    features.push(feature);
  });
  return { type: 'FeatureCollection', features };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isFeature = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Feature';
