import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { Closing, ScreenEvent, Snapshot } from '#lib/contract';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';
import { until } from './until.js';

interface Screen {
  socket: Socket;
  snapshot: Snapshot | undefined;
  events: ScreenEvent[];
  closing: Closing | undefined;
  ended: string | undefined;
}

describe('the live board of the whole system', () => {
  let system: TestSystem;
  let center: TestCenter;
  const screens: Screen[] = [];

  beforeAll(async () => {
    system = await TestSystem.start({ fleet: ['als_ambulance'] });
    ({ center } = system);
  });
  afterAll(async () => {
    for (const { socket } of screens) socket.disconnect();
    await system?.stop();
  });

  async function post(
    path: string,
    as: Parameters<TestCenter['send']>[0],
    body: unknown = {},
  ): Promise<{ id: string }> {
    const answer = await center.send<{ id: string }>(as, 'POST', path, { body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  function connect(token: string): Screen {
    const socket = io(`${system.url}/realtime`, {
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

  const types = ({ events }: Screen) => events.map(({ type }) => type);

  it('shows a call from its opening to the team on its way: to operators all of it, to the team its own', async () => {
    const team = center.teams[0]!;
    const crewToken = await center.tokenOf('team');
    const [console, crew] = [connect(await center.tokenOf('operator')), connect(crewToken)];
    await until('both snapshots', () => console.snapshot !== undefined && crew.snapshot !== undefined);
    expect(console.snapshot).toMatchObject({
      teams: [{ id: team.id, callSign: team.callSign, onDuty: true, crewSize: 2 }],
    });

    const incident = await post('/incidents', 'operator', {
      place: cityCenter,
      complaint: 'sesak napas sejak pagi',
      type: 'breathing',
      priority: 'P1',
    });
    const assignment = await post(`/incidents/${incident.id}/assignments`, 'operator', { teamId: team.id });
    await post(`/assignments/${assignment.id}/state`, 'team', { state: 'en_route' });
    await until(
      'the departure',
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
    await until('its snapshot', () => late.snapshot !== undefined);
    expect(late.snapshot).toMatchObject({
      incidents: [
        { id: incident.id, complaint: 'sesak napas sejak pagi', assignments: [{ state: 'en_route' }] },
      ],
      teams: [{ assignmentId: assignment.id }],
    });
  });

  it('ends when the person signs out', async () => {
    const token = await center.signIn(center.usernameOf('operator'));
    const console = connect(token);
    await until('its snapshot', () => console.snapshot !== undefined);
    await post('/auth/logout', { token });
    await until('its end', () => console.ended !== undefined);
    expect(console.ended).toBe('io server disconnect');
    expect(console.closing).toMatchObject({ code: 'session_revoked', reconnect: false });
  });

  it('is described where the contract says', async () => {
    const answer = await fetch(`${system.url}/api/asyncapi.json`);
    expect(await answer.json()).toMatchObject({ asyncapi: '3.0.0' });
  });
});
