/**
 * Road tiles for the embedded Valhalla. An OpenStreetMap extract is turned into tiles once and kept in the data
 * folder; the next start finds them.
 */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TravelTimeLog } from './travel-time.js';
import { valhallaConfiguration, type ValhallaTiles } from './valhalla-configuration.js';
import { VALHALLA_PACKAGE_VERSION, type ValhallaPackage } from './valhalla-package.js';

export interface TileSource {
  /** `LAYAD_ROADS`: an `.osm.pbf` file, a folder of ready tiles, or a `.tar` of ready tiles. */
  readonly roads: string;
  /** Where built tiles are kept. */
  readonly dataFolder: string;
}

export class RoadTilesUnusable extends Error {
  override readonly name = 'RoadTilesUnusable';
}

/** How often a long build says where it is. */
const PROGRESS_EVERY_MILLISECONDS = 5000;
/** A build folder older than this was left by a process that died. */
const ABANDONED_AFTER_MILLISECONDS = 24 * 3600 * 1000;
const LINES_KEPT_FOR_ERRORS = 10;

/** @throws RoadTilesUnusable when `LAYAD_ROADS` is not one of the three. */
export async function checkTileSource({ roads }: TileSource): Promise<'extract' | 'folder' | 'tar'> {
  const found = await stat(roads).catch(() => undefined);
  if (found === undefined) throw new RoadTilesUnusable(`LAYAD_ROADS: there is nothing at ${roads}`);
  if (found.isDirectory()) {
    if (!(await hasTiles(roads)))
      throw new RoadTilesUnusable(`LAYAD_ROADS: no Valhalla tiles (*.gph) in the folder ${roads}`);
    return 'folder';
  }
  if (roads.endsWith('.tar')) return 'tar';
  if (roads.endsWith('.pbf')) return 'extract';
  throw new RoadTilesUnusable(
    `LAYAD_ROADS must be an .osm.pbf file, a folder of tiles or a .tar of tiles, not ${roads}`,
  );
}

/** Finds or builds the tiles. Building a city takes seconds, a large island many minutes and some gigabytes of memory. */
export async function prepareTiles(
  source: TileSource,
  { buildTilesCommand }: ValhallaPackage,
  log: TravelTimeLog,
  signal?: AbortSignal,
): Promise<ValhallaTiles> {
  const roads = path.resolve(source.roads);
  const kind = await checkTileSource({ ...source, roads });
  if (kind !== 'extract') return { kind, path: roads };

  const folder = path.resolve(source.dataFolder, 'roads');
  const finished = path.join(folder, await tileKey(roads));
  if (await hasTiles(finished)) return { kind: 'folder', path: finished };

  await mkdir(folder, { recursive: true });
  await removeAbandonedBuilds(folder);
  const building = `${finished}.building-${randomUUID()}`;
  await mkdir(building);
  try {
    await build(buildTilesCommand, roads, building, log, signal);
    if (!(await hasTiles(building)))
      throw new RoadTilesUnusable(`${path.basename(roads)} has no roads that can be driven`);
    await publish(building, finished);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return { kind: 'folder', path: finished };
}

/** Size and time of change stand for the content: hashing gigabytes at every start would cost more than it saves. */
async function tileKey(extract: string): Promise<string> {
  const { size, mtimeMs } = await stat(extract);
  const identity = [path.basename(extract), size, Math.trunc(mtimeMs), VALHALLA_PACKAGE_VERSION].join('|');
  return `${path.basename(extract).replace(/(\.osm)?\.pbf$/, '')}-${createHash('sha256').update(identity).digest('hex').slice(0, 12)}`;
}

async function build(
  command: string,
  extract: string,
  folder: string,
  log: TravelTimeLog,
  signal?: AbortSignal,
): Promise<void> {
  log.info(`building road tiles from ${path.basename(extract)}`);
  const startedAt = performance.now();
  const configuration = JSON.stringify(
    loudlyBuilding(valhallaConfiguration({ kind: 'folder', path: folder })),
  );
  const child = spawn(command, ['--inline-config', configuration, extract], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The builder drops notes such as duplicateways.txt into its working folder.
    cwd: folder,
    env: {},
    ...(signal && { signal, killSignal: 'SIGKILL' as const }),
  });
  const lastLines: string[] = [];
  let toldAt = startedAt;
  const listen = (line: string): void => {
    lastLines.push(line);
    if (lastLines.length > LINES_KEPT_FOR_ERRORS) lastLines.shift();
    if (performance.now() - toldAt < PROGRESS_EVERY_MILLISECONDS) return;
    toldAt = performance.now();
    log.info(`road tiles after ${elapsedSeconds(startedAt)} s: ${line.replace(/^.*?\[\w+\] /, '')}`);
  };
  createInterface({ input: child.stdout }).on('line', listen);
  createInterface({ input: child.stderr }).on('line', listen);
  // Only after `close` has nobody a file open in the folder any more.
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  const ended = await new Promise<string>((resolve) => {
    child.once('close', (code, killedBy) => resolve(String(killedBy ?? code)));
  });
  if (failure !== undefined)
    throw new RoadTilesUnusable(`building road tiles failed: ${failure.message}`, { cause: failure });
  if (ended !== '0')
    throw new RoadTilesUnusable(`building road tiles ended with ${ended}: ${lastLines.join(' / ')}`);
  log.info(`road tiles built in ${elapsedSeconds(startedAt)} s`);
}

function loudlyBuilding(configuration: object): object {
  const { mjolnir, ...rest } = configuration as { mjolnir: object };
  return { ...rest, mjolnir: { ...mjolnir, logging: { type: 'std_out', color: false } } };
}

/** Two processes may have built at once: the first to rename wins and the other uses its tiles. */
async function publish(building: string, finished: string): Promise<void> {
  try {
    await rename(building, finished);
  } catch (error) {
    if (!(await hasTiles(finished))) throw error;
  }
}

async function removeAbandonedBuilds(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.includes('.building-')) continue;
    const found = await stat(path.join(folder, name)).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < ABANDONED_AFTER_MILLISECONDS) continue;
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Tiles lie in a folder per level of the road hierarchy: 0, 1 and 2. */
async function hasTiles(folder: string): Promise<boolean> {
  for (const level of ['2', '1', '0']) {
    const names = await readdir(path.join(folder, level), { recursive: true }).catch(() => []);
    if (names.some((name) => name.endsWith('.gph'))) return true;
  }
  return false;
}

function elapsedSeconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
