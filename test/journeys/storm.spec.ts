import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import type { Snapshot } from '#lib/contract';
import { destinationPoint, seededRandom, type LatLon } from '#lib/kernel';
import { describeOnServer } from '#testing';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';
import { TestSystem } from '../support/test-system.js';

const calls = 200;
const stormSeconds = 600;

interface Row {
  id: string;
  incidentId: string | null;
  version: number;
  clockStartedAt: string;
  ringingAt: string;
}
interface Suggested {
  items: { incident: Row; score: number; probable: boolean; reasons: { code: string; text: string }[] }[];
}
interface Callers {
  total: number;
  live: number;
  firstRangAt: string;
  items: Row[];
  nextCursor: string | null;
}

describeOnServer('two hundred calls about one event in ten minutes', () => {
  let system: TestSystem;
  let center: TestCenter;

  beforeAll(async () => {
    system = await TestSystem.start({ settings: { waitingIncidents: 'off' } });
    ({ center } = system);
  }, 120_000);
  afterAll(() => system?.stop());

  async function post<T = Row>(path: string, body: object = {}, status = 200): Promise<T> {
    const answer = await center.send<T>('operator', 'POST', path, { body });
    if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const ring = (number: number, at?: Date) =>
    post(
      '/contacts',
      { channel: 'voice', callerNumber: `0812${1_000_000 + number}`, ...(at ? { at } : {}) },
      201,
    );
  const open = (place: LatLon, contactId?: string) =>
    post('/incidents', { place, complaint: 'Tabrakan beruntun', type: 'traffic_accident', contactId }, 201);

  async function callersOf(incidentId: string): Promise<Callers> {
    let page: Callers | undefined;
    const items: Row[] = [];
    for (let cursor = ''; page === undefined || cursor !== ''; cursor = page.nextCursor ?? '') {
      const query = `limit=50${cursor ? `&cursor=${cursor}` : ''}`;
      const answer = await center.send<Callers>(
        'operator',
        'GET',
        `/incidents/${incidentId}/contacts?${query}`,
      );
      page = answer.body;
      expect(page.items.length).toBeLessThanOrEqual(50);
      items.push(...page.items);
    }
    return { ...page, items };
  }

  async function timelineOf(incidentId: string): Promise<string[]> {
    const types: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: { items: { type: string }[]; nextCursor: string | null } } = await center.send(
        'operator',
        'GET',
        `/incidents/${incidentId}/timeline?limit=500${cursor ? `&cursor=${cursor}` : ''}`,
      );
      types.push(...body.items.map(({ type }) => type));
      cursor = body.nextCursor;
    }
    return types;
  }

  async function snapshot(): Promise<Snapshot> {
    const socket = io(`${system.url}/realtime`, {
      auth: { token: await center.tokenOf('operator') },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    try {
      return await new Promise((resolve, reject) => {
        socket.on('snapshot', resolve);
        socket.on('connect_error', reject);
      });
    } finally {
      socket.disconnect();
    }
  }

  it('are taken by twelve operators, and not one caller is lost', async () => {
    const random = seededRandom(200);
    const event = destinationPoint(cityCenter, 45, 800);
    const startedAt = Date.now() - stormSeconds * 1000;
    const first = await ring(0, new Date(startedAt));
    const incident = await open(event, first.id);
    await post(`/contacts/${first.id}/end`);
    const others: Row[] = [];
    let next = 1;
    const operator = async () => {
      while (next < calls) {
        const number = next++;
        const contact = await ring(number, new Date(startedAt + (number * stormSeconds * 1000) / calls));
        await post(`/contacts/${contact.id}/answer`);
        const accuracyMetres = 20 + random() * 200;
        const place = {
          ...destinationPoint(event, random() * 360, random() * accuracyMetres),
          accuracyMetres,
        };
        const { items } = await post<Suggested>('/incidents/duplicates', {
          contactId: contact.id,
          place,
          type: random() < 0.7 ? 'traffic_accident' : 'bleeding',
        });
        const found = items.slice(0, 3).find(({ probable }) => probable);
        if (found) await post(`/contacts/${contact.id}/link`, { incidentId: found.incident.id, place });
        else others.push(await open(place, contact.id));
        await post(`/contacts/${contact.id}/end`);
      }
    };
    await Promise.all(Array.from({ length: 12 }, operator));
    expect(others.length).toBeLessThan(calls * 0.1);

    for (const other of others) {
      await post(`/incidents/${other.id}/close`, { disposition: 'duplicate', duplicateOf: incident.id });
    }
    const callers = await callersOf(incident.id);
    expect(callers).toMatchObject({ total: calls, live: 0, firstRangAt: new Date(startedAt).toISOString() });
    expect(new Set(callers.items.map(({ id }) => id)).size).toBe(calls);
    const types = await timelineOf(incident.id);
    expect(types.filter((type) => type === 'contact.rang')).toHaveLength(calls);
    const board = await snapshot();
    expect(board.contacts).toEqual([]);
    expect(board.incidents.map(({ id }) => id)).toEqual([incident.id]);
    expect(JSON.stringify(board).length).toBeLessThan(20_000);
  }, 120_000);

  it('are linked from 32 screens at once while somebody edits the incident, and all of it succeeds', async () => {
    const incident = await open(destinationPoint(cityCenter, 200, 3_000));
    const rung: Row[] = [];
    for (let number = 0; number < calls; number++) rung.push(await ring(1_000 + number));
    const waiting = [...rung];
    const statuses: number[] = [];
    const screen = async () => {
      for (let contact = waiting.pop(); contact; contact = waiting.pop()) {
        const body = { incidentId: incident.id };
        statuses.push(
          (await center.send('operator', 'POST', `/contacts/${contact.id}/link`, { body })).status,
        );
      }
    };
    const edit = center.send('operator', 'PATCH', `/incidents/${incident.id}`, {
      body: { priority: 'P1' },
      headers: { 'if-match': '"1"' },
    });
    await Promise.all([edit, ...Array.from({ length: 32 }, screen)]);
    expect((await edit).status).toBe(200);
    expect(statuses).toEqual(Array.from({ length: calls }, () => 200));
    expect((await callersOf(incident.id)).total).toBe(calls);
    const unlinked = await post(`/contacts/${rung[0]!.id}/unlink`);
    expect(unlinked.incidentId).toBeNull();
    expect((await callersOf(incident.id)).total).toBe(calls - 1);
    expect((await snapshot()).contacts).toHaveLength(calls);
  }, 120_000);
});

describe('a suggestion', () => {
  let system: TestSystem;
  let center: TestCenter;

  beforeAll(async () => {
    system = await TestSystem.start();
    ({ center } = system);
  }, 120_000);
  afterAll(() => system?.stop());

  const suggest = (body: object, who: 'operator' | 'manager' | 'team' = 'operator') =>
    center.send<Suggested>(who, 'POST', '/incidents/duplicates', { body });
  const open = async (body: object = {}) =>
    (
      await center.send<Row>('operator', 'POST', '/incidents', {
        body: { place: { ...cityCenter, accuracyMetres: 20 }, complaint: 'Truk menabrak angkot', ...body },
      })
    ).body;

  it('names the incident next door, says why in the language of the user, and not itself', async () => {
    const incident = await open();
    const far = await open({ place: destinationPoint(cityCenter, 0, 6_000) });
    const place = { ...destinationPoint(cityCenter, 90, 80), accuracyMetres: 50 };
    const { status, body } = await suggest({ place, complaint: 'ada truk tabrakan' });
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({ incident: { id: incident.id }, probable: true });
    expect(body.items[0]!.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['distance', 'time']),
    );
    expect(body.items[0]!.reasons.find(({ code }) => code === 'distance')!.text).toMatch(/^Berjarak 80 m/);
    expect(body.items.map(({ incident: { id } }) => id)).not.toContain(far.id);
    expect((await suggest({ place, incidentId: incident.id })).body.items).toEqual([]);
  });

  it('comes from the number alone, and from nothing at all without failing', async () => {
    const incident = await open({
      place: destinationPoint(cityCenter, 90, 5_000),
      caller: { phone: '08129876543' },
    });
    const { body } = await suggest({ callerNumber: '+62 812-987-6543' });
    expect(body.items[0]).toMatchObject({ incident: { id: incident.id } });
    expect((await suggest({})).status).toBe(200);
  });

  it('forgets what was closed long ago, and what is a duplicate at once', async () => {
    const place = destinationPoint(cityCenter, 180, 4_000);
    const [target, duplicate] = [await open({ place }), await open({ place })];
    const close = (id: string, body: object) =>
      center.send('operator', 'POST', `/incidents/${id}/close`, { body });
    await close(duplicate.id, { disposition: 'duplicate', duplicateOf: target.id });
    const ids = async () => (await suggest({ place })).body.items.map(({ incident }) => incident.id);
    expect(await ids()).toEqual([target.id]);
    await close(target.id, { disposition: 'prank' });
    expect(await ids()).toEqual([target.id]);
    await system.database.dataSource.query(
      `update incident set closed_at = closed_at - interval '2 hours' where id = $1`,
      [target.id],
    );
    expect(await ids()).toEqual([]);
  });

  it('is for those who may read callers, and for their own center only', async () => {
    await open();
    expect((await suggest({ place: cityCenter }, 'manager')).status).toBe(403);
    expect((await suggest({ place: cityCenter }, 'team')).status).toBe(403);
    const elsewhere = await system.secondCenter();
    const { body } = await elsewhere.send<Suggested>('operator', 'POST', '/incidents/duplicates', {
      body: { place: cityCenter },
    });
    expect(body.items).toEqual([]);
  });
});
