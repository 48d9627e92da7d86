import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Logger } from '#lib/platform';
import { MapOrigins } from './map-origins.js';

/** Where the build puts the console; absent when only the server was built. */
const consoleFolder = join(import.meta.dirname, '../../console');

/**
 * What the pages may load: their own files and nothing else. No inline scripts, no inline styles, no other site but
 * those of the map's background, where one is set; the map draws pictures of its own (`blob:`) in a worker from a file.
 */
const contentSecurityPolicy = (mapOrigins: readonly string[]): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data: ${['blob:', ...mapOrigins].join(' ')}`,
    `font-src 'self'`,
    `connect-src ${["'self'", ...mapOrigins].join(' ')}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');

/** Files named after their content never change; the page that names them is asked for anew each time. */
const hashedFile = /\/assets\/[^/]+-[\w-]{8}\.\w+(\.(br|gz))?$/;
const forEver = 'public, max-age=31536000, immutable';

/** Paths that belong to the server: what is not found there is no page. */
const serverPath = /^\/(api|health|metrics|socket\.io|assets|team|l|aml)(\/|$)/;

/** The map's background, by setting. */
export interface MapSetting {
  readonly url: string | undefined;
  readonly attribution: string | undefined;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Serves the built console at `/`, with its page for every path that is neither a file nor the server's own. */
export async function serveWebApps(application: NestFastifyApplication, map: MapSetting): Promise<void> {
  if (!existsSync(join(consoleFolder, 'assets'))) return;
  const origins =
    map.url === undefined
      ? undefined
      : new MapOrigins(map.url, {
          complain: (message) => map.logger.warn(message),
          now: () => performance.now(),
          patienceMilliseconds: 4_000,
          fetch: globalThis.fetch,
        });
  await origins?.renew();
  // Only where it is needed: it requires a package of another module system, which Jest on Node 20 cannot.
  const { default: fastifyStatic } = await import('@fastify/static');
  await application.register(fastifyStatic, {
    root: consoleFolder,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    globIgnore: ['.vite/**', '**/*.br', '**/*.gz'],
    setHeaders: (reply, path) => {
      void reply.header('content-security-policy', contentSecurityPolicy(origins?.current() ?? []));
      void reply.header('cache-control', hashedFile.test(path) ? forEver : 'no-cache');
    },
  });
  const server = application.getHttpAdapter().getInstance();
  server.get('/map-background.json', (_request, reply) =>
    reply.send({ url: map.url ?? null, attribution: map.attribution ?? null }),
  );
  server.get('/*', (request, reply) => {
    if (isPage(request)) return reply.sendFile('index.html');
    reply.callNotFound();
    return reply;
  });
}

/** Whether a browser asks for a page. The address may be anything that HTTP lets through, such as `//`. */
export const isPage = ({ url, headers }: Pick<FastifyRequest, 'url' | 'headers'>): boolean =>
  !serverPath.test(url.split('?', 1)[0]!) && (headers.accept ?? '').includes('text/html');
