import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Authenticator } from '#lib/identity';
import { PositionFeed } from '#lib/fleet';
import { NestLogger, PlatformModule, readConfiguration, type Caller, type Foundations } from '#lib/platform';
import type { Connection } from '../connection/connection.js';
import { Connections } from '../connection/connections.js';
import { RealtimeModule } from '../realtime.module.js';
import { Client, type ClientOptions } from './client.js';
import type { TokenBook } from './token-book.js';

/** A server process of the board alone: HTTP and sockets on a free port, on a database that others may share. */
export class RealtimeServer {
  private readonly clients: Client[] = [];

  private constructor(
    readonly application: NestFastifyApplication,
    readonly url: string,
    private readonly tokens: TokenBook,
  ) {}

  static async start(
    foundations: Foundations,
    tokens: TokenBook,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<RealtimeServer> {
    const configuration = readConfiguration({
      LAYAD_SECRET: 'a secret of tests, long enough to sign with',
      ...environment,
    });
    const testing = await Test.createTestingModule({
      imports: [PlatformModule.on({ ...foundations, configuration }), RealtimeModule],
    })
      .overrideProvider(Authenticator)
      .useValue(tokens)
      .compile();
    const application = testing.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({ forceCloseConnections: 'idle' }),
      { logger: new NestLogger(foundations.logger) },
    );
    await application.listen(0, '127.0.0.1');
    return new RealtimeServer(application, await application.getUrl(), tokens);
  }

  /** A client that connects with a token of this caller's. */
  connect(caller: Caller, more: { since?: unknown; token?: string; transports?: string[] } = {}): Client {
    const { since, token = this.tokens.issue(caller), transports } = more;
    return this.connectWith(
      since === undefined ? { token } : { token, since },
      transports ? { transports } : {},
    );
  }

  connectWith(auth: object, options: ClientOptions = {}): Client {
    const client = new Client(this.url, auth, options);
    this.clients.push(client);
    return client;
  }

  /** The server's side of a client that is connected. */
  connectionOf({ socket }: Client): Connection {
    return this.application
      .get(Connections, { strict: false })
      .list()
      .find((connection) => connection.socket.id === socket.id)!;
  }

  get positions(): PositionFeed {
    return this.application.get(PositionFeed, { strict: false });
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.application.close();
  }
}
