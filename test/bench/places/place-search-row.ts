import { NestFactory } from '@nestjs/core';
import { Centers } from '#lib/center';
import { percentile, systemClock } from '#lib/kernel';
import { Landmarks, PlaceSearch } from '#lib/place';
import {
  createLogger,
  migrations,
  NestLogger,
  openDatabase,
  readConfiguration,
  systemCaller,
  uuidSource,
} from '#lib/platform';
import { ServerModule } from '../../../apps/server/src/server.module.js';
import { placesInCity } from '../city/city-bounds.js';
import { namedPlaces, spelledNames } from './place-names.js';

/** `value` and `baseline` are p95 in milliseconds; `ratio` is of the medians, which a busy machine disturbs less. */
export interface SearchFigures {
  value: number;
  unit: 'ms';
  baseline: number;
  ratio: number;
  medianMilliseconds: number;
  /** Shares of the searches whose place was answered at all, and first. */
  foundAtAll: number;
  foundFirst: number;
}

/** Searches in turns with bare lookups of one row by its key, on a database of its own. */
export async function measureSearch(
  where: { url: string } | { dataFolder: string },
  size: { places: number; searches: number },
  tell: (text: string) => void,
): Promise<SearchFigures> {
  const logger = createLogger('error');
  const database = await openDatabase({
    ...where,
    migrations,
    logger: { log: () => undefined, warn: () => undefined, error: (message) => logger.error(message) },
  });
  const configuration = readConfiguration({
    LAYAD_SECRET: 'a secret of the bench, long enough to sign with',
  });
  const foundations = { configuration, database, clock: systemClock, ids: uuidSource, logger };
  const application = await NestFactory.createApplicationContext(ServerModule.on(foundations), {
    logger: new NestLogger(logger),
  });
  try {
    const centerId = await foundCenter(application.get(Centers));
    const caller = systemCaller(centerId);
    const places = namedPlaces(size.places, placesInCity(119));
    tell(`${database.kind}: importing ${size.places} places`);
    const collection = {
      type: 'FeatureCollection',
      features: places.map(({ name, lat, lon }) => ({
        type: 'Feature',
        properties: { name },
        geometry: { type: 'Point', coordinates: [lon, lat] },
      })),
    };
    await application.get(Landmarks).import(caller, collection, { dataset: 'bench' });
    await database.dataSource.query('vacuum (analyze) gazetteer');
    const ids: { id: string }[] = await database.dataSource.query(`select id from landmark limit 1000`);
    const search = application.get(PlaceSearch);
    const searched: number[] = [];
    const lookedUp: number[] = [];
    let found = 0;
    let first = 0;
    tell(`${database.kind}: ${size.searches} searches`);
    const asked = spelledNames(places, size.searches + 20, 7);
    for (const [index, { spelled, name }] of asked.entries()) {
      const began = performance.now();
      const { items } = await search.find(caller, { query: spelled });
      const between = performance.now();
      await database.dataSource.query(`select id, name, kind from landmark where id = $1`, [
        ids[index % ids.length]!.id,
      ]);
      // The first ones warm up.
      if (index < 20) continue;
      searched.push(between - began);
      lookedUp.push(performance.now() - between);
      const position = items.findIndex((item) => item.name === name);
      if (position >= 0) found += 1;
      if (position === 0) first += 1;
    }
    return {
      value: rounded(quantileOf(searched, 0.95)!),
      unit: 'ms',
      baseline: rounded(quantileOf(lookedUp, 0.95)!),
      ratio: rounded(quantileOf(searched, 0.5)! / quantileOf(lookedUp, 0.5)!),
      medianMilliseconds: rounded(quantileOf(searched, 0.5)!),
      foundAtAll: rounded(found / size.searches),
      foundFirst: rounded(first / size.searches),
    };
  } finally {
    await application.close();
    await database.close();
  }
}

async function foundCenter(centers: Centers): Promise<string> {
  const founded = await centers.create({
    code: 'BENCH',
    name: 'PSC 119 Bench',
    timeZone: 'Asia/Jakarta',
    locale: 'id',
  });
  if (!founded.accepted) throw new Error(`the center was refused: ${founded.refusal.code}`);
  return founded.value.id;
}

const quantileOf = (values: readonly number[], share: number): number | undefined =>
  percentile(
    [...values].sort((a, b) => a - b),
    share,
  );

const rounded = (figure: number): number => Math.round(figure * 1000) / 1000;
