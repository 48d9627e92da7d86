import { haversineMetres } from '#lib/kernel';
import fc from 'fast-check';
import { DEFAULT_STRAIGHT_LINE_SETTINGS, StraightLineTravelTimes } from './straight-line.js';
import { latLon, origins, teamKind } from './travel-time.arbitrary.js';

const straightLine = new StraightLineTravelTimes();
const SQUARE = { lat: -6.9218, lon: 107.6071 };

describe('travel times by the straight line', () => {
  it('never shorten when the distance grows', () => {
    const metres = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(metres, metres, teamKind, (a, b, kind) => {
        const [near, far] = a < b ? [a, b] : [b, a];
        expect(straightLine.lowerBoundSeconds(near, kind)).toBeLessThanOrEqual(
          straightLine.lowerBoundSeconds(far, kind),
        );
      }),
    );
  });

  it('never undercut their bound, of the kind or of any kind, and exceed it by less than the second they are rounded to', async () => {
    await fc.assert(
      fc.asyncProperty(latLon, origins, async (destination, teams) => {
        const { estimates } = await straightLine.estimate({ destination, origins: teams });
        for (const team of teams) {
          const metres = haversineMetres(team.position, destination);
          const { etaSeconds } = estimates.get(team.id)!;
          expect(etaSeconds).toBeGreaterThanOrEqual(straightLine.lowerBoundSeconds(metres, team.teamKind));
          expect(etaSeconds).toBeGreaterThanOrEqual(straightLine.lowerBoundSeconds(metres));
          expect(etaSeconds - straightLine.lowerBoundSeconds(metres, team.teamKind)).toBeLessThan(1);
        }
      }),
    );
  });

  it('take an ambulance over 3 km of crow flight 4.2 km and 504 s, and a motor ambulance less', async () => {
    const position = { lat: SQUARE.lat + 3000 / 111_195.08, lon: SQUARE.lon };
    const { estimates, source, fallbackReason } = await straightLine.estimate({
      destination: SQUARE,
      origins: [
        { id: 'car', position, teamKind: 'als_ambulance' },
        { id: 'motor', position, teamKind: 'motor_ambulance' },
      ],
    });
    expect({ source, fallbackReason }).toEqual({ source: 'straight_line', fallbackReason: 'not_configured' });
    expect(estimates.get('car')!.distanceMetres).toBe(4200);
    expect(Math.abs(estimates.get('car')!.etaSeconds - 504)).toBeLessThanOrEqual(1);
    expect(estimates.get('motor')!.etaSeconds).toBeLessThan(estimates.get('car')!.etaSeconds);
  });

  it('refuse settings that would make times negative or endless', () => {
    const speeds = DEFAULT_STRAIGHT_LINE_SETTINGS.speedKilometresPerHour;
    for (const detourFactor of [0, 0.9, NaN, Infinity]) {
      expect(() => new StraightLineTravelTimes({ detourFactor, speedKilometresPerHour: speeds })).toThrow(
        RangeError,
      );
    }
    for (const field_team of [0, -1, NaN, Infinity]) {
      const settings = { detourFactor: 1.3, speedKilometresPerHour: { ...speeds, field_team } };
      expect(() => new StraightLineTravelTimes(settings)).toThrow(RangeError);
    }
  });

  it('are not given to a caller who has already left', async () => {
    const signal = AbortSignal.abort(new Error('left'));
    await expect(straightLine.estimate({ destination: SQUARE, origins: [], signal })).rejects.toThrow('left');
  });
});
