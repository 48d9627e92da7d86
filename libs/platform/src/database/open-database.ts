import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { embeddedDataSourceOptions, serverDataSourceOptions } from './data-source-options.js';
import type { Database, DatabaseOptions } from './database.js';
import { DatabaseStartError } from './database-start-error.js';
import { EmbeddedEngine } from './embedded/embedded-engine.js';
import { EmbeddedNotifications } from './embedded/embedded-notifications.js';
import { lockFolder } from './folder-lock.js';
import { runMigrations } from './migrations-run.js';
import { ServerNotifications } from './server-notifications.js';

/**
 * Opens the database and brings its schema up to date.
 * @throws DatabaseStartError with one line that says what to do; anything else is a failed migration
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url === undefined || options.url === ''
    ? openEmbedded(options)
    : openServer(options.url, options);
}

async function openServer(url: string, options: DatabaseOptions): Promise<Database> {
  checkAddress(url);
  const dataSource = new DataSource(serverDataSourceOptions(url, options, options.poolSize));
  try {
    await dataSource.initialize();
  } catch (error) {
    throw unreachable(error);
  }
  try {
    await runMigrations(dataSource, options.logger);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  const notifications = new ServerNotifications(url, options.logger);
  const close = once(async () => {
    await notifications.close();
    await dataSource.destroy();
  });
  return { dataSource, kind: 'server', notifications, close };
}

/** `snapshot` fills a new database in memory instead of an empty one. */
export async function openEmbedded(
  options: DatabaseOptions,
  snapshot?: Uint8Array,
): Promise<Database & { engine: EmbeddedEngine }> {
  const { dataFolder, logger } = options;
  const lock = dataFolder === undefined ? undefined : await lockFolder(dataFolder);
  const opened: (() => Promise<void>)[] = [async () => lock?.release()];
  const close = once(async () => {
    for (const undo of opened.reverse()) await undo();
  });
  try {
    const engine = await EmbeddedEngine.start({
      folder: dataFolder === undefined ? undefined : join(dataFolder, 'postgresql'),
      snapshot,
      logger,
    });
    opened.push(() => engine.close());
    const dataSource = new DataSource(embeddedDataSourceOptions(engine, options));
    await dataSource.initialize();
    opened.push(() => dataSource.destroy());
    await runMigrations(dataSource, logger);
    return {
      dataSource,
      kind: 'embedded',
      notifications: new EmbeddedNotifications(engine, logger),
      close,
      engine,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function checkAddress(url: string): void {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new DatabaseStartError(
      'address_invalid',
      'DATABASE_URL is not a PostgreSQL address; it begins with postgresql:// and ends with /name-of-the-database.',
    );
  }
}

/** The driver's words may hold the address, so only its code is passed on. */
function unreachable(error: unknown): DatabaseStartError {
  const { code = 'no code' } = error as { code?: string };
  switch (code) {
    case '28P01':
    case '28000':
      return new DatabaseStartError(
        'refused',
        `The database server refused the user or password of DATABASE_URL (${code}).`,
      );
    case '3D000':
      return new DatabaseStartError(
        'refused',
        `The database named in DATABASE_URL does not exist on its server (${code}).`,
      );
    case '42501':
      return new DatabaseStartError(
        'refused',
        `The user of DATABASE_URL may not use that database (${code}).`,
      );
    default:
      return new DatabaseStartError(
        'unreachable',
        `The database server of DATABASE_URL cannot be reached (${code}).`,
      );
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
