import { afterEach, describe, expect, it } from '@jest/globals';
import { FlakyServer, type Fate, type Received } from './flaky-server.fixture.js';
import { LayadClient } from './layad-client.js';

let server: FlakyServer | undefined;
afterEach(() => server?.close());

const credentials = { username: 'operator', password: 'layad-119' };
const signedIn = (token: string, generation: number, expiresInSeconds = 900): Fate => ({
  status: 200,
  body: { accessToken: token, expiresInSeconds, user: { id: 'u', role: 'operator' } },
  headers: { 'set-cookie': `layad_refresh=${generation}; HttpOnly; Path=/api/v1/auth` },
});
const refused: Fate = { status: 401, body: { code: 'session_expired', detail: '' } };

const clientOf = async (fateOf: (request: Received, count: number) => Fate) => {
  server = await FlakyServer.listen(fateOf);
  return { server, client: LayadClient.at(server.url, credentials) };
};
const paths = ({ received }: FlakyServer) => received.map(({ path }) => path.replace('/api/v1', ''));

describe('a session', () => {
  it('signs in before the first request and keeps its token', async () => {
    const { server, client } = await clientOf(({ path }) =>
      path.endsWith('/login') ? signedIn('a', 1) : { status: 200, body: {} },
    );
    await client.get('/teams');
    await client.get('/teams');
    expect(paths(server)).toEqual(['/auth/login', '/teams', '/teams']);
    expect(server.received[2]!.headers.authorization).toBe('Bearer a');
  });

  it('signs in once for many requests at the same time', async () => {
    const { server, client } = await clientOf(({ path }) =>
      path.endsWith('/login') ? signedIn('a', 1) : { status: 200, body: {} },
    );
    await Promise.all([1, 2, 3, 4].map(() => client.get('/teams')));
    expect(paths(server).filter((path) => path === '/auth/login')).toHaveLength(1);
  });

  it('renews a token that ended with the refresh cookie, and repeats the request', async () => {
    const { server, client } = await clientOf(({ path, headers }) => {
      if (path.endsWith('/login')) return signedIn('old', 1);
      if (path.endsWith('/refresh'))
        return headers.cookie === 'layad_refresh=1' ? signedIn('new', 2) : refused;
      return headers.authorization === 'Bearer new' ? { status: 200, body: { ok: true } } : refused;
    });
    expect(await client.get('/teams')).toEqual({ ok: true });
    expect(paths(server)).toEqual(['/auth/login', '/teams', '/auth/refresh', '/teams']);
  });

  it('renews before the token ends', async () => {
    const { server, client } = await clientOf(({ path }) =>
      path.startsWith('/api/v1/auth/') ? signedIn('a', 1, 0) : { status: 200, body: {} },
    );
    await client.get('/teams');
    await client.get('/teams');
    expect(paths(server)).toEqual(['/auth/login', '/teams', '/auth/refresh', '/teams']);
  });

  it('signs in again when the session is gone', async () => {
    let signIns = 0;
    const { server, client } = await clientOf(({ path, headers }) => {
      if (path.endsWith('/login')) return signedIn(`t${++signIns}`, signIns);
      if (path.endsWith('/refresh')) return refused;
      return headers.authorization === 'Bearer t2' ? { status: 200, body: { ok: true } } : refused;
    });
    expect(await client.get('/teams')).toEqual({ ok: true });
    expect(paths(server)).toEqual(['/auth/login', '/teams', '/auth/refresh', '/auth/login', '/teams']);
  });

  it('says so when the password is wrong', async () => {
    const { client } = await clientOf(() => ({
      status: 401,
      body: { code: 'credentials_invalid', detail: '' },
    }));
    await expect(client.get('/teams')).rejects.toMatchObject({ code: 'credentials_invalid' });
  });
});
