import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { io, type Socket } from 'socket.io-client';
import { Centers } from '#lib/center';
import type { Closing, Role, ScreenEvent, Snapshot } from '#lib/contract';
import { Users } from '#lib/identity';
import { systemClock } from '#lib/kernel';
import {
  createLogger,
  migrations,
  readConfiguration,
  systemCaller,
  testDatabase,
  uuidSource,
  type Database,
} from '#lib/platform';
import { createApplication } from '../apps/server/src/application.js';

interface Screen {
  socket: Socket;
  snapshot: Snapshot | undefined;
  events: ScreenEvent[];
  closing: Closing | undefined;
  ended: string | undefined;
}

describe('the live board of the whole system', () => {
  let database: Database;
  let application: NestFastifyApplication;
  let url: string;
  let centerId: string;
  const screens: Screen[] = [];

  beforeAll(async () => {
    database = await testDatabase({ migrations });
    application = await createApplication({
      configuration: readConfiguration({ LAYAD_SECRET: 'a secret of tests, long enough to sign with' }),
      database,
      clock: systemClock,
      ids: uuidSource,
      logger: createLogger('silent'),
    });
    await application.listen(0, '127.0.0.1');
    url = await application.getUrl();
    const center = await application
      .get(Centers)
      .create({ code: 'BDG', name: 'PSC 119', timeZone: 'Asia/Jakarta', locale: 'id' });
    if (!center.accepted) throw new Error(center.refusal.code);
    centerId = center.value.id;
  });
  afterAll(async () => {
    for (const { socket } of screens) socket.disconnect();
    await application.close();
    await database.close();
  });

  async function signIn(role: Exclude<Role, 'integration'>, teamId?: string): Promise<string> {
    const facts = {
      username: `${role}-${Math.random().toString(36).slice(2)}`,
      password: 'kuda lumping di Braga',
    };
    const created = await application
      .get(Users)
      .create(systemCaller(centerId), { ...facts, role, teamId, mustChangePassword: false });
    if (!created.accepted) throw new Error(created.refusal.code);
    return (await post('/auth/login', undefined, facts))['accessToken'] as string;
  }

  async function post(
    path: string,
    token: string | undefined,
    body: unknown = {},
  ): Promise<Record<string, unknown> & { id: string }> {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return JSON.parse((await answer.text()) || '{}') as Record<string, unknown> & { id: string };
  }

  function connect(token: string): Screen {
    const socket = io(`${url}/realtime`, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    const screen: Screen = { socket, snapshot: undefined, events: [], closing: undefined, ended: undefined };
    socket.on('snapshot', (snapshot: Snapshot) => (screen.snapshot = snapshot));
    socket.on('event', (event: ScreenEvent) => screen.events.push(event));
    socket.on('closing', (closing: Closing) => (screen.closing = closing));
    socket.on('disconnect', (reason) => (screen.ended = reason));
    screens.push(screen);
    return screen;
  }

  async function until(holds: () => boolean): Promise<void> {
    const end = performance.now() + 15_000;
    while (!holds()) {
      if (performance.now() > end) throw new Error('it did not come to hold');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const types = ({ events }: Screen) => events.map(({ type }) => type);

  it('shows a call from its opening to the team on its way: to operators all of it, to the team its own', async () => {
    const admin = await signIn('admin');
    const operator = await signIn('operator');
    const team = await post('/teams', admin, {
      callSign: 'AMB 1',
      kind: 'als_ambulance',
      minimumCrew: 1,
      base: { lat: -6.9, lon: 107.6 },
    });
    const crewToken = await signIn('team', team.id);
    await post(`/teams/${team.id}/duty`, operator, { onDuty: true, crew: [{ name: 'Siti', role: 'nurse' }] });
    const [console, crew] = [connect(operator), connect(crewToken)];
    await until(() => console.snapshot !== undefined && crew.snapshot !== undefined);
    expect(console.snapshot).toMatchObject({
      teams: [{ id: team.id, callSign: 'AMB 1', onDuty: true, crewSize: 1 }],
    });

    const incident = await post('/incidents', operator, {
      place: { lat: -6.91, lon: 107.61 },
      complaint: 'sesak napas sejak pagi',
      type: 'breathing',
      priority: 'P1',
    });
    const assignment = await post(`/incidents/${incident.id}/assignments`, operator, { teamId: team.id });
    await post(`/assignments/${assignment.id}/state`, crewToken, { state: 'en_route' });
    await until(
      () => types(crew).includes('assignment.departed') && types(console).includes('assignment.departed'),
    );

    expect(types(console)).toEqual(
      expect.arrayContaining(['incident.opened', 'assignment.offered', 'assignment.departed']),
    );
    expect(console.events.map(({ seq }) => seq)).toEqual(
      console.events.map((_, index) => console.snapshot!.seq + 1 + index),
    );
    expect(types(crew)[0]).toBe('assignment.offered');
    expect(crew.events.every(({ incidentId }) => incidentId === incident.id)).toBe(true);
    expect(JSON.stringify(console.events)).not.toContain('sesak napas');

    const late = connect(crewToken);
    await until(() => late.snapshot !== undefined);
    expect(late.snapshot).toMatchObject({
      incidents: [
        { id: incident.id, complaint: 'sesak napas sejak pagi', assignments: [{ state: 'en_route' }] },
      ],
      teams: [{ assignmentId: assignment.id }],
    });
  });

  it('ends when the person signs out', async () => {
    const token = await signIn('operator');
    const console = connect(token);
    await until(() => console.snapshot !== undefined);
    await post('/auth/logout', token);
    await until(() => console.ended !== undefined);
    expect(console.ended).toBe('io server disconnect');
    expect(console.closing).toMatchObject({ code: 'session_revoked', reconnect: false });
  });

  it('is described where the contract says', async () => {
    const answer = await fetch(`${url}/api/asyncapi.json`);
    expect(await answer.json()).toMatchObject({ asyncapi: '3.0.0' });
  });
});
