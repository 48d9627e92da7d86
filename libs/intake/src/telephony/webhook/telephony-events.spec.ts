import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ManualClock } from '#lib/kernel';
import { SECURITY_CLOCK } from '#lib/identity';
import { Housekeeping, NestLogger, PlatformModule, rows, uuidv7, type Caller } from '#lib/platform';
import { Ground, valueOf } from '#testing';
import { IntakeModule } from '../../intake.module.js';
import { signatureOf } from './event-signature.js';
import type { CreatedExchange, TelephonyEventsAnswer } from './exchange.dto.js';
import { Exchanges } from './exchanges.js';

const forgeriesAMinute = 30;

describe('an exchange that signs what it tells', () => {
  let ground: Ground;
  let application: NestFastifyApplication;
  let address: string;
  let admin: Caller;
  let exchange: CreatedExchange;
  const wallClock = new ManualClock();

  beforeAll(async () => {
    ground = await Ground.prepare([], {
      environment: { LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: String(forgeriesAMinute) },
    });
    const module = await Test.createTestingModule({
      imports: [PlatformModule.on(ground.foundations), IntakeModule],
    })
      .overrideProvider(SECURITY_CLOCK)
      .useValue(wallClock)
      .setLogger(new NestLogger(ground.foundations.logger))
      .compile();
    application = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
      rawBody: true,
    });
    await application.listen(0, '127.0.0.1');
    address = await application.getUrl();
  });
  afterAll(async () => {
    await application.close();
    await ground.close();
  });
  beforeEach(async () => {
    admin = await ground.newUser((await ground.newCenter()).id, 'admin');
    exchange = valueOf(await application.get(Exchanges).create(admin, { name: 'PBX' }));
  });

  const stamp = (agoSeconds = 0) => String(Math.floor(wallClock.now().getTime() / 1000) - agoSeconds);
  const event = (more: object = {}) => ({
    id: uuidv7(),
    callId: 'call-1',
    kind: 'ringing',
    at: ground.clock.now().toISOString(),
    callerNumber: '0812-3456-789',
    ...more,
  });
  const send = async (body: string, headers: Record<string, string>) => {
    const response = await fetch(`${address}/telephony/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return {
      status: response.status,
      body: (await response.json()) as TelephonyEventsAnswer & { code: string },
    };
  };
  const signed = (
    body: string,
    { secret = exchange.secret, timestamp = stamp(), id = exchange.id } = {},
  ) => ({
    'layad-exchange': id,
    'layad-timestamp': timestamp,
    'layad-signature': signatureOf(secret, { timestamp, body: Buffer.from(body) }),
  });
  const tell = (...events: object[]) => {
    const body = JSON.stringify({ events });
    return send(body, signed(body));
  };
  const contacts = () =>
    rows<{ external_id: string; caller_number: string; answered_by: string | null; ended_at: Date | null }>(
      ground.dataSource,
      `select external_id, caller_number, answered_by, ended_at from contact where center_id = $1`,
      [admin.centerId],
    );

  it('brings its calls in, and the operator at the telephone that took them', async () => {
    const operator = await ground.newUser(admin.centerId);
    await ground.dataSource.query(`update app_user set extension = '201' where id = $1`, [operator.userId]);
    expect(await tell(event())).toEqual({ status: 200, body: { stored: 1, repeated: 0, tooLongAgo: 0 } });
    await tell(event({ kind: 'answered', extension: '201' }), event({ kind: 'ended' }));
    expect(await contacts()).toEqual([
      {
        external_id: `${exchange.id}:call-1`,
        caller_number: '+628123456789',
        answered_by: operator.userId,
        ended_at: ground.clock.now(),
      },
    ]);
  });

  it('may tell of what is too long ago: it is left out and counted, and the rest is heard', async () => {
    const old = event({
      callId: 'call-0',
      at: new Date(ground.clock.now().getTime() - 86_401_000).toISOString(),
    });
    expect((await tell(old, event())).body).toEqual({ stored: 1, repeated: 0, tooLongAgo: 1 });
    expect(await contacts()).toMatchObject([{ external_id: `${exchange.id}:call-1` }]);
  });

  it('may tell the same event twice: it is stored once', async () => {
    const first = event();
    expect((await tell(first)).body).toEqual({ stored: 1, repeated: 0, tooLongAgo: 0 });
    expect((await tell(first, event({ kind: 'ended' }))).body).toEqual({
      stored: 1,
      repeated: 1,
      tooLongAgo: 0,
    });
    expect(await contacts()).toHaveLength(1);
  });

  it('whose message is sent again by somebody else changes nothing', async () => {
    const body = JSON.stringify({ events: [event()] });
    const headers = signed(body);
    await send(body, headers);
    expect(await send(body, headers)).toEqual({
      status: 200,
      body: { stored: 0, repeated: 1, tooLongAgo: 0 },
    });
    wallClock.advanceSeconds(301);
    expect((await send(body, headers)).status).toBe(401);
  });

  it.each([
    ['with another secret', (body: string) => signed(body, { secret: 'guessed' })],
    ['over another body', () => signed('{"events":[]}')],
    ['too long ago', (body: string) => signed(body, { timestamp: stamp(301) })],
    ['for later', (body: string) => signed(body, { timestamp: stamp(-301) })],
    ['with a time that is none', (body: string) => signed(body, { timestamp: 'now' })],
    ['for another moment', (body: string) => ({ ...signed(body), 'layad-timestamp': stamp(1) })],
    ['by nobody we know', (body: string) => signed(body, { id: uuidv7() })],
    ['by something that is no id', (body: string) => signed(body, { id: "1' or '1'='1" })],
    ['by somebody unnamed', (body: string) => ({ ...signed(body), 'layad-exchange': '' })],
    ['not at all', () => ({})],
  ])('is not believed when it was signed %s, and is told nothing', async (_, headersOf) => {
    for (const body of [JSON.stringify({ events: [event()] }), '{"nothing":"of ours"}']) {
      expect(await send(body, headersOf(body) as Record<string, string>)).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated' },
      });
    }
    expect(await contacts()).toEqual([]);
  });

  it('is not believed once it was revoked, which may be said twice', async () => {
    valueOf(await application.get(Exchanges).revoke(admin, exchange.id));
    valueOf(await application.get(Exchanges).revoke(admin, exchange.id));
    expect((await tell(event())).status).toBe(401);
  });

  it('is told what is wrong with a signed message', async () => {
    expect(await tell(event({ kind: 'vanished' }))).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
  });

  it('brings calls to its own center alone, though another’s have the same names', async () => {
    const other = await ground.newUser((await ground.newCenter()).id, 'admin');
    const theirs = valueOf(await application.get(Exchanges).create(other, { name: 'PBX' }));
    const body = JSON.stringify({ events: [event()] });
    await send(body, signed(body, { secret: theirs.secret, id: theirs.id }));
    expect(await contacts()).toEqual([]);
    await tell(event());
    expect(await contacts()).toHaveLength(1);
  });

  it('keeps its secret sealed, and shows it once', async () => {
    const [stored] = await rows<{ sealed_secret: string }>(
      ground.dataSource,
      `select sealed_secret from exchange where id = $1`,
      [exchange.id],
    );
    expect(stored!.sealed_secret).not.toContain(exchange.secret);
    const listed = valueOf(await application.get(Exchanges).list(admin, {}));
    expect(listed.items).toMatchObject([{ id: exchange.id, name: 'PBX' }]);
    expect(JSON.stringify(listed)).not.toContain(exchange.secret);
  });

  it('has its event names forgotten after two days', async () => {
    await tell(event());
    ground.clock.advanceSeconds(49 * 3_600);
    await application.get(Housekeeping).runAll();
    expect(await rows(ground.dataSource, `select 1 from exchange_event`)).toEqual([]);
  });

  it('is in the journal when made and revoked, by whom', async () => {
    valueOf(await application.get(Exchanges).revoke(admin, exchange.id));
    const entries = await rows<{ type: string; actor: string }>(
      ground.dataSource,
      `select type, actor from journal where center_id = $1 order by seq`,
      [admin.centerId],
    );
    expect(entries).toEqual([
      { type: 'exchange.created', actor: admin.actor },
      { type: 'exchange.revoked', actor: admin.actor },
    ]);
  });

  // Last: it uses up what this address may get wrong in a minute.
  it('that is guessed at too often is not answered any more, while the real one is', async () => {
    const statuses = new Set<number>();
    for (let attempt = 0; attempt <= forgeriesAMinute; attempt++) {
      statuses.add((await send('{}', signed('{}', { secret: 'guessed' }))).status);
    }
    expect([...statuses]).toContain(429);
    expect((await tell(event())).status).toBe(200);
  });
});
