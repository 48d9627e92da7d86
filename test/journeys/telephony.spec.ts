import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ScreenEvent } from '#lib/contract';
import { Board, type IncidentView } from '#lib/simulation';
import { ariApplication, recordedCall, ScriptedAri } from '../../libs/intake/src/testing/index.js';
import { TestSystem } from '../support/test-system.js';
import { cityCenter } from '../support/test-system-center.js';
import { until } from './until.js';

interface Contact {
  id: string;
  state: string;
  externalId: string | null;
  callerNumber: string | null;
  ringingAt: string;
  answeredAt: string | null;
  answeredBy: string | null;
  endedAt: string | null;
  incidentId: string | null;
  outcome: string | null;
}

describe('a call that comes in by Asterisk', () => {
  let exchange: ScriptedAri;
  let system: TestSystem;
  let board: Board;
  const events: ScreenEvent[] = [];

  beforeAll(async () => {
    exchange = await ScriptedAri.start();
    system = await TestSystem.start({ environment: exchange.environment('ONE') });
    board = new Board(system.center.client('supervisor'));
    board.listen({ event: (event) => events.push(event) });
    await board.connect();
    await until('the exchange to be heard', () => exchange.isHeard || undefined);
  }, 120_000);
  afterAll(async () => {
    board?.close();
    await system?.stop();
    await exchange?.stop();
  });

  const contactOf = async (channel: string) => {
    const { body } = await system.center.send<{ items: Contact[] }>('operator', 'GET', '/contacts?limit=100');
    return body.items.find(({ externalId }) => externalId === `asterisk:${channel}`);
  };
  const contactBecomes = (channel: string, state: string) =>
    until(`the contact to be ${state}`, async () => {
      const contact = await contactOf(channel);
      return contact?.state === state ? contact : undefined;
    });

  it('rings on every screen, connects the operator who takes it, and becomes an incident with a team', async () => {
    const { center } = system;
    const users = await center.send<{ items: { id: string; username: string; version: number }[] }>(
      'admin',
      'GET',
      '/users?limit=500',
    );
    const operator = users.body.items.find(({ username }) => username === center.usernameOf('operator'))!;
    await center.send('admin', 'PATCH', `/users/${operator.id}`, {
      body: { extension: '101' },
      headers: { 'if-match': `"${operator.version}"` },
    });

    const channel = exchange.ring('081234567890');
    const ringing = await contactBecomes(channel, 'ringing');
    expect(ringing.callerNumber).toBe('+6281234567890');
    await center.send('operator', 'POST', `/contacts/${ringing.id}/answer`);
    await until(
      'the two to talk',
      () => exchange.isTalking(channel, `layad-operator-${ringing.id}`) || undefined,
    );

    const desk = center.client('operator');
    const incident = await desk.openIncident({
      contactId: ringing.id,
      place: cityCenter,
      complaint: 'Nyeri dada',
      type: 'chest_pain',
      priority: 'P1',
    });
    const assignment = await desk.sendBestTeam(incident.id);
    expect(assignment.teamId).toBe(center.teams[0]!.id);
    exchange.hangUp(channel);
    expect(await contactBecomes(channel, 'ended')).toMatchObject({
      answeredBy: operator.id,
      incidentId: incident.id,
      outcome: 'incident_opened',
    });
    const { body } = await center.send<IncidentView & { clockStartedAt: string }>(
      'operator',
      'GET',
      `/incidents/${incident.id}`,
    );
    expect(body.clockStartedAt).toBe(ringing.ringingAt);

    const told = [
      'contact.rang',
      'contact.answered',
      'incident.opened',
      'assignment.offered',
      'contact.ended',
    ];
    await until(
      'the end on the screen',
      () => events.some(({ type }) => type === 'contact.ended') || undefined,
    );
    expect(events.map(({ type }) => type).filter((type) => told.includes(type))).toEqual(told);
    expect(board.sequence.gaps).toEqual([]);
  });

  it('is told to operators when the exchange is lost', async () => {
    const degraded = async () => {
      const response = await fetch(`${system.url}/health/ready`);
      return ((await response.json()) as { degraded: string[] }).degraded;
    };
    expect(await degraded()).not.toContain('telephony');
    exchange.goDown();
    await until('the loss', async () => (await degraded()).includes('telephony') || undefined);
    exchange.comeBack();
    await until('the return', async () => !(await degraded()).includes('telephony') || undefined);
  });

  const recording = recordedCall();
  (recording ? it : it.skip)('as it was recorded keeps its marks to the millisecond', async () => {
    expect(recording![1]).toContain(`"application":"${ariApplication}"`);
    for (const message of recording!) exchange.play(message);
    expect(await contactBecomes('1795286545.0', 'ended')).toMatchObject({
      ringingAt: '2026-11-21T18:42:25.815Z',
      answeredAt: '2026-11-21T18:42:26.819Z',
      endedAt: '2026-11-21T18:42:29.829Z',
    });
  });
});
