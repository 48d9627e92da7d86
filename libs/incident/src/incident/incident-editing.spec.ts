import { uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { alunAlun, IncidentGround } from '../testing/incident-ground.js';
import type { IncidentChange } from './incident.dto.js';
import { IncidentClosing } from './incident-closing.js';
import { IncidentEditing } from './incident-editing.js';
import type { IncidentView } from './incident.view.js';

const gedungSate = { lat: -6.9025, lon: 107.6188 };

describe('an edit of an incident', () => {
  let on: IncidentGround;
  let centerId: string;
  let operator: Caller;
  let incident: IncidentView;

  beforeAll(async () => {
    on = await IncidentGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    centerId = (await on.newCenter()).id;
    operator = on.caller(centerId);
    incident = await on.open(operator, {
      caller: { name: 'Siti', phone: '08123456789' },
      place: { ...alunAlun, accuracyMetres: 100, address: 'Alun-alun', note: 'dekat masjid' },
    });
  });

  const edit = (change: IncidentChange, { by = operator, version = incident.version } = {}) =>
    on.get(IncidentEditing).edit(by, incident.id, `"${version}"`, change);
  /** What the journal says after the opening. */
  const journalled = async () => (await on.journal(centerId)).slice(1);

  it('makes one version and an entry for each kind of change', async () => {
    const edited = valueOf(
      await edit({
        type: 'stroke',
        priority: 'P1',
        caller: { name: 'Siti Aminah' },
        place: { ...gedungSate, accuracyMetres: 10, source: 'aml', note: 'gerbang timur' },
      }),
    );
    expect(edited).toMatchObject({
      version: 2,
      type: 'stroke',
      priority: 'P1',
      caller: { name: 'Siti Aminah', phone: '+628123456789' },
    });
    expect(await journalled()).toMatchObject([
      {
        type: 'incident.place_set',
        payload: { ...gedungSate, accuracyMetres: 10, source: 'aml', areaId: null },
      },
      { type: 'incident.type_set', payload: { type: 'stroke', previous: 'unknown_problem' } },
      { type: 'incident.priority_set', payload: { priority: 'P1', previous: null } },
      { type: 'incident.details_changed', payload: { fields: ['caller.name', 'place.note'] } },
    ]);
    expect((await journalled()).every(({ subjectVersion }) => subjectVersion === 2)).toBe(true);
  });

  it('moves the point with who chose it, and keeps the words for the place', async () => {
    const areaId = await on.newArea(centerId, gedungSate);
    const supervisor = on.caller(centerId, 'supervisor');
    on.ground.clock.advanceSeconds(60);
    const { place } = valueOf(await edit({ place: gedungSate }, { by: supervisor }));
    expect(place).toEqual({
      ...gedungSate,
      accuracyMetres: null,
      source: 'operator_map',
      chosenBy: supervisor.actor,
      chosenAt: on.ground.clock.now().toISOString(),
      areaId,
      address: 'Alun-alun',
      note: 'dekat masjid',
    });
  });

  it('changes the words for the place without moving it or who chose it', async () => {
    const supervisor = on.caller(centerId, 'supervisor');
    const { place } = valueOf(
      await edit({ place: { address: 'Alun-alun Barat', note: null } }, { by: supervisor }),
    );
    expect(place).toEqual({ ...incident.place, address: 'Alun-alun Barat', note: null });
    expect(await journalled()).toMatchObject([
      { type: 'incident.details_changed', payload: { fields: ['place.address', 'place.note'] } },
    ]);
  });

  it('clears a caller’s name with null', async () => {
    expect(valueOf(await edit({ caller: { name: null } })).caller).toEqual({
      name: null,
      phone: '+628123456789',
    });
  });

  it('never writes what it changed about a person into the journal', async () => {
    await edit({ caller: { name: 'RAHASIA', phone: '0899999999' }, place: { address: 'RAHASIA' } });
    expect(JSON.stringify(await on.journal(centerId))).not.toMatch(/RAHASIA|99999/);
  });

  it.each<[string, IncidentChange]>([
    ['nothing', {}],
    ['an empty place', { place: {} }],
    ['what it is already', { type: 'unknown_problem', caller: { name: 'Siti', phone: '0812-3456-789' } }],
    ['the same point', { place: { ...alunAlun, accuracyMetres: 100, source: 'operator_map' } }],
  ])('that asks for %s makes no version', async (_, change) => {
    expect(valueOf(await edit(change))).toEqual(incident);
    expect(await journalled()).toEqual([]);
  });

  it('needs the version that was read', async () => {
    const editing = on.get(IncidentEditing);
    expect(refusalOf(await editing.edit(operator, incident.id, undefined, {})).code).toBe(
      'if_match_required',
    );
    expect(refusalOf(await editing.edit(operator, incident.id, 'W/3', {}))).toMatchObject({
      code: 'validation_failed',
      fields: [{ field: 'header.if-match', rule: 'version' }],
    });
  });

  it('is refused with the current incident when somebody changed it meanwhile', async () => {
    const current = valueOf(await edit({ priority: 'P1' }));
    expect(refusalOf(await edit({ priority: 'P3' }))).toEqual({ code: 'version_mismatch', current });
  });

  it('is refused on a closed incident, with the current one', async () => {
    const closed = valueOf(
      await on.get(IncidentClosing).close(operator, incident.id, { disposition: 'cancelled' }),
    );
    expect(refusalOf(await edit({ priority: 'P1' }, { version: closed.version }))).toEqual({
      code: 'incident_closed',
      current: closed,
    });
  });

  it('is refused for a place far outside the service area, and changes nothing', async () => {
    const refusal = refusalOf(await edit({ priority: 'P1', place: { lat: -6.2, lon: 106.8 } }));
    expect(refusal.code).toBe('place_outside_service_area');
    expect(await journalled()).toEqual([]);
  });

  it.each<[string, IncidentChange, string, string]>([
    ['a latitude alone', { place: { lat: 1 } }, 'place.lon', 'required'],
    ['a longitude alone', { place: { lon: 107 } }, 'place.lat', 'required'],
    ['an accuracy without a point', { place: { accuracyMetres: 3 } }, 'place.accuracyMetres', 'onlyWith'],
    ['a source without a point', { place: { source: 'aml' } }, 'place.source', 'onlyWith'],
  ])('refuses %s', async (_, change, field, rule) => {
    expect(refusalOf(await edit(change))).toMatchObject({
      code: 'validation_failed',
      fields: [{ field, rule }],
    });
  });

  it('cannot take a mass-casualty incident’s type while a patient is tagged black', async () => {
    incident = await on.open(operator, { type: 'mass_casualty', patients: [{ tag: 'black' }] });
    expect(refusalOf(await edit({ type: 'fall' }))).toMatchObject({
      code: 'validation_failed',
      fields: [{ field: 'type', rule: 'blackTagsLeft' }],
    });
  });

  it('does not find an incident of another center, nor one that does not exist', async () => {
    const elsewhere = on.caller((await on.newCenter()).id);
    expect(refusalOf(await edit({ priority: 'P1' }, { by: elsewhere })).code).toBe('not_found');
    incident = { ...incident, id: uuidv7() };
    expect(refusalOf(await edit({ priority: 'P1' })).code).toBe('not_found');
  });

  describeOnServer('that races with another', () => {
    it('wins or is told the current incident: never both, never neither', async () => {
      for (let round = 0; round < 20; round++) {
        const version = incident.version;
        const priorities = round % 2 ? (['P1', 'P2'] as const) : (['P3', 'P4'] as const);
        const results = await Promise.all(priorities.map((priority) => edit({ priority }, { version })));
        const [winner] = results.filter((result) => result.accepted).map(valueOf);
        const losers = results.filter((result) => !result.accepted).map(refusalOf);
        expect(winner?.version).toBe(version + 1);
        expect(losers).toEqual([{ code: 'version_mismatch', current: winner }]);
        incident = winner!;
      }
      expect((await journalled()).map(({ subjectVersion }) => subjectVersion)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 2),
      );
    });
  });
});
