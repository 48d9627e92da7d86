import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlaceSource } from '#lib/contract';
import { rows } from '#lib/platform';
import { locationPageOf } from '../support/location-page.js';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';

interface Suggestion {
  id: string;
  source: PlaceSource;
  lat: number;
  lon: number;
  accuracyMetres: number | null;
  confidence: number | null;
  isPlace: boolean;
  version: number;
}
interface Link {
  id: string;
  url: string | null;
  state: string;
  delivery: string;
  trouble: string | null;
}

const embedded = !process.env['TEST_DATABASE_URL'];
let nextNumber = 1_000_000;
/** A mobile number that nobody else in these tests has. */
const newNumber = (): string => `+62812${(nextNumber += 1)}0`;

describe('finding out where a caller is', () => {
  let system: TestSystem;
  let center: TestCenter;
  beforeAll(async () => {
    // Behind a proxy, so that a test can come from a network of its own.
    system = await TestSystem.start({ environment: { LAYAD_TRUST_PROXY: 'true' } });
    ({ center } = system);
  });
  afterAll(() => system?.stop());

  const ring = async (callerNumber = newNumber(), at = center) =>
    (
      await at.send<{ id: string }>('operator', 'POST', '/contacts', {
        body: { channel: 'voice', callerNumber },
      })
    ).body.id;
  const suggestions = async (contactId: string, at = center) =>
    (await at.send<{ items: Suggestion[] }>('operator', 'GET', `/contacts/${contactId}/place-suggestions`))
      .body.items;

  describe('by a location link', () => {
    /** The link is in an answer on the embedded database only. */
    const sendLink = async (contactId: string, at = center) => {
      const { status, body } = await at.send<Link>(
        'operator',
        'POST',
        `/contacts/${contactId}/location-links`,
        {
          body: { channel: 'sms' },
        },
      );
      expect(status).toBe(201);
      expect(body.url === null).toBe(!embedded);
      return { ...body, path: await locationPageOf(system, body) };
    };
    const visit = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${system.url}${path}`, { headers: { 'accept-language': 'en', ...headers } });
    const report = (path: string, body: unknown, cookie = '') =>
      fetch(`${system.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
    const fix = (accuracyMetres: number, lat = cityCenter.lat) => ({
      lat,
      lon: cityCenter.lon,
      accuracyMetres,
    });
    const linkOf = async (contactId: string) =>
      (await center.send<{ items: Link[] }>('operator', 'GET', `/contacts/${contactId}/location-links`)).body
        .items[0]!;
    const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;

    it('tells the operator, from the first rough position to better ones, what no other browser can add to', async () => {
      const contactId = await ring();
      const { path, delivery } = await sendLink(contactId);
      expect(delivery).toBe('not_connected');
      expect((await visit(path)).status).toBe(200);
      expect(await linkOf(contactId)).toMatchObject({ state: 'opened' });
      const first = await report(path, fix(900));
      expect(first.status).toBe(200);
      const cookie = cookieOf(first);
      expect(first.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict/i);
      expect(await suggestions(contactId)).toMatchObject([
        { source: 'location_link', accuracyMetres: 900, version: 1 },
      ]);
      expect((await report(path, fix(8, cityCenter.lat + 0.001), cookie)).status).toBe(200);
      expect(await suggestions(contactId)).toMatchObject([
        { accuracyMetres: 8, lat: cityCenter.lat + 0.001, version: 2 },
      ]);
      expect((await report(path, fix(1, cityCenter.lat - 1))).status).toBe(404);
      expect((await visit(path)).status).toBe(404);
      expect((await visit(path, { cookie })).status).toBe(200);
      expect(await suggestions(contactId)).toHaveLength(1);
      expect(await linkOf(contactId)).toMatchObject({ state: 'sharing' });
      expect((await report(path, { end: true }, cookie)).status).toBe(200);
      expect((await report(path, fix(4), cookie)).status).toBe(404);
      expect(await linkOf(contactId)).toMatchObject({ state: 'ended' });
    });

    it('leads through to the place of the incident, with its source and accuracy', async () => {
      const contactId = await ring();
      const { path } = await sendLink(contactId);
      const opened = await center.send<{ id: string; version: number }>('operator', 'POST', '/incidents', {
        body: { contactId, place: cityCenter, complaint: 'Ibu saya jatuh' },
      });
      await report(path, fix(12, cityCenter.lat + 0.002));
      const [suggestion] = (
        await center.send<{ items: Suggestion[] }>(
          'operator',
          'GET',
          `/incidents/${opened.body.id}/place-suggestions`,
        )
      ).body.items;
      const chosen = await center.send<{ place: object }>(
        'operator',
        'POST',
        `/incidents/${opened.body.id}/place`,
        {
          body: { suggestionId: suggestion!.id },
          headers: { 'if-match': `"${opened.body.version}"` },
        },
      );
      expect(chosen).toMatchObject({
        status: 200,
        body: { place: { source: 'location_link', accuracyMetres: 12 } },
      });
      const { body } = await center.send<{ items: { type: string; payload: object }[] }>(
        'operator',
        'GET',
        `/incidents/${opened.body.id}/timeline`,
      );
      const told = body.items.filter(({ type }) => /place_|link/.test(type));
      expect(told.map(({ type }) => type)).toEqual([
        'contact.location_link_changed',
        'incident.location_link_changed',
        'incident.place_suggested',
        'incident.place_set',
      ]);
      expect(told[2]!.payload).toMatchObject({ source: 'location_link', accuracyMetres: 12 });
      expect(told[3]!.payload).toMatchObject({ source: 'location_link', accuracyMetres: 12 });
      expect(JSON.stringify(told.slice(0, 3))).not.toContain('"lat"');
    });

    it('says the same of a link that is guessed, expired, revoked, ended or used elsewhere', async () => {
      const pages = new Set<string>();
      const look = async (path: string) => {
        const response = await visit(path);
        expect(response.status).toBe(404);
        const reported = await report(path, fix(5));
        expect([reported.status, await reported.text()]).toEqual([404, '{}']);
        pages.add(await response.text());
      };
      await look('/l/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
      await look('/l/x');
      const expired = await sendLink(await ring());
      await system.database.dataSource.query(
        `update location_link set expires_at = now() - interval '1 s' where id = $1`,
        [expired.id],
      );
      await look(expired.path);
      const revoked = await sendLink(await ring());
      await center.send('operator', 'POST', `/location-links/${revoked.id}/revoke`);
      await look(revoked.path);
      const ended = await sendLink(await ring());
      await report(ended.path, { end: true });
      await look(ended.path);
      const used = await sendLink(await ring());
      await report(used.path, fix(5));
      await look(used.path);
      expect(pages.size).toBe(1);
      expect([...pages][0]).not.toMatch(/PSC|words/);
    });

    it('cannot be sought by trying: one network gets few misses a minute, and those who have a link are not hindered', async () => {
      const { path } = await sendLink(await ring());
      const stranger = { 'x-forwarded-for': '203.0.113.119' };
      const statuses: number[] = [];
      let page = '';
      for (let guess = 0; guess < 35; guess++) {
        const response = await visit(`/l/${String(guess).padStart(32, 'A')}`, stranger);
        statuses.push(response.status);
        page = await response.text();
      }
      expect(statuses.slice(0, 30).every((status) => status === 404)).toBe(true);
      expect(statuses.slice(30).every((status) => status === 429)).toBe(true);
      expect(page).toBe(await (await visit('/l/x')).text());
      expect((await visit(path, stranger)).status).toBe(200);
    });

    it('is a small page in both languages, under a strict policy, that names who asks and until when', async () => {
      const { path } = await sendLink(await ring());
      const english = await visit(path);
      expect(english.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(english.headers.get('cache-control')).toBe('no-store');
      expect(english.headers.get('referrer-policy')).toBe('no-referrer');
      const page = await english.text();
      expect(page).toContain('lang="en"');
      expect(page).toContain('PSC 119 ONE');
      expect(page).toMatch(/until \d\d:\d\d/);
      expect(page).not.toMatch(/https?:|<style|onclick=|style=/);
      expect(page).not.toContain(path.slice(3));
      const indonesian = await (await visit(path, { 'accept-language': 'id' })).text();
      expect(indonesian).toContain('Bagikan lokasi saya');
      expect(await (await visit(`${path}?lang=id`)).text()).toContain('lang="id"');
      const script = await (await visit('/l/assets/locate.js')).text();
      const style = await (await visit('/l/assets/locate.css')).text();
      const bytes = [page, script, style].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      expect(bytes).toBeLessThan(30_000);
    });

    it('says why the phone does not tell', async () => {
      const contactId = await ring();
      const { path } = await sendLink(contactId);
      expect((await report(path, { trouble: 'denied' })).status).toBe(200);
      expect(await linkOf(contactId)).toMatchObject({ state: 'troubled', trouble: 'denied' });
      await report(path, fix(20));
      expect(await linkOf(contactId)).toMatchObject({ state: 'sharing', trouble: null });
    });

    it('takes no nonsense', async () => {
      const contactId = await ring();
      const { path } = await sendLink(contactId);
      for (const body of [
        {},
        { lat: 'x', lon: 1 },
        { lat: 91, lon: 0 },
        { lat: '6', lon: '107' },
        [],
        'x',
        { trouble: 'x' },
        null,
      ]) {
        const { status } = await report(path, body);
        expect(status).toBe(400);
      }
      expect((await report(path, { trouble: 'x'.repeat(10_000) })).status).toBe(413);
      expect(await suggestions(contactId)).toEqual([]);
    });

    it('needs a number to be sent to, a caller of this center, and a role that may write', async () => {
      const nobody = await center.send<{ id: string }>('operator', 'POST', '/contacts', {
        body: { channel: 'walk_in' },
      });
      const path = (id: string) => `/contacts/${id}/location-links`;
      const body = { channel: 'sms' };
      expect((await center.send('operator', 'POST', path(nobody.body.id), { body })).body).toMatchObject({
        code: 'validation_failed',
        fields: [{ field: 'number', rule: 'required' }],
      });
      const contactId = await ring();
      expect((await center.send('manager', 'POST', path(contactId), { body })).status).toBe(403);
      expect((await center.send('team', 'GET', `/contacts/${contactId}/place-suggestions`)).status).toBe(403);
      const other = await system.newCenter('LINKS');
      expect((await other.send('operator', 'POST', path(contactId), { body })).status).toBe(404);
      const { id } = await sendLink(contactId);
      expect((await other.send('operator', 'POST', `/location-links/${id}/revoke`)).status).toBe(404);
    });

    it('is sent once for one idempotency key, and lies nowhere in the database', async () => {
      const contactId = await ring();
      const request = { body: { channel: 'whatsapp' }, headers: { 'idempotency-key': contactId } };
      const path = `/contacts/${contactId}/location-links`;
      const first = await center.send<Link>('operator', 'POST', path, request);
      const again = await center.send<Link>('operator', 'POST', path, request);
      expect(again.body.id).toBe(first.body.id);
      expect(again.body.url).toBeNull();
      const stored = await rows<{ text: string }>(
        system.database.dataSource,
        `select location_link::text as text from location_link where id = $1
         union all select response::text from idempotency_key where key = $2`,
        [first.body.id, contactId],
      );
      expect(stored).toHaveLength(2);
      const secret = first.body.url?.split('/').at(-1) ?? 'nowhere';
      expect(stored.some(({ text }) => text.includes(secret) || text.includes('+62812'))).toBe(false);
    });
  });

  describe('by the phone itself (AML)', () => {
    let address: string;
    beforeAll(async () => {
      const { status, body } = await center.send<{ path: string }>('admin', 'POST', '/center/aml-address');
      expect(status).toBe(201);
      address = body.path;
    });

    /** As Android's Emergency Location Service sends it. */
    const message = (device_number: string, more: Record<string, string> = {}) =>
      new URLSearchParams({
        v: '1',
        emergency_number: '119',
        source: 'CALL',
        thunderbird_version: '2800',
        time: String(Date.now() - 9_000),
        location_latitude: String(cityCenter.lat),
        location_longitude: String(cityCenter.lon),
        location_time: String(Date.now() - 2_000),
        location_altitude: '768.2',
        location_source: 'wifi',
        location_accuracy: '23.5',
        location_confidence: '.6827',
        device_number,
        device_imei: '358239059042542',
        device_imsi: '510101234567890',
        cell_network_mcc: '510',
        ...more,
      }).toString();
    const post = async (
      body: string | Buffer,
      path = address,
      type = 'application/x-www-form-urlencoded',
    ) => {
      const response = await fetch(`${system.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect([response.status, await response.text()]).toEqual([204, '']);
    };
    const counted = async (outcome: string): Promise<number> => {
      const text = await (await fetch(`${system.url}/metrics`)).text();
      return Number(
        new RegExp(`layad_aml_messages_received_total\\{outcome="${outcome}"\\} (\\d+)`).exec(text)?.[1] ?? 0,
      );
    };

    it('reaches the call from its number, as a circle, and a better one refines it', async () => {
      const number = newNumber();
      const contactId = await ring(number.replace('+62', '0'));
      await post(message(number, { location_confidence: '0.6827' }));
      expect(await suggestions(contactId)).toMatchObject([
        { source: 'aml', ...cityCenter, accuracyMetres: 23.5, confidence: 0.6827 },
      ]);
      await post(message(number, { location_accuracy: '6', location_time: String(Date.now() - 1) }));
      expect(await suggestions(contactId)).toMatchObject([{ accuracyMetres: 6, version: 2 }]);
    });

    it('waits for a call that comes later, and for no other', async () => {
      const number = newNumber();
      await post(message(number));
      const other = await ring();
      const contactId = await ring(number);
      expect(await suggestions(other)).toEqual([]);
      expect(await suggestions(contactId)).toMatchObject([{ source: 'aml', accuracyMetres: 23.5 }]);
      const [left] = await rows<{ count: number }>(
        system.database.dataSource,
        `select count(*)::int as count from aml_waiting where caller_number = $1`,
        [number],
      );
      expect(left!.count).toBe(0);
    });

    it('keeps nothing that tells which device or card it was', async () => {
      const number = newNumber();
      await post(message(number));
      const [kept] = await rows<{ text: string }>(
        system.database.dataSource,
        `select aml_waiting::text as text from aml_waiting where caller_number = $1`,
        [number],
      );
      expect(kept!.text).not.toMatch(/358239059042542|510101234567890/);
    });

    it('finds its call however the two race', async () => {
      for (let round = 0; round < 5; round++) {
        const number = newNumber();
        const [contactId] = await Promise.all([ring(number), post(message(number))]);
        expect(await suggestions(contactId)).toHaveLength(1);
      }
    });

    it('that is garbage is answered like all others, counted and forgotten', async () => {
      const number = newNumber();
      const contactId = await ring(number);
      const garbage: [string, string | Buffer][] = [
        ['unreadable', ''],
        ['unreadable', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
        ['unreadable', '{"location_latitude": -6.9}'],
        ['no_number', message('')],
        ['no_number', message('garbage')],
        ['no_position', message(number, { location_latitude: 'NaN' })],
        ['no_position', message(number, { location_latitude: '91' })],
        ['no_position', message(number, { location_latitude: '0', location_longitude: '0' })],
        ['no_position', message(number, { location_longitude: '' })],
        ['too_large', `device_number=${number}&x=${'y'.repeat(2_000_000)}`],
      ];
      for (const [outcome, body] of garbage) {
        const before = await counted(outcome);
        await post(body);
        expect([outcome, await counted(outcome)]).toEqual([outcome, before + 1]);
      }
      for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'nonsense']) {
        await post('{', address, type);
      }
      expect(await suggestions(contactId)).toEqual([]);
      await post(
        message(number, { location_accuracy: '-4', location_confidence: '999', location_time: '9e99' }),
      );
      expect(await suggestions(contactId)).toMatchObject([{ accuracyMetres: null, confidence: null }]);
    });

    it('at a wrong address, or one that was taken away, is answered alike and reaches nobody', async () => {
      const own = await system.newCenter('AML');
      const renew = async () =>
        (await own.send<{ path: string }>('admin', 'POST', '/center/aml-address')).body.path;
      const old = await renew();
      const present = await renew();
      const { body } = await own.send<{ items: object[] }>('admin', 'GET', '/center/aml-address');
      expect(body.items).toMatchObject([{ expiresAt: null }, { expiresAt: expect.any(String) }]);
      expect(JSON.stringify(body)).not.toContain(present.slice(5));
      const number = newNumber();
      const contactId = await ring(number, own);
      await post(message(number), '/aml/guessed');
      await post(message(number), address);
      expect(await suggestions(contactId, own)).toEqual([]);
      await post(message(number), old);
      expect(await suggestions(contactId, own)).toHaveLength(1);
      expect((await own.send('operator', 'POST', '/center/aml-address/close')).status).toBe(403);
      expect((await own.send('admin', 'POST', '/center/aml-address/close')).status).toBe(200);
      expect((await own.send('admin', 'GET', '/center/aml-address')).body).toEqual({ items: [] });
      const later = newNumber();
      const laterId = await ring(later, own);
      await post(message(later), present);
      await post(message(later), old);
      expect(await suggestions(laterId, own)).toEqual([]);
    });
  });
});
