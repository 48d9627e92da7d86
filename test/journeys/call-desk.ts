import { expect } from '@jest/globals';
import { locationPageOf } from '../support/location-page.js';
import type { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';
import { until } from './until.js';

export interface Contact {
  id: string;
  state: string;
  externalId: string | null;
  ringingAt: string;
  answeredAt: string | null;
  endedAt: string | null;
}
export interface Incident {
  id: string;
  openedAt: string;
  version: number;
}
export interface Triage {
  id: string;
  priorityKnownAt: string | null;
  next: { card: string }[];
}
export interface Suggestion {
  id: string;
  lat: number;
  lon: number;
  accuracyMetres: number;
}
export interface List<T> {
  items: T[];
}
type Who = Exclude<Parameters<TestCenter['send']>[0], undefined>;

/** What the caller says: none of it may stand in the journal or be sent as an event. */
export const words = {
  place: 'Gang Kenanga nomor sebelas, belakang musala',
  callBackNumber: '081398765432',
  whatHappened: 'Bapak saya dadanya seperti ditindih',
};
/** Where the caller's phone is. */
export const phoneAt = { lat: cityCenter.lat + 0.00271, lon: cityCenter.lon - 0.00183 };
/** What {@link CallDesk.askOfChestPain} comes to. */
export const chestPainDeterminant = '06.A.05';

/** What an operator does with a call, over the public API, and what somebody was shown of a person meanwhile. */
export class CallDesk {
  /** Who opened what of a person, as the audit must name it: actor, action, subject. */
  readonly opened: string[] = [];
  readonly userIds = new Map<string, string>();
  /** What makes the links that were sent work. */
  readonly secrets: string[] = [];

  constructor(
    private readonly system: TestSystem,
    private readonly center = system.center,
  ) {}

  /** Learns who everybody is, and gives the operator a telephone of the exchange. */
  async sitDown(extension: string): Promise<void> {
    type User = { id: string; username: string; version: number };
    const users = await this.ask<List<User>>('admin', 'GET', '/users?limit=500');
    for (const { id, username } of users.items) this.userIds.set(username, id);
    const operator = users.items.find(({ username }) => username === this.center.usernameOf('operator'))!;
    await this.ask('admin', 'PATCH', `/users/${operator.id}`, { extension }, operator.version);
  }

  /** @throws Error when it is refused */
  async ask<T>(who: Who, method: string, path: string, body?: object, version?: number): Promise<T> {
    const headers: Record<string, string> = version === undefined ? {} : { 'if-match': `"${version}"` };
    const answer = await this.center.send<T>(who, method, path, { body, headers });
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  /** Reads something of a person, which must be found in the audit as `action`. */
  open<T>(
    who: 'operator' | 'supervisor' | 'doctor' | { callSign: string },
    path: string,
    action: string,
  ): Promise<T> {
    const subjectId = path.split('/')[2]!;
    this.opened.push(`user:${this.userIds.get(this.center.usernameOf(who))} ${action} ${subjectId}`);
    return this.ask<T>(who, 'GET', path);
  }

  async contactsOf(channel: string): Promise<Contact[]> {
    const { items } = await this.ask<List<Contact>>('operator', 'GET', '/contacts?limit=100');
    return items.filter(({ externalId }) => externalId === `asterisk:${channel}`);
  }

  contactBecomes(channel: string, state: string): Promise<Contact> {
    return until(`the contact to be ${state}`, async () => {
      const [contact] = await this.contactsOf(channel);
      return contact?.state === state ? contact : undefined;
    });
  }

  answer(contactId: string): Promise<Contact> {
    return this.ask('operator', 'POST', `/contacts/${contactId}/answer`);
  }

  /** The first questions, which find no danger yet. */
  async askFirst(contactId: string): Promise<Triage> {
    const triage = await this.ask<Triage>('operator', 'POST', '/triages', { contactId });
    expect(new Set(triage.next.map(({ card }) => card))).toEqual(new Set(['00']));
    const answered = await this.tell(triage, {
      '00.place': words.place,
      '00.callBackNumber': words.callBackNumber,
      '00.whatHappened': words.whatHappened,
      '00.age': '57',
      '00.awake': 'yes',
      '00.breathingNormally': 'yes',
    });
    expect(answered).toMatchObject({ priority: null, determinant: null });
    return answered;
  }

  /** The card of the complaint, whose key questions find the danger. */
  async askOfChestPain({ id }: Triage): Promise<Triage> {
    const chosen = await this.ask<Triage>('operator', 'POST', `/triages/${id}/card`, { card: '06' });
    const graded = await this.tell(chosen, {
      '06.quality': 'pressure',
      '06.course': 'constant',
      '06.spread': 'yes',
    });
    expect(graded).toMatchObject({
      type: 'chest_pain',
      priority: 'P1',
      determinant: chestPainDeterminant,
      priorityKnownAt: expect.any(String),
    });
    return graded;
  }

  private async tell(triage: Triage, answers: Record<string, string>): Promise<Triage> {
    let now = triage;
    for (const [name, value] of Object.entries(answers)) {
      const [card, question] = name.split('.');
      now = await this.ask('operator', 'POST', `/triages/${now.id}/answers`, { card, question, value });
    }
    return now;
  }

  /** Sends a link to the caller, whose phone opens it; answers how that phone tells where it is. */
  async sendLink(contactId: string): Promise<(accuracyMetres: number) => Promise<void>> {
    const link = await this.ask<{ id: string; url: string | null }>(
      'operator',
      'POST',
      `/contacts/${contactId}/location-links`,
      { channel: 'sms' },
    );
    const path = await locationPageOf(this.system, link);
    this.secrets.push(path.split('/').at(-1)!);
    const page = `${this.system.url}${path}`;
    expect((await fetch(page)).status).toBe(200);
    let cookie = '';
    return async (accuracyMetres) => {
      const response = await fetch(page, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ ...phoneAt, accuracyMetres }),
      });
      expect(response.status).toBe(200);
      cookie ||= response.headers.get('set-cookie')!.split(';')[0]!;
    };
  }

  async onlySuggestion(kind: 'contact' | 'incident', id: string): Promise<Suggestion> {
    const path = `/${kind}s/${id}/place-suggestions`;
    const action = `${kind}.place_suggestions_opened`;
    const { items } = await this.open<List<Suggestion>>('operator', path, action);
    expect(items).toMatchObject([{ ...phoneAt, source: 'location_link', outsideMetres: 0 }]);
    return items[0]!;
  }

  openIncident(
    contactId: string,
    triage: Triage,
    { lat, lon, accuracyMetres }: Suggestion,
  ): Promise<Incident> {
    return this.ask('operator', 'POST', '/incidents', {
      contactId,
      triageId: triage.id,
      place: { lat, lon, accuracyMetres, source: 'location_link', address: words.place },
      complaint: words.whatHappened,
    });
  }

  incidentNow(id: string): Promise<Incident> {
    return this.open('operator', `/incidents/${id}`, 'incident.opened');
  }
}
