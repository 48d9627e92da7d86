import { parse } from 'csv-parse/sync';
import { accept, isLatLon, refuse, type LatLon, type Result } from '#lib/kernel';
import type { Refusal, RefusedField } from '#lib/platform';
import { landmarkKinds, type LandmarkImportQuery, type LandmarkKind } from './landmark.dto.js';
import { roadClassOf, type RoadPiece } from '../road/road.js';
import type { ReadFile, ReadLandmark } from './landmark.js';
import { middleOf } from './roads.js';

type Naming = Omit<LandmarkImportQuery, 'dataset' | 'attribution'>;

const mostFaults = 100;
const mostNameCharacters = 300;
const mostAliases = 10;

/**
 * The places and roads of a GeoJSON FeatureCollection, or every feature that is none. Features without a name are left
 * out, except for roads, which a map draws without one.
 */
export function landmarksFrom(collection: unknown, naming: Naming): Result<ReadFile, Refusal> {
  const { type, features } = (collection ?? {}) as { type?: unknown; features?: unknown };
  if (type !== 'FeatureCollection' || !Array.isArray(features) || features.length === 0) {
    return refuse({ code: 'validation_failed', fields: [{ field: 'body', rule: 'featureCollection' }] });
  }
  const faults: RefusedField[] = [];
  const landmarks: ReadLandmark[] = [];
  const roads: RoadPiece[] = [];
  const nameProperty = naming.nameProperty ?? 'name';
  (features as unknown[]).forEach((feature, index) => {
    const { properties, geometry } = (feature ?? {}) as { properties?: unknown; geometry?: unknown };
    const values = (properties ?? {}) as Record<string, unknown>;
    const isNamed = values[nameProperty] !== undefined && values[nameProperty] !== null;
    if (!isNamed && (naming.kind === 'landmark' || !isOfLines(geometry))) return;
    const name = isNamed ? textFrom(values[nameProperty]) : null;
    const shape = shapeFrom(geometry);
    const parameters = { 0: name ?? `#${index}` };
    if (name === undefined) {
      faults.push({ field: `features.${index}.properties.${nameProperty}`, rule: 'placeText', parameters });
      return;
    }
    if (!shape) {
      faults.push({ field: `features.${index}.geometry`, rule: 'placeGeometry', parameters });
      return;
    }
    const kind =
      naming.kind ??
      kindFrom(values, naming.kindProperty) ??
      (shape.lines.length > 0 ? 'street' : 'landmark');
    const category = textFrom(values[naming.categoryProperty ?? 'category'])?.slice(0, 100) ?? null;
    if (name !== null) {
      const aliases = aliasesFrom(values[naming.aliasProperty ?? 'alt_name']);
      landmarks.push({ ...shape, kind, category, name, aliases });
    }
    const roadClass = roadClassOf(category);
    if (kind === 'street' && shape.lines.length > 0 && roadClass) {
      roads.push({ class: roadClass, name, lines: shape.lines });
    }
  });
  return faults.length > 0 ? refuse(invalid(faults)) : accept({ landmarks, roads });
}

const kindFrom = (values: Record<string, unknown>, property: string | undefined): LandmarkKind | undefined =>
  property === undefined ? undefined : landmarkKinds.find((kind) => kind === values[property]);

const isOfLines = (geometry: unknown): boolean => {
  const { type } = (geometry ?? {}) as { type?: unknown };
  return type === 'LineString' || type === 'MultiLineString';
};

/** The same from a table with the columns `name`, `lat` and `lon`, and perhaps `kind`, `category` and `alt_name`. */
export function landmarksFromTable(text: string, naming: Naming): Result<ReadFile, Refusal> {
  let records: Record<string, string>[];
  try {
    records = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch {
    return refuse({ code: 'validation_failed', fields: [{ field: 'file', rule: 'placeCells' }] });
  }
  const [first] = records;
  if (!first || !['name', 'lat', 'lon'].every((column) => column in first)) {
    return refuse({ code: 'validation_failed', fields: [{ field: 'file', rule: 'placeCells' }] });
  }
  const number = (cell: string | undefined) => (cell === undefined || cell === '' ? NaN : Number(cell));
  const features = records.map(({ lat, lon, ...properties }) => ({
    properties,
    geometry: { type: 'Point', coordinates: [number(lon), number(lat)] },
  }));
  return landmarksFrom({ type: 'FeatureCollection', features }, { kindProperty: 'kind', ...naming });
}

const invalid = (faults: RefusedField[]): Refusal => ({
  code: 'invalid_geometry',
  parameters: { count: faults.length },
  fields: faults.slice(0, mostFaults),
});

function textFrom(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  const isOneLine = /^\P{Cc}+$/u.test(text) && text.isWellFormed();
  return isOneLine && text.length <= mostNameCharacters ? text : undefined;
}

const aliasesFrom = (value: unknown): string[] =>
  typeof value === 'string'
    ? value
        .split(';')
        .flatMap((name) => textFrom(name) ?? [])
        .slice(0, mostAliases)
    : [];

type Shape = Pick<ReadLandmark, 'lat' | 'lon' | 'accuracyMetres' | 'lines'>;

/** What stands for a geometry: of lines their middle, of an area the mean of its outer ring. */
function shapeFrom(geometry: unknown): Shape | undefined {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
  const longest = (rings: readonly unknown[]): unknown =>
    rings.reduce((best, ring) => (list(ring).length > list(best).length ? ring : best), undefined);
  switch (type) {
    case 'Point':
      return pointShape(pointFrom(coordinates));
    case 'MultiPoint':
      return pointShape(pointFrom(list(coordinates)[0]));
    case 'LineString':
      return lineShape([coordinates]);
    case 'MultiLineString':
      return lineShape(list(coordinates));
    case 'Polygon':
      return pointShape(meanOf(list(coordinates)[0]));
    case 'MultiPolygon':
      return pointShape(meanOf(longest(list(coordinates).map((polygon) => list(polygon)[0]))));
    default:
      return undefined;
  }
}

const pointShape = (point: LatLon | undefined): Shape | undefined =>
  point && { ...point, accuracyMetres: null, lines: [] };

/** Undefined unless every position of every line is one: half of a road would be found at the wrong place. */
function lineShape(given: readonly unknown[]): Shape | undefined {
  const lines: LatLon[][] = [];
  for (const line of given) {
    if (!Array.isArray(line) || line.length < 2) return undefined;
    const points = (line as unknown[]).map(pointFrom).filter((point) => point !== undefined);
    if (points.length < line.length) return undefined;
    lines.push(points);
  }
  return lines.length === 0 ? undefined : { ...middleOf(lines), lines };
}

function pointFrom(position: unknown): LatLon | undefined {
  if (!Array.isArray(position)) return undefined;
  const [lon, lat] = position as unknown[];
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined;
  return isLatLon({ lat, lon }) ? { lat, lon } : undefined;
}

function meanOf(ring: unknown): LatLon | undefined {
  if (!Array.isArray(ring) || ring.length < 4) return undefined;
  const points = (ring as unknown[]).slice(1).map(pointFrom);
  let lat = 0;
  let lon = 0;
  for (const point of points) {
    if (!point) return undefined;
    lat += point.lat / points.length;
    lon += point.lon / points.length;
  }
  return { lat, lon };
}
