import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AsteriskTelephony } from '#lib/intake';
import { systemClock } from '#lib/kernel';
import {
  createLogger,
  Deadlines,
  migrations,
  readConfiguration,
  testDatabase,
  uuidSource,
  type Database,
} from '#lib/platform';
import { createApplication } from '../../apps/server/src/application.js';
import { TestCenter, type TestCenterOptions } from './test-system-center.js';

export const testSecret = 'a secret of tests, long enough to sign with';

export interface TestSystemOptions extends TestCenterOptions {
  /** Settings of the process, on top of limits that no test reaches by itself. */
  environment?: NodeJS.ProcessEnv;
}

/**
 * The whole application as it is served, on a database of its own, listening on a free port of the loopback, with the
 * wall clock and its deadlines running; and a center at work in it.
 */
export class TestSystem {
  private constructor(
    readonly application: NestFastifyApplication,
    readonly database: Database,
    readonly url: string,
    /** The center at work. */
    readonly center: TestCenter,
  ) {}

  static async start({ environment = {}, ...options }: TestSystemOptions = {}): Promise<TestSystem> {
    const configuration = readConfiguration({
      LAYAD_SECRET: testSecret,
      LAYAD_LOG_LEVEL: 'silent',
      LAYAD_REQUESTS_PER_MINUTE: '10000000',
      LAYAD_SOCKETS_PER_USER: '100000',
      LAYAD_SOCKETS_PER_ADDRESS: '100000',
      LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '100000',
      ...environment,
    });
    const database = await testDatabase({ migrations });
    try {
      const application = await createApplication({
        configuration,
        database,
        clock: systemClock,
        ids: uuidSource,
        logger: createLogger(configuration.logLevel),
      });
      await application.listen(0, '127.0.0.1');
      application.get(Deadlines).start();
      application.get(AsteriskTelephony).start();
      const url = await application.getUrl();
      return new TestSystem(
        application,
        database,
        url,
        await TestCenter.found(application, url, 'ONE', options),
      );
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** Another center in the same system, with people, teams and facilities of its own. */
  newCenter(code: string, options: TestCenterOptions = {}): Promise<TestCenter> {
    return TestCenter.found(this.application, this.url, code, options);
  }

  secondCenter(options: TestCenterOptions = {}): Promise<TestCenter> {
    return this.newCenter('TWO', options);
  }

  async stop(): Promise<void> {
    await this.application.close();
    await this.database.close();
  }
}
