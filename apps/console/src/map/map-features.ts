import type { BoardFacility } from '#lib/contract';
import type { RecommendationView } from '../api/generated/types.gen.js';
import type { Language } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { teamState, type TeamState } from '../live/response-clock.js';
import { areaCentres } from '../board/area-centres.js';
import type { Point } from '../call/coordinates.js';
import type { MarkImage } from './mark-images.js';
import type { Mark } from './marks.js';
import type { Position } from './view.js';

type Collection = GeoJSON.FeatureCollection<GeoJSON.Geometry>;

export const nothing: Collection = { type: 'FeatureCollection', features: [] };

/** Open incidents; the selected one last, so that it is drawn on top. */
export function incidentMarks(incidents: Board['incidents'], selectedId: string | null): Mark[] {
  const open = [...incidents.values()].filter(({ state, id }) => state !== 'closed' || id === selectedId);
  const urgency = ({ priority, id }: LiveIncident): number =>
    id === selectedId ? 0 : Number((priority ?? 'P1').slice(1));
  return open
    .sort((a, b) => urgency(b) - urgency(a))
    .map(({ id, priority, lat, lon }) => ({
      id,
      kind: 'incident',
      at: [lon, lat],
      image: `incident-${priority ?? 'unknown'}`,
      incidentId: id,
      selected: id === selectedId,
    }));
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

/** `minutes` until it would be there, of a team that is recommended: in words. */
export function teamMark(
  { callSign, state, incidentId, id }: TeamOnMap,
  at: Position,
  minutes: string | undefined,
): Mark {
  return {
    id,
    kind: minutes !== undefined || state !== 'ready' ? 'team_at_work' : 'ready_team',
    at,
    image: `team-${state}`,
    name: [minutes === undefined ? callSign : `${callSign} · ${minutes}`],
    named: minutes !== undefined,
    ...(incidentId !== null && { incidentId }),
  };
}

/** Hospitals with their free emergency beds; puskesmas and other bases as quiet marks. */
export const facilityMarks = (facilities: Board['facilities'], language: Language): Mark[] =>
  [...facilities.values()].map((facility) => {
    const isHospital = facility.kind === 'hospital';
    return {
      id: facility.id,
      kind: isHospital ? 'hospital' : 'base',
      at: [facility.lon, facility.lat],
      image: isHospital ? hospitalImage(facility) : 'facility-base',
      name: broken(isHospital ? hospitalLabel(facility, language) : facility.name),
    };
  });

const hospitalImage = ({ diversion }: BoardFacility): MarkImage =>
  diversion === 'closed' ? 'facility-closed' : 'facility-hospital';

function hospitalLabel({ name, diversion, beds }: BoardFacility, { text }: Language): string {
  if (diversion === 'closed') return `${name} · ${text('map.full')}`;
  const emergency = beds.find(({ category }) => category === 'emergency');
  return emergency ? `${name} · ${emergency.available}` : name;
}

/** Straight lines from the recommended teams to the selected incident; the first is the best. */
export function candidateLines(
  incident: LiveIncident | undefined,
  recommendation: RecommendationView | null,
  positionOf: (teamId: string) => Position | undefined,
): Collection {
  if (!incident || !recommendation) return nothing;
  const features = recommendation.items.flatMap(({ team }, index) => {
    const from =
      positionOf(team.id) ??
      (team.lon === null || team.lat === null ? undefined : ([team.lon, team.lat] as const));
    if (!from) return [];
    const coordinates = [[...from], [incident.lon, incident.lat]];
    return [
      {
        type: 'Feature' as const,
        properties: { teamId: team.id, best: index === 0 },
        geometry: { type: 'LineString' as const, coordinates },
      },
    ];
  });
  return { ...nothing, features };
}

/** Longer names are broken into lines of about this many characters. */
const lineCharacters = 22;

/** Lines of about the same length, broken between words. */
function broken(name: string): string[] {
  const count = Math.ceil(name.length / lineCharacters);
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    const fits = last !== undefined && last.length + word.length < name.length / count + 2;
    if (fits) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export const areaMarks = (shapes: GeoJSON.FeatureCollection): Mark[] =>
  areaCentres(shapes).map(({ id, name, lat, lon }) => ({
    id,
    kind: 'area',
    at: [lon, lat],
    name: [name],
  }));

/** The place that is being chosen, or looked for. */
export const placeMarks = (point: Point | null): Mark[] =>
  point
    ? [
        {
          id: 'place',
          kind: 'place',
          at: [point.lon, point.lat],
          image: 'place',
        },
      ]
    : [];
