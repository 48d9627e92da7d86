import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { DataSource } from 'typeorm';
import { ManualClock } from '#lib/kernel';
import type { Role } from '#lib/contract';
import type { Caller } from '../caller.js';
import { readConfiguration } from '../configuration/configuration.js';
import type { Database } from '../database/database.js';
import { migrations } from '../database/migrations/index.js';
import { testDatabase } from '../database/test-database.js';
import { uuidSource, uuidv7 } from '../identifiers.js';
import { createLogger, NestLogger } from '../observation/logger.js';
import { PlatformModule, type Foundations } from '../platform.module.js';

/** Whether the tests run against a real PostgreSQL. Races and faults need one; the embedded engine has one connection. */
export const onServerDatabase = Boolean(process.env['TEST_DATABASE_URL']);

/** `describe` for what only a real PostgreSQL can show; says so when it is skipped. */
export function describeOnServer(name: string, work: () => void): void {
  if (onServerDatabase) describe(name, work);
  else describe.skip(`${name} (skipped: needs TEST_DATABASE_URL)`, work);
}

/** What tests stand on: a database of their own, a clock that moves when told to, and the platform on both. */
export class Ground {
  private constructor(
    readonly context: INestApplicationContext,
    readonly foundations: Foundations,
    readonly clock: ManualClock,
  ) {}

  /** @param modules the modules under test, on top of the platform */
  static async prepare(
    modules: (Type | DynamicModule)[] = [],
    { on, environment = {} }: { on?: Database; environment?: NodeJS.ProcessEnv } = {},
  ): Promise<Ground> {
    const clock = new ManualClock();
    const foundations: Foundations = {
      configuration: readConfiguration({
        LAYAD_SECRET: 'a secret of tests, long enough to sign with',
        ...environment,
      }),
      database: on ?? (await testDatabase({ migrations })),
      clock,
      ids: uuidSource,
      logger: createLogger('silent'),
    };
    const context = await Test.createTestingModule({ imports: [PlatformModule.on(foundations), ...modules] })
      .setLogger(new NestLogger(foundations.logger))
      .compile();
    await context.init();
    return new Ground(context, foundations, clock);
  }

  get dataSource(): DataSource {
    return this.foundations.database.dataSource;
  }

  get<T>(token: Type<T> | symbol): T {
    return this.context.get<T>(token);
  }

  /** A center with a code of its own, straight in the database. */
  async newCenter(
    code = `T${Math.random().toString(36).slice(2, 8).toUpperCase()}`,
  ): Promise<{ id: string; code: string }> {
    const id = uuidv7();
    await this.dataSource.query(
      `insert into center (id, code, name, time_zone, locale, created_at)
       values ($1, $2, $2, 'Asia/Jakarta', 'id', $3)`,
      [id, code, this.clock.now()],
    );
    await this.dataSource.query(`insert into journal_counter (center_id) values ($1)`, [id]);
    return { id, code };
  }

  /** Somebody of that role, as the access guard would have made them; no row in the database. */
  caller(centerId: string, role: Role = 'operator', more: Partial<Caller> = {}): Caller {
    const userId = more.userId ?? uuidv7();
    return { actor: `user:${userId}`, userId, name: role, role, centerId, locale: 'en', ...more };
  }

  /** Somebody of that role with a row in the database, for what refers to users. Not for teams, which need a team. */
  async newUser(
    centerId: string,
    role: Exclude<Role, 'team'> = 'operator',
    name: string = role,
  ): Promise<Caller> {
    const userId = uuidv7();
    await this.dataSource.query(
      `insert into app_user (id, center_id, username, display_name, role, locale, password_hash, created_at)
       values ($1, $2, $3, $4, $5, 'id', '', $6)`,
      [userId, centerId, userId, name, role, this.clock.now()],
    );
    return this.caller(centerId, role, { userId, name });
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.foundations.database.close();
  }
}
