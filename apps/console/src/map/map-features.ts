import type { BoardFacility } from '#lib/contract';
import type { RecommendationView } from '../api/generated/types.gen.js';
import type { Point } from '../call/coordinates.js';
import type { Language } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { teamState, type TeamState } from '../live/response-clock.js';

type Collection = GeoJSON.FeatureCollection<GeoJSON.Geometry>;
type Position = readonly [lon: number, lat: number];

const collection = (features: GeoJSON.Feature[]): Collection => ({ type: 'FeatureCollection', features });

const point = ([lon, lat]: Position, properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lon, lat] },
});

export const nothing: Collection = collection([]);

/** Open incidents; the selected one last, so that it is drawn on top. */
export function incidentFeatures(incidents: Board['incidents'], selectedId: string | null): Collection {
  const open = [...incidents.values()].filter(({ state, id }) => state !== 'closed' || id === selectedId);
  const urgency = ({ priority, id }: LiveIncident): string => (id === selectedId ? '' : (priority ?? 'P1'));
  open.sort((a, b) => urgency(b).localeCompare(urgency(a)));
  return collection(
    open.map(({ id, priority, lat, lon }) =>
      point([lon, lat], { id, icon: `incident-${priority ?? 'unknown'}`, selected: id === selectedId }),
    ),
  );
}

/** What the map shows of a team besides where it is. */
export interface TeamOnMap {
  readonly id: string;
  readonly callSign: string;
  readonly state: TeamState;
  /** The incident it is sent to. */
  readonly incidentId: string | null;
}

/** Teams worth a place on the map: those on duty, and those still at work. */
export function teamsOnMap(teams: Board['teams'], incidents: Board['incidents']): TeamOnMap[] {
  const byAssignment = new Map(
    [...incidents.values()].flatMap(({ assignments }) =>
      assignments.map((assignment) => [assignment.id, assignment] as const),
    ),
  );
  return [...teams.values()]
    .map((team) => {
      const assignment = team.assignmentId === null ? undefined : byAssignment.get(team.assignmentId);
      const { id, callSign } = team;
      return { id, callSign, state: teamState(team, assignment), incidentId: assignment?.incidentId ?? null };
    })
    .filter(({ state }) => state !== 'off_duty');
}

export const teamFeature = (
  { callSign, state, incidentId, id }: TeamOnMap,
  at: Position,
  minutes: string | undefined,
  index: number,
): GeoJSON.Feature => ({
  ...point(at, {
    id,
    icon: `team-${state}`,
    label: minutes === undefined ? callSign : `${callSign} · ${minutes}`,
    incidentId,
    prominent: minutes !== undefined || state !== 'ready',
  }),
  id: index,
});

/** Hospitals with their free emergency beds; puskesmas and other bases as quiet marks. */
export function facilityFeatures(facilities: Board['facilities'], language: Language): Collection {
  return collection(
    [...facilities.values()].map((facility) =>
      point([facility.lon, facility.lat], {
        icon: `facility-${facility.kind === 'hospital' ? hospitalIcon(facility) : 'base'}`,
        hospital: facility.kind === 'hospital',
        label: facility.kind === 'hospital' ? hospitalLabel(facility, language) : facility.name,
      }),
    ),
  );
}

const hospitalIcon = ({ diversion }: BoardFacility): string =>
  diversion === 'closed' ? 'closed' : 'hospital';

function hospitalLabel({ name, diversion, beds }: BoardFacility, { text }: Language): string {
  if (diversion === 'closed') return `${name} · ${text('map.full')}`;
  const emergency = beds.find(({ category }) => category === 'emergency');
  return emergency ? `${name} · ${emergency.available}` : name;
}

/** Straight lines from the recommended teams to where they are needed; the first is the best. */
export function candidateLines(
  aim: Point | undefined,
  recommendation: RecommendationView | null,
  positionOf: (teamId: string) => Position | undefined,
): Collection {
  if (!aim || !recommendation) return nothing;
  return collection(
    recommendation.items.flatMap(({ team }, index) => {
      const from =
        positionOf(team.id) ??
        (team.lon === null || team.lat === null ? undefined : ([team.lon, team.lat] as const));
      if (!from) return [];
      const coordinates = [[...from], [aim.lon, aim.lat]];
      return [
        {
          type: 'Feature' as const,
          properties: { best: index === 0 },
          geometry: { type: 'LineString' as const, coordinates },
        },
      ];
    }),
  );
}

/** One label point for each area: the middle of its largest ring. */
export function areaLabels({ features }: GeoJSON.FeatureCollection): Collection {
  return collection(
    features.flatMap(({ geometry, properties }) => {
      const rings =
        geometry.type === 'Polygon'
          ? [geometry.coordinates[0]]
          : geometry.type === 'MultiPolygon'
            ? geometry.coordinates.map(([outer]) => outer)
            : [];
      const largest = rings
        .flatMap((ring) => (ring ? [middleOf(ring)] : []))
        .reduce<Middle | undefined>((a, b) => (a && a.area >= b.area ? a : b), undefined);
      return largest ? [point(largest.at, { name: String(properties?.['name'] ?? '') })] : [];
    }),
  );
}

interface Middle {
  readonly at: Position;
  readonly area: number;
}

/** The centroid of a ring and its area in square degrees (shoelace formula). */
function middleOf(ring: readonly (readonly number[])[]): Middle {
  let twiceArea = 0;
  let lon = 0;
  let lat = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [x0 = 0, y0 = 0] = ring[index] ?? [];
    const [x1 = 0, y1 = 0] = ring[index + 1] ?? [];
    const cross = x0 * y1 - x1 * y0;
    twiceArea += cross;
    lon += (x0 + x1) * cross;
    lat += (y0 + y1) * cross;
  }
  const first = ring[0] ?? [0, 0];
  if (twiceArea === 0) return { at: [first[0] ?? 0, first[1] ?? 0], area: 0 };
  return { at: [lon / (3 * twiceArea), lat / (3 * twiceArea)], area: Math.abs(twiceArea / 2) };
}
