import fc from 'fast-check';
import type { Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { alunAlun, PlaceGround } from '../testing/place-ground.js';
import { progressOf } from './fix-progress.js';
import { Suggestions } from './suggestions.js';

const gedungSate = { lat: -6.90344, lon: 107.61872 };
const shared = 'Tolong, lokasi saya https://maps.google.com/?q=-6.90344,107.61872';

describe('a suggested place', () => {
  let ground: PlaceGround;
  let operator: Caller;
  beforeAll(async () => {
    ground = await PlaceGround.prepare();
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    operator = await ground.newOperator();
  });
  const tell = async (contactId: string, text = shared) =>
    valueOf(await ground.get(Suggestions).tell(operator, { contactId }, { text }));

  it('is read from a message, told to screens without its coordinates, and seen on the contact and its incident', async () => {
    const { id: contactId } = await ground.ring(operator, { channel: 'whatsapp' });
    const { items } = await tell(contactId);
    expect(items).toMatchObject([
      { ...gedungSate, source: 'shared_coordinates', isPlace: false, outsideMetres: 0, chosenBy: null },
    ]);
    const told = (await ground.journal(operator)).find(({ type }) => type === 'contact.place_suggested')!;
    expect(told).toMatchObject({
      subjectId: contactId,
      payload: { suggestionId: items[0]!.id, source: 'shared_coordinates' },
    });
    expect(JSON.stringify(told)).not.toMatch(/-6\.9|107\.6/);
    const incident = await ground.open(operator, { contactId });
    const { items: ofIncident } = valueOf(
      await ground.get(Suggestions).list(operator, { incidentId: incident.id }),
    );
    expect(ofIncident.map(({ id }) => id)).toEqual([items[0]!.id]);
  });

  it('changes nothing of the incident until somebody chooses it; then the words stay and the point is theirs', async () => {
    const { id: contactId } = await ground.ring(operator);
    const place = { ...alunAlun, address: 'dekat alun-alun', note: 'pagar hijau' };
    const incident = await ground.open(operator, { contactId, place });
    const [suggestion] = (await tell(contactId)).items;
    const choose = (ifMatch: string) =>
      ground.get(Suggestions).choose(operator, incident.id, ifMatch, suggestion!.id);
    expect(refusalOf(await choose('"7"')).code).toBe('version_mismatch');
    const chosen = valueOf(await choose(`"${incident.version}"`));
    expect(chosen).toMatchObject({
      version: incident.version + 1,
      place: {
        ...gedungSate,
        source: 'shared_coordinates',
        address: 'dekat alun-alun',
        note: 'pagar hijau',
        chosenBy: operator.actor,
      },
    });
    expect(await ground.suggestions(operator, contactId)).toMatchObject([
      { isPlace: true, chosenBy: operator.actor },
    ]);
    const types = (await ground.journalTypes(operator)).filter((type) => /place/.test(type));
    expect(types).toEqual(['incident.place_suggested', 'incident.place_set']);
  });

  it('that an incident is opened with counts as chosen', async () => {
    const { id: contactId } = await ground.ring(operator);
    await tell(contactId);
    await ground.open(operator, { contactId, place: { ...gedungSate, source: 'shared_coordinates' } });
    expect(await ground.suggestions(operator, contactId)).toMatchObject([{ isPlace: true }]);
  });

  it('told twice is kept once', async () => {
    const { id: contactId } = await ground.ring(operator);
    await tell(contactId);
    expect((await tell(contactId)).items).toHaveLength(1);
  });

  it('of a short link is asked for again, because nobody here can follow it', async () => {
    const { id: contactId } = await ground.ring(operator);
    expect(await tell(contactId, 'https://maps.app.goo.gl/Ab12')).toEqual({
      items: [],
      shortLinks: ['maps.app.goo.gl'],
    });
  });

  it('of another center, or of another incident, cannot be read or chosen', async () => {
    const { id: contactId } = await ground.ring(operator);
    const [suggestion] = (await tell(contactId)).items;
    const stranger = await ground.newOperator();
    const theirs = await ground.open(stranger);
    const other = await ground.open(operator);
    const suggestions = ground.get(Suggestions);
    expect(refusalOf(await suggestions.list(stranger, { contactId })).code).toBe('not_found');
    expect(refusalOf(await suggestions.tell(stranger, { contactId }, { text: shared })).code).toBe(
      'not_found',
    );
    expect(refusalOf(await suggestions.choose(stranger, theirs.id, '"1"', suggestion!.id)).code).toBe(
      'not_found',
    );
    expect(refusalOf(await suggestions.choose(operator, other.id, '"1"', suggestion!.id)).code).toBe(
      'not_found',
    );
  });

  it('far outside the service area is shown with its distance and cannot be chosen by mistake', async () => {
    const { id: contactId } = await ground.ring(operator);
    const incident = await ground.open(operator, { contactId });
    const [suggestion] = (await tell(contactId, 'geo:-8.65,115.22')).items;
    expect(suggestion!.outsideMetres).toBeGreaterThan(500_000);
    const chosen = await ground.get(Suggestions).choose(operator, incident.id, '"1"', suggestion!.id);
    expect(refusalOf(chosen).code).toBe('place_outside_service_area');
    expect(await ground.suggestions(operator, contactId)).toMatchObject([{ chosenBy: null }]);
  });
});

describe('a further fix of the same phone', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21) + seconds * 1000);
  const known = { ...gedungSate, accuracyMetres: 50, positionedAt: at(0) };
  const east = (metres: number) => ({ ...gedungSate, lon: gedungSate.lon + metres / 110_500 });

  it('is shown when it is better or the phone has moved, and not when it is worse or older', () => {
    expect(progressOf(known, { ...gedungSate, accuracyMetres: 12, positionedAt: at(2) })).toBe('refine');
    expect(progressOf(known, { ...east(80), accuracyMetres: 48, positionedAt: at(5) })).toBe('refine');
    expect(progressOf(known, { ...east(5), accuracyMetres: 48, positionedAt: at(5) })).toBe('confirm');
    expect(progressOf(known, { ...east(900), accuracyMetres: 900, positionedAt: at(5) })).toBe('ignore');
    expect(progressOf(known, { ...east(900), accuracyMetres: 900, positionedAt: at(60) })).toBe('refine');
    expect(progressOf(known, { ...gedungSate, accuracyMetres: 5, positionedAt: at(-1) })).toBe('ignore');
  });

  it('is judged, whatever it says', () => {
    const fix = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      accuracyMetres: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
      positionedAt: fc.integer({ min: -1e6, max: 1e6 }).map(at),
    });
    fc.assert(
      fc.property(fix, fix, (one, next) => {
        const progress = progressOf(one, next);
        if (next.positionedAt < one.positionedAt) expect(progress).toBe('ignore');
      }),
    );
  });
});
