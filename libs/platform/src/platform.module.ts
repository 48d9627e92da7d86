import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { Clock, IdSource } from '#lib/kernel';
import { Commands } from './command/commands.js';
import { CONFIGURATION, type Configuration } from './configuration/configuration.js';
import { DATABASE, type Database } from './database/database.js';
import { NOTIFICATIONS } from './database/notifications.js';
import { Deadlines } from './deadline/deadlines.js';
import { Housekeeping } from './deadline/housekeeping.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ResultInterceptor } from './http/result.interceptor.js';
import { RequestValidationPipe } from './http/validation.js';
import { JournalFollower } from './journal/journal-follower.js';
import { JournalReader } from './journal/journal-reader.js';
import { JournalWriter } from './journal/journal-writer.js';
import { Health } from './observation/health.js';
import { HealthController, MetricsController } from './observation/health.controller.js';
import { LOGGER, type Logger } from './observation/logger.js';
import { DatabasePulse } from './observation/database-pulse.js';
import { Metrics } from './observation/metrics.js';
import { CLOCK, ID_SOURCE } from './sources.js';

/** What the process was started with: everything that touches the outside is made before Nest and passed in. */
export interface Foundations {
  configuration: Configuration;
  database: Database;
  clock: Clock;
  ids: IdSource;
  logger: Logger;
}

/** The ground every lib stands on, available everywhere without importing it again. */
@Module({})
export class PlatformModule {
  static on({ configuration, database, clock, ids, logger }: Foundations): DynamicModule {
    const services = [
      Commands,
      Deadlines,
      Health,
      Housekeeping,
      JournalFollower,
      JournalReader,
      JournalWriter,
      Metrics,
    ];
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        {
          provide: DatabasePulse,
          useValue: new DatabasePulse(
            () => database.dataSource.query('select 1'),
            () => performance.now(),
          ),
        },
        { provide: CONFIGURATION, useValue: configuration },
        { provide: DATABASE, useValue: database },
        { provide: DataSource, useValue: database.dataSource },
        { provide: NOTIFICATIONS, useValue: database.notifications },
        { provide: CLOCK, useValue: clock },
        { provide: ID_SOURCE, useValue: ids },
        { provide: LOGGER, useValue: logger },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: ResultInterceptor },
        { provide: APP_PIPE, useClass: RequestValidationPipe },
        ...services,
      ],
      exports: [CONFIGURATION, DATABASE, DataSource, NOTIFICATIONS, CLOCK, ID_SOURCE, LOGGER, ...services],
    };
  }
}
