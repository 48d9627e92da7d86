import { systemCaller, type Caller } from '#lib/platform';
import { JournalReader } from '#lib/platform';
import { describeOnServer, Ground } from '#testing';
import { CenterModule } from './center.module.js';
import { Centers } from './centers.js';

const square = (west: number, south: number, size = 0.1) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

describe('a center', () => {
  let ground: Ground;
  let centers: Centers;
  let admin: Caller;

  beforeAll(async () => {
    ground = await Ground.prepare([CenterModule]);
    centers = ground.get(Centers);
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    admin = ground.caller((await ground.newCenter()).id, 'admin');
  });

  const journal = (centerId = admin.centerId) => ground.get(JournalReader).listAfter(centerId, 0, 100);
  const founded = (code: string, more = {}) =>
    centers.create({ code, name: 'PSC 119', timeZone: 'Asia/Jakarta', locale: 'id', ...more });

  it('is founded with a journal that begins with its own creation', async () => {
    const created = await founded('BDG', { settings: { acknowledgeWithinSeconds: 45 } });
    if (!created.accepted) throw new Error(created.refusal.code);
    expect(created.value).toMatchObject({ code: 'BDG', version: 1, timeZone: 'Asia/Jakarta' });
    expect(created.value.settings).toMatchObject({ acknowledgeWithinSeconds: 45, positionRetentionDays: 90 });
    expect(await centers.findByCode('BDG')).toEqual(created.value);
    expect(await journal(created.value.id)).toMatchObject([
      { seq: 1, type: 'center.created', actor: 'system' },
    ]);
  });

  it('has a code nobody else has', async () => {
    await founded('TWICE');
    expect(await founded('TWICE')).toMatchObject({ refusal: { code: 'code_taken' } });
  });

  it.each([
    ['code', { code: 'kota bandung' }],
    ['timeZone', { timeZone: 'Asia/Bandung' }],
    ['timeZone', { timeZone: '+07:00' }],
    ['settings.wrong', { settings: { wrong: 1 } }],
  ])('is not founded with a wrong %s', async (field, more) => {
    expect(await founded('WRONG', more)).toMatchObject({
      refusal: { code: 'validation_failed', fields: [{ field: field.replace('settings.', '') }] },
    });
  });

  it('changes under If-Match, at once for whoever asks next', async () => {
    expect((await centers.get(admin.centerId)).timeZone).toBe('Asia/Jakarta');
    const changed = await centers.change(
      admin,
      { timeZone: 'Asia/Makassar', name: 'PSC 119 Makassar' },
      '"1"',
    );
    expect(changed).toMatchObject({ value: { timeZone: 'Asia/Makassar', version: 2 } });
    expect(await centers.get(admin.centerId)).toMatchObject({ timeZone: 'Asia/Makassar', version: 2 });
    expect(await journal()).toMatchObject([
      { type: 'center.settings_changed', subjectVersion: 2, payload: { fields: ['name', 'timeZone'] } },
    ]);
  });

  it('is not overwritten by somebody who read an older version', async () => {
    await centers.change(admin, { name: 'First' }, '"1"');
    expect(await centers.change(admin, { name: 'Second' }, '"1"')).toMatchObject({
      refusal: { code: 'version_mismatch', current: { name: 'First', version: 2 } },
    });
    expect(await centers.change(admin, { name: 'Second' }, undefined)).toMatchObject({
      refusal: { code: 'if_match_required' },
    });
  });

  it('keeps its version when a change changes nothing', async () => {
    const { name } = await centers.view(admin);
    expect(await centers.change(admin, { name }, '"1"')).toMatchObject({ value: { version: 1 } });
    expect(await journal()).toEqual([]);
  });

  it('keeps the settings it chose and journals their names, not their values', async () => {
    await centers.changeSettings(admin, { targets: { response: { P1: { seconds: 480 } } } }, '"1"');
    await centers.changeSettings(admin, { waitingIncidents: 'suggest' }, '"2"');
    const { settings, version } = await centers.settings(admin);
    expect(version).toBe(3);
    expect(settings).toMatchObject({
      waitingIncidents: 'suggest',
      targets: { response: { P1: { seconds: 480, share: 0.9 } } },
    });
    expect((await journal()).map(({ payload }) => payload)).toEqual([
      { fields: ['targets.response.P1.seconds'] },
      { fields: ['waitingIncidents'] },
    ]);
  });

  it('does not remember what a transaction read that never happened', async () => {
    await ground.dataSource
      .transaction(async (manager) => {
        await manager.query(`update center set name = 'Never' where id = $1`, [admin.centerId]);
        expect((await centers.get(admin.centerId, manager)).name).toBe('Never');
        throw new Error('undone');
      })
      .catch(() => undefined);
    expect((await centers.get(admin.centerId)).name).not.toBe('Never');
  });

  it('tells how far a point lies outside its service area', async () => {
    const bandung = { lat: -6.95, lon: 107.65 };
    const located = (point: { lat: number; lon: number }) =>
      centers.locate(ground.dataSource, admin.centerId, point);
    expect(await located(bandung)).toEqual({ areaId: null, outsideMetres: 0 });
    const changed = await centers.changeServiceArea(
      admin,
      {
        type: 'FeatureCollection',
        features: [{ geometry: square(107.6, -7) }, { geometry: square(107.7, -7) }],
      },
      '"1"',
    );
    expect(changed).toMatchObject({
      value: { version: 2, bounds: { south: -7, west: 107.6, north: -6.9, east: 107.8 } },
    });
    expect(await located(bandung)).toEqual({ areaId: null, outsideMetres: 0 });
    const outside = await located({ lat: -6.89, lon: 107.65 });
    expect(outside.outsideMetres).toBeGreaterThan(1_100);
    expect(outside.outsideMetres).toBeLessThan(1_120);
  });

  it('refuses a service area whose rings cross, and says where', async () => {
    const bowTie = {
      type: 'Polygon',
      coordinates: [
        [
          [107, -7],
          [108, -6],
          [108, -7],
          [107, -6],
          [107, -7],
        ],
      ],
    };
    expect(await centers.changeServiceArea(admin, bowTie, '"1"')).toMatchObject({
      refusal: {
        code: 'invalid_geometry',
        fields: [{ rule: 'geometryInvalid', parameters: { 1: 'Self-intersection, [107.5, -6.5]' } }],
      },
    });
    expect(await centers.serviceArea(admin)).toMatchObject({ geometry: null, version: 1 });
  });

  describeOnServer('under races', () => {
    it('lets exactly one of several changes of the same version through', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          centers.changeSettings(admin, { acknowledgeWithinSeconds: 30 + index }, '"1"'),
        ),
      );
      expect(answers.filter(({ accepted }) => accepted)).toHaveLength(1);
      expect((await centers.get(admin.centerId)).version).toBe(2);
    });

    it('never remembers a center that changed while it was being read', async () => {
      const caller = systemCaller(admin.centerId);
      for (let version = 1; version <= 20; version++) {
        const reads = Array.from({ length: 4 }, () => centers.get(admin.centerId));
        await centers.change(caller, { name: `Version ${version + 1}` }, `"${version}"`);
        await Promise.all(reads);
        expect((await centers.get(admin.centerId)).version).toBe(version + 1);
      }
    });
  });
});
