import fc from 'fast-check';
import { ListBodyPipe, RefusalException } from '#lib/platform';
import { FixListPipe } from './fix-list.pipe.js';
import { TeamFixRequest } from './position.dto.js';

const pipe = FixListPipe.ofManyTeams(5);
const thorough = new ListBodyPipe(TeamFixRequest, 5);

const outcome = async (check: { transform(value: unknown): Promise<object[]> }, value: unknown) => {
  try {
    return (await check.transform(value)).map((fix) => ({ ...fix }));
  } catch (error) {
    if (error instanceof RefusalException) return error.refusal;
    throw error;
  }
};

const numbers = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer({ min: -200, max: 400 }),
  fc.constantFrom(0, 90, -90, 180, -180, 360, 500, NaN, Infinity, '6', null),
);
const times = fc.oneof(
  fc
    .date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2100-01-01') })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-11-21T12:00:00Z',
    '2026-11-21T19:00:00+07:00',
    '2026-11-21T12:00Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-21',
    'yesterday',
    1_795_262_400,
    null,
  ),
);
const optional = { requiredKeys: ['lat', 'lon', 'at'] as ('lat' | 'lon' | 'at')[] };
const fixes = fc.record(
  {
    lat: fc.oneof({ weight: 4, arbitrary: fc.double({ min: -90, max: 90, noNaN: true }) }, numbers),
    lon: fc.oneof({ weight: 4, arbitrary: fc.double({ min: -180, max: 180, noNaN: true }) }, numbers),
    at: times,
    accuracyMetres: numbers,
    speed: numbers,
    heading: numbers,
    teamId: fc.oneof(fc.uuid(), fc.constantFrom('x', null, '00000000-0000-0000-0000-000000000000')),
    callSign: fc.oneof(
      fc.constantFrom('AMB-01', ' AMB-01 ', '', 'A', 'Ä 1', null, 7, 'x'.repeat(41)),
      fc.string(),
    ),
    wings: fc.constant(2),
  },
  optional,
);

describe('a batch of fixes', () => {
  it('is judged at a glance exactly as it is by the rules of its class', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 9, arbitrary: fixes }, fc.anything()), { maxLength: 6 }),
        async (list) => {
          expect(await outcome(pipe, list)).toEqual(await outcome(thorough, list));
        },
      ),
      { numRuns: 1_500, seed: 119 },
    );
  });

  it.each([[null], [{}], ['text'], [[1]], [[null]]])('is refused when it is %j', async (value) => {
    expect(await outcome(pipe, value)).toMatchObject({ code: 'validation_failed' });
  });

  it('names the place and the field of what is wrong', async () => {
    const good = { lat: -6.9, lon: 107.6, at: '2026-11-21T12:00:00Z' };
    expect(await outcome(pipe, [good, { ...good, lat: 107.6 }])).toMatchObject({
      fields: [{ field: '1.lat', rule: 'max', parameters: { 0: 90 } }],
    });
  });

  it('is refused when it is longer than the limit', async () => {
    expect(
      await outcome(
        pipe,
        Array.from({ length: 6 }, () => ({})),
      ),
    ).toMatchObject({
      fields: [{ field: 'body', rule: 'arrayMaxSize' }],
    });
  });
});
