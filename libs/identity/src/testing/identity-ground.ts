import fastifyCookie from '@fastify/cookie';
import { RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { DataSource } from 'typeorm';
import { ManualClock } from '#lib/kernel';
import type { Role } from '#lib/contract';
import {
  createLogger,
  migrations,
  NestLogger,
  PlatformModule,
  readConfiguration,
  rows,
  systemCaller,
  testDatabase,
  trustedProxies,
  uuidSource,
  uuidv7,
  type Database,
} from '#lib/platform';
import { IdentityModule } from '../identity.module.js';
import { SECURITY_CLOCK } from '../security-clock.js';
import { Users } from '../user/users.js';

export const goodPassword = 'kuda lumping di Braga';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T & { code?: string };
  headers: Record<string, string>;
}

export interface Asking {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The HTTP doors of identity on a database of their own. Security's clock stands still until it is moved. */
export class IdentityGround {
  private readonly others: IdentityGround[] = [];

  private constructor(
    readonly application: NestFastifyApplication,
    readonly url: string,
    readonly database: Database,
    readonly clock: ManualClock,
    private readonly ownsDatabase: boolean,
  ) {}

  static async prepare({
    on,
    clock = new ManualClock(),
    environment = {},
    modules = [],
  }: {
    on?: Database;
    clock?: ManualClock;
    environment?: NodeJS.ProcessEnv;
    modules?: (Type | DynamicModule)[];
  } = {}): Promise<IdentityGround> {
    const database = on ?? (await testDatabase({ migrations }));
    const configuration = readConfiguration({
      LAYAD_SECRET: 'a secret of tests, long enough to sign with',
      LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '100000',
      LAYAD_TRUST_PROXY: 'true',
      ...environment,
    });
    const logger = createLogger('silent');
    const foundations = { configuration, database, clock, ids: uuidSource, logger };
    const module = await Test.createTestingModule({
      imports: [PlatformModule.on(foundations), IdentityModule, ...modules],
    })
      .overrideProvider(SECURITY_CLOCK)
      .useValue(clock)
      .setLogger(new NestLogger(logger))
      .compile();
    const application = module.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({
        trustProxy: trustedProxies(configuration.trustedProxies),
        genReqId: uuidv7,
        forceCloseConnections: 'idle',
      }),
    );
    application.setGlobalPrefix('api/v1', {
      exclude: [{ path: 'health/*path', method: RequestMethod.ALL }],
    });
    await application.register(fastifyCookie);
    await application.listen(0, '127.0.0.1');
    return new IdentityGround(application, await application.getUrl(), database, clock, on === undefined);
  }

  /** Another server process on the same database; closed with this one. */
  async anotherProcess(environment: NodeJS.ProcessEnv = {}): Promise<IdentityGround> {
    const other = await IdentityGround.prepare({ on: this.database, clock: this.clock, environment });
    this.others.push(other);
    return other;
  }

  get dataSource(): DataSource {
    return this.database.dataSource;
  }

  async newCenter(): Promise<string> {
    const id = uuidv7();
    const code = `T${Math.random().toString(36).slice(2, 8).toUpperCase()}`;
    await this.dataSource.query(
      `insert into center (id, code, name, time_zone, locale, created_at)
       values ($1, $2, $2, 'Asia/Jakarta', 'id', $3)`,
      [id, code, this.clock.now()],
    );
    await this.dataSource.query(`insert into journal_counter (center_id) values ($1)`, [id]);
    return id;
  }

  async newTeam(centerId: string): Promise<string> {
    const id = uuidv7();
    await this.dataSource.query(
      `insert into team (id, center_id, call_sign, kind, base_position, created_at)
       values ($1::uuid, $2, $1::text, 'bls_ambulance', 'POINT(107.6 -6.9)', $3)`,
      [id, centerId, this.clock.now()],
    );
    return id;
  }

  async newUser(
    centerId: string,
    role: Exclude<Role, 'integration'> = 'operator',
    { teamId, password = goodPassword }: { teamId?: string; password?: string } = {},
  ): Promise<{ id: string; username: string; password: string }> {
    const username = `${role}-${uuidv7().slice(-12)}`;
    const created = await this.application
      .get(Users)
      .create(systemCaller(centerId), { username, password, role, teamId, mustChangePassword: false });
    if (!created.accepted) throw new Error(created.refusal.code);
    return { id: created.value.id, username, password };
  }

  /** A new user of that role with an access token. */
  async signedIn(
    centerId: string,
    role: Exclude<Role, 'integration'> = 'operator',
  ): Promise<{ id: string; username: string; token: string; refreshToken: string }> {
    const teamId = role === 'team' ? await this.newTeam(centerId) : undefined;
    const { id, username, password } = await this.newUser(centerId, role, { teamId });
    const { body } = await this.signIn(username, password);
    return { id, username, token: body.accessToken, refreshToken: body.refreshToken };
  }

  signIn(
    username: string,
    password: string,
  ): Promise<Answer<{ accessToken: string; refreshToken: string; expiresInSeconds: number }>> {
    return this.ask('POST', '/auth/login', { body: { username, password, refreshTokenIn: 'body' } });
  }

  async ask<T = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    { token, body, headers = {} }: Asking = {},
  ): Promise<Answer<T>> {
    const answer = await fetch(`${this.url}${path.startsWith('/health') ? '' : '/api/v1'}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: (text === '' ? {} : JSON.parse(text)) as Answer<T>['body'],
    };
  }

  /** Types of the journal's entries about a subject, in order. */
  async journalOf(subjectId: string): Promise<{ type: string; payload: Record<string, unknown> }[]> {
    return rows(this.dataSource, `select type, payload from journal where subject_id = $1 order by seq`, [
      subjectId,
    ]);
  }

  async close(): Promise<void> {
    for (const other of this.others) await other.close();
    await this.application.close();
    if (this.ownsDatabase) await this.database.close();
  }
}
