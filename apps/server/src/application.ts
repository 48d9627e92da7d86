import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { BadRequestException, NotFoundException, RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Health,
  Metrics,
  nestsTooDeeply,
  NestLogger,
  trustedProxies,
  uuidv7,
  type Foundations,
} from '#lib/platform';
import { ServerModule } from './server.module.js';
import { unreadableRequests } from './unreadable-requests.js';

/** Largest body taken, bytes, where a route does not name its own. */
const bodyLimitBytes = 1_048_576;

/** The whole HTTP and socket interface on its foundations, not yet listening and without pages for people. */
export async function createApplication(foundations: Foundations): Promise<NestFastifyApplication> {
  const { configuration, logger } = foundations;
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    trustProxy: trustedProxies(configuration.trustedProxies),
    genReqId: () => uuidv7(),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    ...unreadableRequests,
  });
  const application = await NestFactory.create<NestFastifyApplication>(
    ServerModule.on(foundations),
    adapter,
    {
      logger: new NestLogger(logger),
      abortOnError: false,
      // Signatures are over the bytes as they came.
      rawBody: true,
    },
  );
  application.setGlobalPrefix('api/v1', {
    exclude: ['health/*path', 'metrics', 'api/asyncapi.json', 'l/*path'].map((path) => ({
      path,
      method: RequestMethod.ALL,
    })),
  });
  await application.register(fastifyCookie);
  await application.register(fastifyHelmet, { contentSecurityPolicy: false });
  allowLargerBodies(application);
  keepOutOfCaches(application);
  refuseDeepBodies(application);
  if (configuration.role === 'worker') answerHealthOnly(application);
  observeRequests(application);
  return application;
}

/** A route whose configuration names a `bodyLimit` of its own gets it. */
function allowLargerBodies(application: NestFastifyApplication): void {
  const server = application.getHttpAdapter().getInstance();
  server.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
}

/** Answers of the API hold tokens and people's data: no browser or proxy keeps them, unless their route says so. */
function keepOutOfCaches(application: NestFastifyApplication): void {
  const server = application.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api/v1/')) void reply.header('cache-control', 'no-store');
    done();
  });
}

/** A worker fires deadlines; it answers whoever asks after its health, and nobody else. */
function answerHealthOnly(application: NestFastifyApplication): void {
  application
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      const open = /^\/(health|metrics)\b/.test(request.url);
      done(open ? undefined : new NotFoundException());
    });
}

/** Before anything looks at a body: what nests without end is no JSON of ours. */
function refuseDeepBodies(application: NestFastifyApplication): void {
  const server = application.getHttpAdapter().getInstance();
  server.addHook('preValidation', (request, _reply, done) => {
    if (nestsTooDeeply(request.body)) done(new BadRequestException());
    else done();
  });
}

/** Logs and counts every answer by its route's pattern: a URL may hold a telephone number, a pattern cannot. */
function observeRequests(application: NestFastifyApplication): void {
  const metrics = application.get(Metrics);
  const health = application.get(Health);
  const server = application.getHttpAdapter().getInstance();
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.requestAnswered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  server.addHook('preClose', (done) => {
    health.beginStopping();
    done();
  });
}
