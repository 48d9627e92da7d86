import { expect } from '@jest/globals';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestAnswer, type TestCenter } from '../support/test-system-center.js';

/** A triage, an incident or a list, as it was answered. */
export type Body = Record<string, unknown> & {
  id: string;
  version: number;
  items: Record<string, unknown>[];
};
export type Asker = Parameters<TestCenter['send']>[0];

/** Where every incident of a {@link TriageDesk} is. */
export const place = { lat: cityCenter.lat, lon: cityCenter.lon };

/** A system with three teams, and what its operator does with triages there. */
export class TriageDesk {
  private constructor(readonly system: TestSystem) {}

  static async open(): Promise<TriageDesk> {
    return new TriageDesk(
      await TestSystem.start({ fleet: ['als_ambulance', 'bls_ambulance', 'home_visit_team'] }),
    );
  }

  get center(): TestCenter {
    return this.system.center;
  }

  ask(
    method: string,
    path: string,
    as: Asker,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<Body>> {
    return this.center.send<Body>(as, method, path, { body, headers });
  }

  /** A call that was answered. @returns the contact's id */
  async ring(): Promise<string> {
    const contact = await this.ask('POST', '/contacts', 'operator', {
      channel: 'voice',
      callerNumber: '0812345678',
    });
    await this.ask('POST', `/contacts/${contact.body.id}/answer`, 'operator', {});
    return contact.body.id;
  }

  newIncident(more: object = {}): Promise<Body> {
    return this.create('/incidents', { place, complaint: 'Ayah jatuh', ...more });
  }

  start(subject: object = {}): Promise<Body> {
    return this.create('/triages', subject);
  }

  async act(triage: Body, path: string, body: object): Promise<Body> {
    const answered = await this.ask('POST', `/triages/${triage.id}/${path}`, 'operator', body, {
      'if-match': `"${triage.version}"`,
    });
    expect(answered.status).toBe(200);
    expect(answered.headers.get('etag')).toBe(`"${answered.body.version}"`);
    return answered.body;
  }

  /** `name` is card and question: `00.awake`. */
  answer(triage: Body, name: string, value: string): Promise<Body> {
    const [card, question] = name.split('.');
    return this.act(triage, 'answers', { card, question, value });
  }

  async arrest(triage: Body): Promise<Body> {
    return this.answer(await this.answer(triage, '00.awake', 'no'), '00.breathingNormally', 'no');
  }

  async timeline(incidentId: string): Promise<Body['items']> {
    return (await this.ask('GET', `/incidents/${incidentId}/timeline?limit=200`, 'supervisor')).body.items;
  }

  private async create(path: string, body: object): Promise<Body> {
    const created = await this.ask('POST', path, 'operator', body);
    expect(created.status).toBe(201);
    return created.body;
  }
}
