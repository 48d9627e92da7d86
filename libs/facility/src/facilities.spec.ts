import type { Caller } from '#lib/platform';
import { JournalReader } from '#lib/platform';
import { describeOnServer, Ground } from '#testing';
import { Facilities } from './facilities.js';
import { FacilityModule } from './facility.module.js';
import type { Facility, NewFacility } from './facility.js';

describe('facilities', () => {
  let ground: Ground;
  let facilities: Facilities;
  let admin: Caller;

  beforeAll(async () => {
    ground = await Ground.prepare([FacilityModule]);
    facilities = ground.get(Facilities);
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    admin = ground.caller((await ground.newCenter()).id, 'admin');
  });

  async function newFacility(more: Partial<NewFacility> = {}): Promise<Facility> {
    const name = `RS ${Math.random()}`;
    const created = await facilities.create(admin, {
      kind: 'hospital',
      name,
      lat: -6.9,
      lon: 107.6,
      ...more,
    });
    if (!created.accepted) throw new Error(created.refusal.code);
    return created.value;
  }
  const journal = async () =>
    (await ground.get(JournalReader).listAfter(admin.centerId, 0, 100)).map(({ type, payload }) => ({
      type,
      payload,
    }));
  const listed = async (query: Parameters<Facilities['list']>[1] = {}) => {
    const page = await facilities.list(admin, query);
    if (!page.accepted) throw new Error(JSON.stringify(page.refusal));
    return page.value;
  };

  it('are created with what is known of them and journalled', async () => {
    const facility = await newFacility({ name: 'RSUD', capabilities: ['trauma'], phone: '022-1' });
    expect(facility).toMatchObject({
      kind: 'hospital',
      lat: -6.9,
      lon: 107.6,
      capabilities: ['trauma'],
      diversion: 'open',
      beds: [],
      active: true,
      version: 1,
    });
    expect(await journal()).toEqual([{ type: 'facility.created', payload: { name: 'RSUD' } }]);
  });

  it('have a name of their own in their kind', async () => {
    await newFacility({ name: 'Andir', kind: 'puskesmas' });
    await newFacility({ name: 'Andir', kind: 'clinic' });
    const again = { name: 'Andir', kind: 'puskesmas', lat: 0, lon: 0 } as const;
    expect(await facilities.create(admin, again)).toMatchObject({ refusal: { code: 'code_taken' } });
    const other = await newFacility({ kind: 'puskesmas' });
    expect(await facilities.change(admin, other.id, { name: 'Andir' }, '"1"')).toMatchObject({
      refusal: { code: 'code_taken' },
    });
  });

  it('change under If-Match, telling the journal which fields', async () => {
    const { id } = await newFacility({ phone: '1' });
    const changed = await facilities.change(admin, id, { phone: null, lat: -7, lon: 108 }, '"1"');
    expect(changed).toMatchObject({ value: { phone: null, lat: -7, lon: 108, version: 2 } });
    expect((await journal()).at(-1)!.payload).toEqual({ fields: ['phone', 'lat', 'lon'] });
    expect(await facilities.change(admin, id, { phone: '2' }, '"1"')).toMatchObject({
      refusal: { code: 'version_mismatch', current: { version: 2 } },
    });
    expect(await facilities.change(admin, id, { lat: 1 }, '"2"')).toMatchObject({
      refusal: { fields: [{ field: 'lat', rule: 'onlyWith' }] },
    });
  });

  it('stay with their version when nothing changes', async () => {
    const { id, name } = await newFacility();
    expect(await facilities.change(admin, id, { name, capabilities: [] }, '"1"')).toMatchObject({
      value: { version: 1 },
    });
    expect(await journal()).toHaveLength(1);
  });

  it('leave the lists and the board when they are taken out of use', async () => {
    const { id } = await newFacility();
    await facilities.change(admin, id, { active: false }, '"1"');
    expect((await listed()).items).toEqual([]);
    expect(await facilities.board(ground.dataSource, admin.centerId)).toEqual([]);
    expect((await listed({ includeInactive: true })).items).toMatchObject([{ id, active: false }]);
  });

  it('tell beds and diversion together, and journal all beds', async () => {
    const { id } = await newFacility();
    await facilities.changeBeds(admin, id, { beds: [{ category: 'general', total: 20, available: 4 }] });
    ground.clock.advanceSeconds(60);
    const told = await facilities.changeBeds(admin, id, {
      diversion: 'partial',
      diversionNote: 'CT scan is down',
      beds: [{ category: 'emergency', total: 6, available: 0 }],
    });
    expect(told).toMatchObject({
      value: {
        diversion: 'partial',
        diversionNote: 'CT scan is down',
        version: 3,
        beds: [
          { category: 'emergency', total: 6, available: 0, updatedAt: ground.clock.now().toISOString() },
          { category: 'general', total: 20, available: 4 },
        ],
      },
    });
    const last = (await journal()).at(-1)!;
    expect(last).toEqual({
      type: 'facility.beds_changed',
      payload: {
        diversion: 'partial',
        beds: [
          { category: 'emergency', total: 6, available: 0 },
          { category: 'general', total: 20, available: 4 },
        ],
      },
    });
    expect(JSON.stringify(last)).not.toContain('CT scan');
    expect(await facilities.board(ground.dataSource, admin.centerId)).toMatchObject([
      { id, diversion: 'partial', version: 3, beds: [{ category: 'emergency' }, { category: 'general' }] },
    ]);
  });

  it('keep a known total, and drop the note when they open again', async () => {
    const { id } = await newFacility();
    const beds = [{ category: 'intensive_care' as const, total: 8, available: 1 }];
    await facilities.changeBeds(admin, id, { beds, diversion: 'closed', diversionNote: 'Full' });
    const opened = await facilities.changeBeds(admin, id, {
      diversion: 'open',
      beds: [{ category: 'intensive_care', available: 5 }],
    });
    expect(opened).toMatchObject({
      value: { diversion: 'open', diversionNote: null, beds: [{ total: 8, available: 5 }] },
    });
  });

  it.each([
    [
      'more free than there are',
      { beds: [{ category: 'general', total: 2, available: 3 }] },
      'beds_exceed_total',
    ],
    [
      'more free than the known total',
      { beds: [{ category: 'emergency', available: 5 }] },
      'beds_exceed_total',
    ],
    ['no total of a new category', { beds: [{ category: 'general', available: 3 }] }, 'validation_failed'],
    ['nothing', {}, 'validation_failed'],
    [
      'a category twice',
      {
        beds: [
          { category: 'general', total: 2, available: 1 },
          { category: 'general', total: 2, available: 2 },
        ],
      },
      'validation_failed',
    ],
  ] as const)('refuse %s, and change nothing', async (_, change, code) => {
    const { id } = await newFacility();
    await facilities.changeBeds(admin, id, { beds: [{ category: 'emergency', total: 4, available: 4 }] });
    const refused = await facilities.changeBeds(admin, id, {
      ...change,
      beds: 'beds' in change ? [...change.beds] : undefined,
    });
    expect(refused).toMatchObject({ refusal: { code } });
    expect(await facilities.find(admin.centerId, id)).toMatchObject({ version: 2, beds: [{ available: 4 }] });
  });

  it('are found nearest first, by kind and by what they can do, a page at a time', async () => {
    for (const [index, lon] of [107.7, 107.61, 107.9, 107.65].entries()) {
      await newFacility({ lon, name: `H${index}`, capabilities: index === 2 ? ['trauma'] : [] });
    }
    await newFacility({ kind: 'puskesmas', name: 'P' });
    const near = '-6.9,107.6';
    const names: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Awaited<ReturnType<typeof listed>> = await listed({
        kind: 'hospital',
        near,
        limit: 2,
        cursor,
      });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(['H1', 'H3', 'H0', 'H2']);
    const [trauma] = (await listed({ capability: 'trauma', near })).items;
    expect(trauma!.name).toBe('H2');
    expect(trauma!.distanceMetres).toBeGreaterThan(33_000);
    expect((await listed()).items.map(({ name }) => name)).toEqual(['H0', 'H1', 'H2', 'H3', 'P']);
    expect(await facilities.list(admin, { near: '107,-6' })).toMatchObject({
      refusal: { fields: [{ field: 'query.near' }] },
    });
  });

  it('do not exist for another center', async () => {
    const { id } = await newFacility();
    const stranger = ground.caller((await ground.newCenter()).id, 'admin');
    const notFound = { refusal: { code: 'not_found' } };
    expect(await facilities.view(stranger, id)).toMatchObject(notFound);
    expect(await facilities.change(stranger, id, { phone: '1' }, '"1"')).toMatchObject(notFound);
    expect(await facilities.changeBeds(stranger, id, { diversion: 'closed' })).toMatchObject(notFound);
  });

  describeOnServer('under races', () => {
    it('keep every category told by several wards at the same time', async () => {
      const { id } = await newFacility();
      const wards = ['emergency', 'general', 'intensive_care', 'neonatal', 'maternity', 'isolation'] as const;
      await Promise.all(
        wards.map((category, available) =>
          facilities.changeBeds(admin, id, { beds: [{ category, total: 9, available }] }),
        ),
      );
      const facility = await facilities.find(admin.centerId, id);
      expect(facility!.version).toBe(1 + wards.length);
      for (const [available, category] of wards.entries()) {
        expect(facility!.beds.find((beds) => beds.category === category)).toMatchObject({ available });
      }
      const last = (await journal()).at(-1)!.payload as { beds: unknown[] };
      expect(last.beds).toHaveLength(wards.length);
    });
  });
});
