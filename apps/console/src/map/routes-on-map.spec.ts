import type { RecommendationView, RouteView } from '../api/generated/types.gen.js';
import { at, team } from '../live/board.fixture.js';
import type { LiveIncident } from '../live/board.js';
import { candidateLines } from './map-features.js';
import { underWayLines, wantedRoutes, withRoutes } from './routes-on-map.js';

type State = LiveIncident['assignments'][number]['state'];

const incident = (sent: Record<string, State> = {}, more: Partial<LiveIncident> = {}): LiveIncident => ({
  id: 'incident',
  number: 'BDG-1',
  state: 'queued',
  priority: 'P1',
  type: 'fall',
  version: 1,
  lat: -6.9,
  lon: 107.6,
  accuracyMetres: null,
  areaId: null,
  openedAt: at(0),
  clockStartedAt: at(0),
  queuedSince: null,
  complaint: null,
  address: null,
  assignments: Object.entries(sent).map(([teamId, state]) => ({
    id: `assignment-${teamId}`,
    incidentId: 'incident',
    teamId,
    state,
    version: 1,
    offeredAt: at(1),
    stateSince: at(1),
    acknowledgeBy: null,
    overdueSince: null,
  })),
  detailsSeq: 1,
  timelineSeq: 1,
  ...more,
});

const recommendation = (...teamIds: string[]): RecommendationView => ({
  items: teamIds.map((id) => ({
    team: { id, callSign: id, kind: 'als_ambulance', capabilities: [], lat: -6.91, lon: 107.61 },
    distanceMetres: 1_000,
    etaSeconds: 120,
    etaSource: 'valhalla',
    fixAgeSeconds: 5,
    reasons: ['fits_plan'],
    neededBy: null,
  })),
  passedOver: [],
  places: [],
  passedOverCount: 0,
  etaSource: 'valhalla',
  fallbackReason: null,
  complete: true,
  madeAt: at(30),
  plan: {
    type: null,
    priority: 'P1',
    unit: { kinds: ['als_ambulance'], capabilities: [], count: 1 },
    unitNumber: 1,
    unitCount: 1,
    missing: 1,
  },
});

const bend: [number, number] = [107.65, -6.93];
const route = (teamId: string, more: Partial<RouteView> = {}): RouteView => ({
  teamId,
  to: 'incident',
  line: [[107.61, -6.91], bend, [107.6, -6.9]],
  source: 'valhalla',
  fallbackReason: null,
  ...more,
});
const straightRoute = (teamId: string): RouteView =>
  route(teamId, {
    line: [
      [107.61, -6.91],
      [107.6, -6.9],
    ],
    source: 'straight_line',
    fallbackReason: 'unreachable',
  });

/** Where every team is seen by now. */
const seen = [107.612, -6.912] as const;
const straight = [[...seen], [107.6, -6.9]];
const byTeam = ({ features }: GeoJSON.FeatureCollection) =>
  Object.fromEntries(
    features.map(({ properties, geometry }) => [
      String(properties?.['teamId']),
      (geometry as GeoJSON.LineString).coordinates,
    ]),
  );

