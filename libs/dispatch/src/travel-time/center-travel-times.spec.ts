import { destinationPoint } from '#lib/kernel';
import { CenterTravelTimes } from './center-travel-times.js';
import { RoadsFailure, type Roads } from './roads.js';
import { DEFAULT_STRAIGHT_LINE_SETTINGS, type StraightLineSettings } from './straight-line.js';

const destination = { lat: -6.9, lon: 107.6 };
const request = {
  destination,
  origins: [
    { id: 'team', position: destinationPoint(destination, 0, 1_000), teamKind: 'als_ambulance' as const },
  ],
};
const quiet = { info: () => undefined, warn: () => undefined };
const withDetour = (detourFactor: number): StraightLineSettings => ({
  ...DEFAULT_STRAIGHT_LINE_SETTINGS,
  detourFactor,
});

describe('the travel times of each center', () => {
  it('follow the straight line of that center, also after it was changed', async () => {
    const travelTimes = new CenterTravelTimes(undefined, quiet);
    const metres = async (center: string, detour: number) =>
      (await travelTimes.of(center, withDetour(detour)).estimate(request)).estimates.get('team')!
        .distanceMetres;
    expect(await metres('bandung', 1.5)).toBe(1_500);
    expect(await metres('cimahi', 2)).toBe(2_000);
    expect(await metres('bandung', 3)).toBe(3_000);
    expect(travelTimes.health()).toEqual({ degraded: false });
  });

  it('share the roads, and tell when these fail and when they answer again', async () => {
    let working = false;
    let closed = 0;
    const roads: Roads = {
      measure: async () => {
        if (!working) throw new RoadsFailure('unreachable', 'nobody there');
        return new Map([['team', { distanceMetres: 1_200, freeFlowSeconds: 90 }]]);
      },
      route: async () => undefined,
      ready: async () => undefined,
      close: async () => void closed++,
    };
    const travelTimes = new CenterTravelTimes(roads, quiet);
    const bandung = travelTimes.of('bandung', withDetour(1.4));
    expect(await bandung.estimate(request)).toMatchObject({
      source: 'straight_line',
      fallbackReason: 'unreachable',
    });
    expect(travelTimes.health()).toEqual({ degraded: true, reason: 'unreachable' });
    working = true;
    await travelTimes.check();
    expect(travelTimes.health()).toEqual({ degraded: false });
    expect(travelTimes.of('bandung', withDetour(1.4))).toBe(bandung);
    await travelTimes.close();
    expect(closed).toBe(1);
  });
});
