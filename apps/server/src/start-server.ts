import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { acceleratedClock, systemClock } from '#lib/kernel';
import { AsteriskTelephony } from '#lib/intake';
import {
  createLogger,
  Deadlines,
  Housekeeping,
  migrations,
  openDatabase,
  readConfiguration,
  uuidSource,
  type Configuration,
  type Foundations,
} from '#lib/platform';
import { serveOpenApi } from './api-documents/openapi.js';
import { createApplication } from './application.js';
import { checkPort } from './port.js';
import { serveWebApps } from './web-apps.js';
import { demoPassword, seedDemoCity } from './demo-city/seed.js';

export interface RunningServer {
  application: NestFastifyApplication;
  configuration: Configuration;
  /** Where it listens, for example `http://127.0.0.1:3119`. */
  url: string;
  database: 'embedded' | 'server';
  /** Takes no new work, finishes what was accepted, then lets go of the database. */
  stop: () => Promise<void>;
}

/** Opens what the process stands on: database with its schema up to date, clock, ids, logger. */
export async function openFoundations(configuration: Configuration): Promise<Foundations> {
  const logger = createLogger(configuration.logLevel);
  const database = await openDatabase({
    url: configuration.databaseUrl,
    dataFolder: configuration.dataFolder,
    migrations,
    poolSize: configuration.databasePoolSize,
    logger: {
      log: (message) => logger.info(message),
      warn: (message) => logger.warn(message),
      error: (message) => logger.error(message),
    },
  });
  const { clock } = configuration;
  return {
    configuration,
    logger,
    database,
    clock: clock ? acceleratedClock(clock.start, clock.speed) : systemClock,
    ids: uuidSource,
  };
}

/**
 * Starts the whole process from its environment.
 * @throws ConfigurationError, PortError, DatabaseStartError with one clear line
 */
export async function startServer(environment: NodeJS.ProcessEnv): Promise<RunningServer> {
  const configuration = readConfiguration(environment);
  await checkPort(configuration);
  const foundations = await openFoundations(configuration);
  const { database } = foundations;
  try {
    const application = await createApplication(foundations);
    if (configuration.role !== 'worker') serveOpenApi(application);
    await serveWebApps(application, {
      url: configuration.mapUrl,
      attribution: configuration.mapAttribution,
      logger: foundations.logger,
    });
    if (database.kind === 'embedded') await seedDemoCity(application, demoPassword);
    await application.listen({ port: configuration.port, host: configuration.host });
    if (configuration.role !== 'api') {
      application.get(Deadlines).start();
      application.get(Housekeeping).start();
    }
    application.get(AsteriskTelephony).start();
    return {
      application,
      configuration,
      url: await application.getUrl(),
      database: database.kind,
      stop: async () => {
        await application.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
