import fc from 'fast-check';
import { incidentTypes } from '#lib/contract';
import { destinationPoint } from '#lib/kernel';
import { likelyDuplicates, type LikelyDuplicate } from './likely-duplicates.js';
import { comparePlaces } from './place.js';
import { probableDuplicates } from './probable.js';
import type { KnownIncident, Report, Surroundings, ToldPlace } from './report.js';
import { logTimeDensity, shareCalledBy } from './time.js';
import { typeAgreement } from './types.js';

const square: ToldPlace = { lat: -6.9218, lon: 107.6071, accuracyMetres: 20 };
const at = new Date('2026-11-21T03:00:00Z');
const usual: Surroundings = { incidents: 10, radiusMetres: 400, days: 28, pace: 1 };

const newReport = (more: Partial<Report> = {}): Report => ({
  at,
  place: square,
  type: null,
  callerNumber: null,
  complaint: null,
  ...more,
});
const newIncident = (more: Partial<KnownIncident> = {}): KnownIncident => ({
  id: 'a',
  startedAt: new Date(at.getTime() - 120_000),
  places: [square],
  type: 'unknown_problem',
  complaint: null,
  isOpen: true,
  contacts: 1,
  callerNumbers: [],
  ...more,
});
const away = (metres: number, accuracyMetres: number | null = 20): ToldPlace => ({
  ...destinationPoint(square, 90, metres),
  accuracyMetres,
});
const agoSeconds = (seconds: number) => new Date(at.getTime() - seconds * 1000);
const scored = (report: Partial<Report>, incident: Partial<KnownIncident> = {}, around = usual) =>
  likelyDuplicates(newReport(report), [newIncident(incident)], around)[0]!;
const scoreOf = (...parameters: Parameters<typeof scored>) => scored(...parameters).score;
const part = (found: LikelyDuplicate, code: string) => found.parts.find((one) => one.code === code);

const places = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  accuracyMetres: fc.option(fc.double({ min: 0, max: 1_000_000, noNaN: true })),
});
const types = fc.constantFrom(...incidentTypes);
const times = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
const reports: fc.Arbitrary<Report> = fc.record({
  at: times,
  place: fc.option(places),
  type: fc.option(types),
  callerNumber: fc.option(fc.constantFrom('+62811', '+62812')),
  complaint: fc.option(fc.string()),
});
const incidents: fc.Arbitrary<KnownIncident> = fc.record({
  id: fc.uuid(),
  startedAt: times,
  places: fc.tuple(places, places).map(([one, other]): KnownIncident['places'] => [one, other]),
  type: types,
  complaint: fc.option(fc.string()),
  isOpen: fc.boolean(),
  contacts: fc.nat(500),
  callerNumbers: fc.subarray(['+62811', '+62812']),
});
const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  incidents: fc.nat(100_000),
  radiusMetres: fc.constant(400),
  days: fc.double({ min: 0, max: 28, noNaN: true }),
  pace: fc.double({ min: 1 / 3, max: 3, noNaN: true }),
});

