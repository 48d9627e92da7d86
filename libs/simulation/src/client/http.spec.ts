import { afterEach, describe, expect, it } from '@jest/globals';
import { FlakyServer, type Fate, type Received } from './flaky-server.fixture.js';
import { Http } from './http.js';
import { ConnectionLost, ProblemError } from './problem-error.js';
import type { Patience } from './retries.js';

const impatient: Patience = {
  attemptMilliseconds: 2_000,
  firstWaitMilliseconds: 1,
  longestWaitMilliseconds: 5,
  giveUpAfterMilliseconds: 300,
};

let server: FlakyServer | undefined;
afterEach(() => server?.close());

const against = async (fateOf: (request: Received, count: number) => Fate) => {
  server = await FlakyServer.listen(fateOf);
  return { server, http: new Http(server.url, impatient, () => 0.5) };
};
const keysOf = ({ received }: FlakyServer) => received.map(({ headers }) => headers['idempotency-key']);
const created = { status: 201, body: { id: 'one' } };

describe('a request to a server that comes and goes', () => {
  it('is repeated with the same key and body when the connection is lost after the work was done', async () => {
    const done = new Set<unknown>();
    const { server, http } = await against(({ headers }, count) => {
      done.add(headers['idempotency-key']);
      return count <= 2 ? 'cut' : created;
    });
    const answer = await http.send({ method: 'POST', path: '/incidents', body: { complaint: 'sesak' } });
    expect(answer.body).toEqual({ id: 'one' });
    expect(server.received).toHaveLength(3);
    expect(done.size).toBe(1);
    expect(new Set(server.received.map(({ body }) => body))).toEqual(new Set(['{"complaint":"sesak"}']));
    expect(http.repeated).toBe(2);
  });

  it('is repeated when only half of the answer came', async () => {
    const { server, http } = await against((_, count) => (count === 1 ? 'half' : created));
    expect((await http.send({ method: 'POST', path: '/contacts', body: {} })).body).toEqual({ id: 'one' });
    expect(new Set(keysOf(server)).size).toBe(1);
  });

  it('is repeated while the server says "not now", no sooner than it asks', async () => {
    const { http } = await against((_, count) =>
      count === 1
        ? { status: 503, body: { code: 'shutting_down', detail: '' }, headers: { 'retry-after': '0.2' } }
        : created,
    );
    const startedAt = performance.now();
    await http.send({ method: 'POST', path: '/incidents', body: {} });
    expect(performance.now() - startedAt).toBeGreaterThan(195);
  });

  it('is repeated while its first attempt is still being worked on', async () => {
    const { http } = await against((_, count) =>
      count === 1 ? { status: 409, body: { code: 'idempotency_key_in_use', detail: '' } } : created,
    );
    expect((await http.send({ method: 'POST', path: '/incidents', body: {} })).body).toEqual({ id: 'one' });
  });

  it('has a key of its own', async () => {
    const { server, http } = await against(() => created);
    await http.send({ method: 'POST', path: '/incidents', body: {} });
    await http.send({ method: 'POST', path: '/incidents', body: {} });
    expect(new Set(keysOf(server)).size).toBe(2);
  });

  it('has no key when it only reads', async () => {
    const { server, http } = await against(() => ({ status: 200, body: [] }));
    await http.send({ method: 'GET', path: '/teams?limit=5' });
    expect(keysOf(server)).toEqual([undefined]);
  });

  it('is given up after a while, and says that nobody knows what became of it', async () => {
    const { server, http } = await against(() => 'cut');
    const sent = http.send({ method: 'POST', path: '/incidents?secret=1', body: {} });
    await expect(sent).rejects.toThrow(ConnectionLost);
    await expect(sent).rejects.toThrow(/^POST \/incidents got no answer in \d+ attempts$/);
    expect(server.received.length).toBeGreaterThan(3);
  });

  it('is not repeated when it is refused: the problem is an error with its code', async () => {
    const problem = {
      code: 'team_already_assigned',
      detail: 'Tim sudah ditugaskan.',
      current: { teamId: 'x' },
    };
    const { server, http } = await against(() => ({ status: 409, body: problem }));
    const error: unknown = await http
      .send({ method: 'POST', path: '/incidents/1/assignments' })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ status: 409, code: 'team_already_assigned', problem });
    expect(server.received).toHaveLength(1);
  });

  it('that gets a page instead of a problem is an internal error', async () => {
    const { http } = await against(() => ({ status: 404, body: '<html>' }));
    await expect(http.send({ method: 'GET', path: '/' })).rejects.toMatchObject({
      code: 'internal_error',
      status: 404,
    });
  });
});