describe('the routes an open incident asks for', () => {
  it('are those of the teams under way first, then of the candidates, ten at most', () => {
    const candidates = Array.from({ length: 12 }, (_, index) => `c${index}`);
    const wanted = wantedRoutes(
      incident({ a: 'offered', b: 'en_route', there: 'on_scene', c: 'transporting', over: 'cleared' }),
      recommendation(...candidates),
    );
    expect(wanted!.teamIds).toEqual(['a', 'b', 'c', ...candidates.slice(0, 7)]);
  });

  it('are none before there is a recommendation, without teams, and after the incident was closed', () => {
    expect(wantedRoutes(undefined, recommendation('c'))).toBeNull();
    expect(wantedRoutes(incident({ a: 'en_route' }), null)).toBeNull();
    expect(wantedRoutes(incident(), recommendation())).toBeNull();
    expect(wantedRoutes(incident({}, { state: 'closed' }), recommendation('c'))).toBeNull();
  });

  it('are asked for again when it moved, an assignment changed or the recommendation was renewed', () => {
    const of = (...args: Parameters<typeof wantedRoutes>) => wantedRoutes(...args)!.mark;
    const first = of(incident({ a: 'offered' }), recommendation('c'));
    expect(of(incident({ a: 'offered' }, { version: 2 }), recommendation('c'))).toBe(first);
    const others = [
      of(incident({ a: 'en_route' }), recommendation('c')),
      of(incident({ a: 'offered' }, { lat: -6.8 }), recommendation('c')),
      of(incident({ a: 'offered' }), { ...recommendation('c'), madeAt: at(45) }),
      of(incident({ a: 'offered' }), recommendation('d')),
    ];
    expect(new Set([first, ...others]).size).toBe(5);
  });
});

describe('the lines of candidates', () => {
  const lines = candidateLines(incident(), recommendation('road', 'line', 'none'), () => seen);

  it('follow roads from the incident outwards where the route does, and stay straight elsewhere', () => {
    expect(byTeam(withRoutes(lines, [straightRoute('line'), route('road')]))).toEqual({
      road: route('road').line.toReversed(),
      line: straight,
      none: straight,
    });
  });

  it('keep who is the best', () => {
    const { features } = withRoutes(lines, [route('road')]);
    expect(features.map(({ properties }) => Boolean(properties?.['best']))).toEqual([true, false, false]);
  });
});

describe('the lines of the teams under way', () => {
  const teams = new Map(['a', 'b', 'c', 'd'].map((id) => [id, team(id)]));
  const draw = (sent: Record<string, State>, routes: RouteView[] = [], more: Partial<LiveIncident> = {}) =>
    underWayLines(incident(sent, more), teams, routes, (id) => (id === 'd' ? undefined : seen));

  it('have the state of their team, and follow roads as soon as a route is known', () => {
    const sent = { a: 'offered', b: 'acknowledged', c: 'en_route' } as const;
    const before = draw(sent);
    expect(before.features.map(({ properties }) => String(properties?.['state']))).toEqual([
      'alerted',
      'alerted',
      'to_scene',
    ]);
    expect(byTeam(before)).toEqual({ a: straight, b: straight, c: straight });
    const after = draw(sent, [route('c'), straightRoute('a')]);
    expect(byTeam(after)).toEqual({ a: straight, b: straight, c: route('c').line });
  });

  it('are not there for a team that has arrived or has ended', () => {
    for (const state of ['on_scene', 'at_hospital', 'cleared', 'declined', 'recalled'] as const)
      expect(draw({ a: state }, [route('a')]).features).toEqual([]);
  });

  it('lead a team with the patient to the hospital that the route names', () => {
    const hospital: [number, number] = [107.7, -6.95];
    const toHospital = route('a', { to: 'facility', line: [[107.61, -6.91], bend, hospital] });
    expect(draw({ a: 'transporting' }).features).toEqual([]);
    // A route that was read while it was still on its way to the patient.
    expect(draw({ a: 'transporting' }, [route('a')]).features).toEqual([]);
    const { features } = draw({ a: 'transporting' }, [toHospital]);
    expect(features[0]!.properties).toEqual({ teamId: 'a', state: 'with_patient' });
    const byLine = { ...toHospital, source: 'straight_line' as const };
    expect(byTeam(draw({ a: 'transporting' }, [byLine]))).toEqual({ a: [[...seen], hospital] });
  });

  it('wait for a team that nobody has seen, and end with the incident', () => {
    expect(draw({ d: 'en_route' }).features).toEqual([]);
    expect(byTeam(draw({ d: 'en_route' }, [route('d')]))).toEqual({ d: route('d').line });
    expect(draw({ a: 'en_route' }, [], { state: 'closed' }).features).toEqual([]);
  });
});
