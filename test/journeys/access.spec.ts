import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roleMay, roles, type Problem } from '#lib/contract';
import { unguardedRoutes } from '#lib/identity';
import { catalogues } from '#lib/platform';
import { TestSystem, testSecret } from '../support/test-system.js';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';
import { routesOf, type Route } from '../support/test-system-routes.js';
import {
  alteredToken,
  expiredToken,
  tokenOfAnotherKey,
  unsignedToken,
} from '../support/test-system-tokens.js';

const nobodysId = '00000000-0000-4000-8000-000000000000';

/** Ends the account it is asked with, or is not below `/api/v1`. */
const aside = ({ path }: Route) => /^\/auth\/(logout|password)$|^\/(health|metrics|api)\b/.test(path);

describe('the doors', () => {
  let system: TestSystem;
  let center: TestCenter;
  let routes: Route[];
  beforeAll(async () => {
    system = await TestSystem.start();
    ({ center } = system);
    routes = routesOf(system.application).filter((route) => !aside(route));
  }, 120_000);
  afterAll(() => system?.stop());

  const ask = (who: Parameters<TestCenter['send']>[0], { method, path }: Route, id = nobodysId) =>
    center.send(
      who,
      method,
      path.replace(/:\w+/g, id),
      method === 'GET' || method === 'DELETE' ? {} : { body: {} },
    );

  it('are all guarded', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(unguardedRoutes(system.application)).toEqual([]);
  });

  it.each(roles)('let %s through where the role may, and nowhere else', async (role) => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ needs }) => needs !== 'public')) {
      const { status } = await ask(role, route);
      // A program has no account of its own.
      const may = route.needs === 'any' ? role !== 'integration' : roleMay(role, route.needs as never);
      if (status === 401 || (status === 403) === may || status >= 500) {
        wrong.push(`${route.method} ${route.path} answers ${status}, and ${role} may${may ? '' : ' not'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('stay shut for whoever has no token', async () => {
    const open: string[] = [];
    for (const route of routes.filter(({ needs }) => needs !== 'public')) {
      const { status, body } = await ask(undefined, route);
      if (status !== 401 || body.code !== 'unauthenticated') open.push(`${route.method} ${route.path}`);
    }
    expect(open).toEqual([]);
  });

  it('do not read a long letter from whoever has not signed in', async () => {
    for (const path of ['/auth/login', '/auth/refresh']) {
      const { status, body } = await center.send(undefined, 'POST', path, {
        body: { a: 'x'.repeat(20_000) },
      });
      expect([status, body.code]).toEqual([413, 'body_too_large']);
    }
  });

  it('let no browser or proxy keep what was answered', async () => {
    for (const path of ['/auth/me', '/incidents', '/nowhere']) {
      expect((await center.send('operator', 'GET', path)).headers.get('cache-control')).toBe('no-store');
    }
    const shapes = await center.send('operator', 'GET', '/areas.geojson');
    expect(shapes.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('tell a token that has expired, was revoked or never was ours', async () => {
    const token = await center.signIn(center.usernameOf('doctor'));
    const codeFor = async (presented: string) => {
      const { status, body } = await center.send({ token: presented }, 'GET', '/auth/me');
      return `${status} ${body.code}`;
    };
    expect(await codeFor(await expiredToken(token, testSecret))).toBe('401 session_expired');
    expect(await codeFor(unsignedToken(token))).toBe('401 unauthenticated');
    expect(await codeFor(await tokenOfAnotherKey(token))).toBe('401 unauthenticated');
    expect(await codeFor(alteredToken(token, nobodysId))).toBe('401 unauthenticated');
    expect(await codeFor(`layad_${nobodysId.replaceAll('-', '')}_secret`)).toBe('401 unauthenticated');
    expect((await center.send({ token }, 'POST', '/auth/logout')).status).toBe(204);
    expect(await codeFor(token)).toBe('401 session_revoked');
  });

  it('lead to nothing of another center', async () => {
    const other = await system.secondCenter();
    const incident = await other.send<{ id: string }>('operator', 'POST', '/incidents', {
      body: { place: cityCenter, complaint: 'Jatuh', type: 'fall', priority: 'P1' },
    });
    const assignment = await other.send<{ id: string }>(
      'operator',
      'POST',
      `/incidents/${incident.body.id}/assignments`,
      { body: {} },
    );
    const contact = await other.send<{ id: string }>('operator', 'POST', '/contacts', {
      body: { channel: 'voice' },
    });
    const ids: Record<string, string> = {
      incidents: incident.body.id,
      assignments: assignment.body.id,
      contacts: contact.body.id,
      teams: other.teams[0]!.id,
      facilities: other.facilityId,
    };
    const reads = routes
      .filter(
        ({ method, path }) =>
          method === 'GET' &&
          /^\/\w+\/:id/.test(path) &&
          !path.endsWith('/track') &&
          path.split('/')[1]! in ids,
      )
      .map((route) =>
        route.path.endsWith('/routes') ? { ...route, path: `${route.path}?teamIds=${ids['teams']}` } : route,
      );
    expect(reads.length).toBeGreaterThan(7);
    for (const route of reads) {
      const id = ids[route.path.split('/')[1]!]!;
      const role = roles.find((one) => roleMay(one, route.needs as never))!;
      expect([route.path, (await other.send(role, 'GET', route.path.replace(':id', id))).status]).toEqual([
        route.path,
        200,
      ]);
      expect(await ask(role, route, id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    const strangersTeam = { body: { teamId: ids['teams'] } };
    const own = await center.send<{ id: string }>('operator', 'POST', '/incidents', {
      body: { place: cityCenter, complaint: 'Jatuh', type: 'fall', priority: 'P1' },
    });
    const sent = await center.send(
      'operator',
      'POST',
      `/incidents/${own.body.id}/assignments`,
      strangersTeam,
    );
    expect([sent.status, sent.body.code]).not.toEqual([201, undefined]);
    expect(sent.status).toBeLessThan(500);
    const close = { body: { disposition: 'cancelled' } };
    expect(
      (await center.send('operator', 'POST', `/incidents/${ids['incidents']}/close`, close)).status,
    ).toBe(404);
    const step = { body: { state: 'acknowledged' } };
    expect(
      (await center.send('operator', 'POST', `/assignments/${ids['assignments']}/state`, step)).status,
    ).toBe(404);
  });

  it.each(['id', 'en'] as const)('say what is wrong in the language asked for: %s', async (language) => {
    const headers = { 'accept-language': language };
    const wrong = await center.send<Problem>('operator', 'POST', '/incidents', {
      headers,
      body: { place: { lat: 91, lon: 'x' } },
    });
    expect(wrong.status).toBe(400);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(wrong.body.title).toBe(catalogues[language].problems.validation_failed[0]);
    expect(wrong.body.fields?.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['place.lat', 'place.lon', 'complaint']),
    );
    const nowhere = await center.send<Problem>('operator', 'GET', '/nowhere', { headers });
    expect([nowhere.status, nowhere.body.title]).toEqual([
      404,
      catalogues[language].problems.route_not_found[0],
    ]);
    const unreadable = await center.send<Problem>('operator', 'GET', '/teams/%zz', { headers });
    expect([unreadable.status, unreadable.body.title]).toEqual([
      400,
      catalogues[language].problems.malformed_request[0],
    ]);
  });
});