describe('the likelihood of a duplicate', () => {
  it('is high for a call two minutes later from the same corner, and low from the other end of the town', () => {
    expect(scoreOf({})).toBeGreaterThan(0.9);
    expect(scoreOf({ place: away(3_000) })).toBeLessThan(0.01);
  });

  it('is a share: all of them are between 0 and 1, add up to no more than 1, and come likeliest first', () => {
    fc.assert(
      fc.property(reports, fc.array(incidents, { maxLength: 8 }), surroundings, (report, known, around) => {
        const found = likelyDuplicates(report, known, around);
        const scores = found.map(({ score }) => score);
        expect(found).toHaveLength(known.length);
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(scores.reduce((sum, score) => sum + score, 0)).toBeLessThanOrEqual(1 + 1e-9);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(found.flatMap(({ parts }) => parts).every(({ weight }) => Number.isFinite(weight))).toBe(true);
      }),
    );
  });

  it('never grows with the distance', () => {
    const distances = fc.tuple(
      fc.double({ min: 0, max: 20_000, noNaN: true }),
      fc.double({ min: 1, max: 5_000, noNaN: true }),
    );
    const accuracies = fc.option(fc.double({ min: 0, max: 2_000, noNaN: true }));
    fc.assert(
      fc.property(distances, accuracies, ([near, further], accuracy) => {
        const score = (metres: number) => scoreOf({ place: away(metres, accuracy) });
        expect(score(near + further)).toBeLessThanOrEqual(score(near));
      }),
    );
  });

  it('never grows with the time between, whichever rang first', () => {
    const spans = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }));
    fc.assert(
      fc.property(spans, fc.nat(200), ([short, longer], contacts) => {
        const score = (seconds: number) => scoreOf({}, { startedAt: agoSeconds(seconds), contacts });
        expect(score(short + longer)).toBeLessThanOrEqual(score(short));
        expect(score(-short)).toBe(score(short));
      }),
    );
  });

  it('compares places and types the same both ways round', () => {
    fc.assert(
      fc.property(places, places, types, types, (one, other, type, otherType) => {
        const there = comparePlaces(one, [other]);
        const back = comparePlaces(other, [one]);
        expect(back.logDensity).toBeCloseTo(there.logDensity, 6);
        expect(back.distanceMetres).toBeCloseTo(there.distanceMetres, 3);
        expect(typeAgreement(type, otherType)).toBe(typeAgreement(otherType, type));
      }),
    );
  });

  it('forgives more distance where the places are less accurate', () => {
    const vague = away(400, 400);
    expect(scoreOf({ place: vague })).toBeGreaterThan(scoreOf({ place: away(400, 20) }));
  });

  it('knows the place better the more callers told it', () => {
    const here = away(60);
    const told: KnownIncident['places'] = [away(0, 200), away(50, 200), away(70, 200)];
    expect(scoreOf({ place: here }, { places: told, contacts: 3 })).toBeGreaterThan(
      scoreOf({ place: here }, { places: [told[0]], contacts: 3 }),
    );
  });

  it('asks for more where emergencies are many, and when the center is busier than usual', () => {
    const corner = { place: away(150) };
    const busy = scoreOf(corner, {}, { ...usual, incidents: 500 });
    expect(busy).toBeLessThan(scoreOf(corner));
    expect(scoreOf(corner, {}, { ...usual, pace: 3 })).toBeLessThan(scoreOf(corner));
  });

  it('counts the type, the number, the callers so far, the words, and that it was closed', () => {
    const accident = { place: away(200), type: 'traffic_accident' } as const;
    const same = scoreOf(accident, { type: 'traffic_accident' });
    const unknown = scoreOf(accident, { type: 'unknown_problem' });
    const other = scoreOf(accident, { type: 'childbirth' });
    expect([same > unknown, unknown > other]).toEqual([true, true]);
    const far = { place: away(800), callerNumber: '+62811' };
    expect(scoreOf(far, { callerNumbers: ['+62811'] })).toBeGreaterThan(scoreOf(far));
    expect(scoreOf({ place: away(200) }, { contacts: 12 })).toBeGreaterThan(scoreOf({ place: away(200) }));
    expect(scoreOf({ place: away(200) }, { isOpen: false })).toBeLessThan(scoreOf({ place: away(200) }));
    const words = { place: away(200), complaint: 'Truk menabrak angkot di simpang Dago' };
    expect(scoreOf(words, { complaint: 'angkot ditabrak truk' })).toBeGreaterThan(scoreOf(words));
  });

  it('says little while the place is not known, unless the number called before', () => {
    expect(scoreOf({ place: null })).toBeLessThan(0.2);
    expect(scoreOf({ place: null, callerNumber: '+62811' }, { callerNumbers: ['+62811'] })).toBeGreaterThan(
      0.8,
    );
  });

  it('is shared by two incidents that are equally near', () => {
    const found = likelyDuplicates(newReport(), [newIncident(), newIncident({ id: 'b' })], usual);
    expect(found.map(({ incidentId }) => incidentId)).toEqual(['a', 'b']);
    expect(found[0]!.score).toBe(found[1]!.score);
    expect(found[0]!.score).toBeLessThan(0.5);
  });

  it('is explained by its parts, whose weights add up to its odds against a new event', () => {
    const found = scored({ place: away(120), type: 'fall' }, { type: 'fall', contacts: 4 });
    const sum = found.parts.reduce((total, { weight }) => total + weight, 0);
    expect(found.score / (1 - found.score)).toBeCloseTo(Math.exp(sum), 6);
    expect(part(found, 'distance')).toMatchObject({ distanceMetres: expect.closeTo(120, 0) });
    expect(part(found, 'time')).toMatchObject({ apartSeconds: 120 });
    expect(part(found, 'callers')).toMatchObject({ contacts: 4 });
    expect(part(found, 'type_same')).toBeDefined();
    const weights = found.parts.map(({ weight }) => Math.abs(weight));
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
  });
});

describe('the times of repeat calls', () => {
  it('add up to the share of them that has come in', () => {
    const step = 0.5;
    let share = 0;
    for (let seconds = 0; seconds < 3_600; seconds += step) {
      share += (Math.exp(logTimeDensity(seconds + step / 2)) / 3_600) * step;
      if (seconds % 300 === 0) expect(shareCalledBy(seconds + step)).toBeCloseTo(share, 4);
    }
  });

  it('leave room for the one who calls an hour later', () => {
    expect(shareCalledBy(0)).toBeCloseTo(0, 6);
    expect(shareCalledBy(900)).toBeGreaterThan(0.9);
    expect(shareCalledBy(3_600)).toBeLessThan(0.997);
    expect(shareCalledBy(1e9)).toBeCloseTo(1, 6);
  });
});

describe('what is shown of the likely ones', () => {
  const shown = (scores: readonly number[], above = 0.68) =>
    probableDuplicates(
      scores.map((score) => ({ score })),
      above,
    ).map(({ score }) => score);

  it('is two incidents at one crossing, where neither alone is likely enough', () => {
    expect(shown([0.47, 0.46])).toEqual([0.47, 0.46]);
    const twins = likelyDuplicates(newReport(), [newIncident(), newIncident({ id: 'b' })], usual);
    expect(probableDuplicates(twins, 0.68)).toHaveLength(2);
  });

  it('is nothing where a new event is too likely, and nothing that is hardly likely itself', () => {
    expect(shown([0.4, 0.2])).toEqual([]);
    expect(shown([0.9, 0.04])).toEqual([0.9]);
    expect(shown([])).toEqual([]);
  });

  it('is three at most, always the likeliest, and never counts what is not shown', () => {
    expect(shown([0.2, 0.2, 0.2, 0.2, 0.1])).toEqual([]);
    fc.assert(
      fc.property(
        reports,
        fc.array(incidents, { maxLength: 8 }),
        surroundings,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (report, known, around, above) => {
          const likely = likelyDuplicates(report, known, around);
          const first = probableDuplicates(likely, above);
          expect(first.length).toBeLessThanOrEqual(3);
          expect(first).toEqual(likely.slice(0, first.length));
          if (first.length > 0) {
            expect(first.reduce((sum, { score }) => sum + score, 0)).toBeGreaterThanOrEqual(above);
          }
        },
      ),
    );
  });
});
