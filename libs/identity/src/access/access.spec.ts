import { jest } from '@jest/globals';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { decodeJwt } from 'jose';
import { permissionsByRole, roles, type Role } from '#lib/contract';
import { Allow, CurrentCaller, Public, type Caller } from '#lib/platform';
import { describeOnServer } from '#testing';
import { SessionRepository } from '../session/session.repository.js';
import { IdentityGround } from '../testing/identity-ground.js';
import { Authenticator } from './authenticator.js';
import { unguardedRoutes } from './unguarded-routes.js';

@Controller('probe')
class ProbeController {
  @Get('forgotten')
  forgotten(): string {
    return 'nobody said who may';
  }

  @Allow('incident.read')
  @Get('caller')
  read(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Allow('incident.write')
  @Post('caller')
  write(@CurrentCaller() caller: Caller, @Body() _: object): Caller {
    return caller;
  }

  @Public('anybody')
  @Get('public')
  open(): { open: true } {
    return { open: true };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

let ground: IdentityGround;
let centerId: string;

beforeAll(async () => {
  ground = await IdentityGround.prepare({ modules: [ProbeModule] });
  centerId = await ground.newCenter();
});
afterAll(() => ground.close());

describe('every route', () => {
  it('says who may call it; one that does not is found and stays shut', async () => {
    expect(unguardedRoutes(ground.application)).toEqual(['GET ProbeController.forgotten']);
    const { token } = await ground.signedIn(centerId, 'admin');
    const { status, body } = await ground.ask('GET', '/probe/forgotten', { token });
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });

  it('that is not public wants a token', async () => {
    const open = ['/api/v1/auth/login', '/api/v1/auth/refresh', '/api/v1/probe/public'];
    const { paths } = SwaggerModule.createDocument(ground.application, new DocumentBuilder().build());
    const routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({ path, method })),
    );
    const shut = routes.filter(({ path }) => path.startsWith('/api/v1') && !open.includes(path));
    expect(shut.length).toBeGreaterThan(15);
    for (const { path, method } of shut) {
      const url = ground.url + path.replace('{id}', '00000000-0000-7000-8000-000000000000');
      const answer = await fetch(url, { method: method.toUpperCase() });
      expect({ path, method, status: answer.status }).toEqual({ path, method, status: 401 });
    }
  });

  it('that is public needs none', async () => {
    expect((await ground.ask('GET', '/probe/public')).status).toBe(200);
    expect((await ground.ask('GET', '/health/live')).status).toBe(200);
  });

  it.each(roles.filter((role): role is Exclude<Role, 'integration'> => role !== 'integration'))(
    'lets a %s do what the role may and nothing else',
    async (role) => {
      const { token } = await ground.signedIn(centerId, role);
      const may = permissionsByRole[role];
      const read = await ground.ask('GET', '/probe/caller', { token });
      const write = await ground.ask('POST', '/probe/caller', { token, body: {} });
      expect(read.status).toBe(may.includes('incident.read') ? 200 : 403);
      expect(write.status).toBe(may.includes('incident.write') ? 201 : 403);
    },
  );

  it('lets a key do what was ticked, less than its role', async () => {
    const admin = await ground.signedIn(centerId, 'admin');
    const { body } = await ground.ask<{ key: string }>('POST', '/api-keys', {
      token: admin.token,
      body: { name: 'reader', permissions: ['incident.read'] },
    });
    expect((await ground.ask('GET', '/probe/caller', { token: body.key })).status).toBe(200);
    expect((await ground.ask('POST', '/probe/caller', { token: body.key, body: {} })).status).toBe(403);
  });
});

describe('the caller of a request', () => {
  it('is the user with center, team, session and the language asked for', async () => {
    const team = await ground.signedIn(centerId, 'team');
    const { body } = await ground.ask<Caller>('GET', '/probe/caller', {
      token: team.token,
      headers: { 'accept-language': 'en-GB' },
    });
    const { sid, team: teamId } = decodeJwt<{ sid: string; team: string }>(team.token);
    expect(body).toEqual({
      actor: `user:${team.id}`,
      userId: team.id,
      name: team.username,
      role: 'team',
      centerId,
      teamId,
      sessionId: sid,
      locale: 'en',
      requestId: expect.any(String) as string,
    });
  });

  it('speaks the user’s own language when the request asks for none', async () => {
    const { token } = await ground.signedIn(centerId);
    expect((await ground.ask('GET', '/probe/caller', { token })).body['locale']).toBe('id');
  });

  it('carries the idempotency key with a digest of the body, which is read before the guard', async () => {
    const { token } = await ground.signedIn(centerId);
    const digestOf = async (body: object) => {
      const headers = { 'idempotency-key': 'k' };
      const answer = await ground.ask<Caller>('POST', '/probe/caller', { token, body, headers });
      return answer.body.idempotency!.requestHash;
    };
    const digest = await digestOf({ a: 1 });
    expect(await digestOf({ a: 1 })).toBe(digest);
    expect(await digestOf({ a: 2 })).not.toBe(digest);
  });
});

describe('authentication', () => {
  it('asks the database no more than once in two seconds for the same session', async () => {
    const { token } = await ground.signedIn(centerId);
    const asked = jest.spyOn(ground.application.get(SessionRepository), 'find');
    const start = performance.now();
    for (let request = 0; request < 200; request++) {
      await ground.ask('GET', '/probe/caller', { token });
    }
    const windows = Math.ceil((performance.now() - start) / 2_000);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(windows);
    asked.mockRestore();
  });

  it('reads one session once for many requests that come at once', async () => {
    const { token } = await ground.signedIn(centerId);
    const authenticator = ground.application.get(Authenticator);
    const asked = jest.spyOn(ground.application.get(SessionRepository), 'find');
    await Promise.all(Array.from({ length: 100 }, () => authenticator.authenticate(token)));
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });
});

describeOnServer('a revocation in another process', () => {
  it('is heard from the journal, not only when what is remembered grows old', async () => {
    const other = await ground.anotherProcess();
    const { token } = await ground.signedIn(centerId);
    const authenticator = other.application.get(Authenticator);
    // Time stands still: by age alone the session would be taken for live for ever.
    const time = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    try {
      expect(await authenticator.authenticate(token)).toMatchObject({ accepted: true });
      await ground.ask('POST', '/auth/logout', { token });
      let accepted = true;
      for (let look = 0; accepted && look < 1_000; look++) {
        ({ accepted } = await authenticator.authenticate(token));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(accepted).toBe(false);
    } finally {
      time.mockRestore();
    }
  });
});
