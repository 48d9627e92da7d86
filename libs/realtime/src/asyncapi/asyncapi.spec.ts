import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import specifications from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { eventTypes } from '#lib/contract';
import { Ground, eventually } from '#testing';
import { RealtimeServer } from '../testing/realtime-server.js';
import { Scene } from '../testing/scene.js';
import { TokenBook } from '../testing/token-book.js';
import { asyncApiDocument } from './asyncapi.js';

interface Document {
  channels: { realtime: { messages: Record<string, { payload: object }> } };
  components: { schemas: Record<string, object> };
}

/** Every `$ref` of the document with what it leads to. */
function references(document: object): [string, unknown][] {
  const found: string[] = [];
  JSON.stringify(document, (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string') found.push(value);
    return value;
  });
  return found.map((reference) => [
    reference,
    reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document),
  ]);
}

describe('the AsyncAPI document', () => {
  const document = asyncApiDocument() as unknown as Document;
  const ajv = new Ajv({ strict: false, validateFormats: false });

  it('is valid by the schema of AsyncAPI 3.0.0', () => {
    const schema = specifications.schemasWithoutId['3.0.0'] as object;
    const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schema);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('refers to nothing that is not in it', () => {
    for (const [reference, target] of references(document))
      expect([reference, typeof target]).toEqual([reference, 'object']);
  });

  it('describes every event', () => {
    const described = Object.keys(document.components.schemas).filter((name) => name.startsWith('event.'));
    expect(described).toEqual(eventTypes.map((type) => `event.${type}`));
  });

  it('is the same each time it is made', () => {
    expect(JSON.stringify(asyncApiDocument())).toBe(JSON.stringify(document));
  });

  describe('and a running server', () => {
    let ground: Ground;
    let server: RealtimeServer;

    beforeAll(async () => {
      ground = await Ground.prepare();
      server = await RealtimeServer.start(ground.foundations, new TokenBook());
    });
    afterAll(async () => {
      await server?.stop();
      await ground?.close();
    });

    it('agree about every message that was sent', async () => {
      const scene = await Scene.in(ground);
      const teamId = await scene.newTeam();
      const incidentId = await scene.openIncident();
      await scene.newFacility('RSHS');
      await scene.offer(incidentId, teamId);
      const client = server.connect(ground.caller(scene.centerId));
      await eventually(() => client.snapshot !== undefined, 'the snapshot');
      const acknowledgements = [
        await client.ask('view', { incidentId }),
        await client.ask('view', { incidentId: 'x' }),
      ];
      server.positions.publish(scene.centerId, [
        { teamId, lat: -6.9, lon: 107.6, at: ground.clock.now().toISOString(), speed: 8 },
      ]);
      await scene.note(incidentId);
      await scene.record({
        type: 'user.created',
        subjectId: scene.centerId,
        subjectVersion: 1,
        payload: { role: 'admin' },
      });
      await eventually(() => client.said('positions').length > 0 && client.seqs.length === 2, 'the rest');
      await server.application.close();
      await client.ended();
      const names = new Set(client.messages.map(({ name }) => name));
      expect([...names].sort()).toEqual([
        'closing',
        'event',
        'heartbeat',
        'positions',
        'presence',
        'snapshot',
      ]);
      const { messages } = document.channels.realtime;
      const said = [
        ...client.messages,
        ...acknowledgements.map((answer) => ({ name: 'acknowledgement', said: answer })),
      ];
      for (const { name, said: message } of said) {
        const validate = ajv.compile({ ...messages[name]!.payload, components: document.components });
        validate(message);
        expect([name, validate.errors ?? []]).toEqual([name, []]);
      }
    });

    it('is served to anybody', async () => {
      const second = await RealtimeServer.start(ground.foundations, new TokenBook());
      const answer = await fetch(`${second.url}/api/asyncapi.json`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(document)));
      await second.stop();
    });
  });
});
