import type { SentCollection } from '../../api/setup-api.js';
import { numberIn, tableRows } from './table.js';

/** One thing in a file: what is said of it, and where it is where the file says so. */
export interface SourceRow {
  /** Where it is in the file, from 1: the line of a table that it begins in, or which feature it is. */
  readonly place: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
}

/** What a file holds, before anybody says what its columns mean. */
export interface Source {
  readonly fileName: string;
  /** A table has no geometries: two of its columns say where things are. */
  readonly form: 'geojson' | 'table';
  /** Names of properties or columns, in the order they first appear. */
  readonly columns: readonly string[];
  readonly rows: readonly SourceRow[];
}

/** Why a file cannot be used. */
export type SourceFault = 'unreadable' | 'empty' | 'tooLarge';

/** As much as the server takes, bytes. */
export const mostBytes = 32 * 1_048_576;

/** Rows looked at for the names of columns: a column that only begins later is rare, and files are long. */
const rowsLookedAt = 1_000;

/** GeoJSON, whole or one feature a line (RFC 8142), or a table whose first row names its columns. */
export function readSource(fileName: string, text: string): Source | SourceFault {
  const features = featuresIn(text);
  if (features) {
    const rows = features.map(rowOf);
    return sourceOf({ fileName, form: 'geojson', columns: columnsOf(rows), rows });
  }
  if (/^\s*[{[]/.test(text)) return 'unreadable';
  const [header, ...table] = tableRows(text);
  if (!header) return 'empty';
  // Spreadsheets write empty columns beside the table as well.
  const named = header.cells.flatMap((name, index) => (name === '' ? [] : [{ name, index }]));
  if (named.length < 2) return 'unreadable';
  const rows = table.map(({ line, cells }) => ({
    place: line,
    properties: Object.fromEntries(named.map(({ name, index }) => [name, cells[index] ?? ''])),
    geometry: null,
  }));
  return sourceOf({ fileName, form: 'table', columns: named.map(({ name }) => name), rows });
}

const sourceOf = (source: Source): Source | SourceFault => (source.rows.length === 0 ? 'empty' : source);

/** The first of the columns that is called like one of `names`, which are in the order of preference. */
export function columnCalled(columns: readonly string[], names: readonly string[]): string {
  for (const name of names) {
    const found = columns.find((column) => column.toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return '';
}

/** What files call things, in Indonesian practice and in OpenStreetMap; small letters. */
export const usualNames = {
  name: ['name', 'nama', 'namobj'],
  aliases: ['alt_name', 'alias', 'nama_lain', 'aliases'],
  kind: ['kind'],
  category: ['category', 'kategori', 'amenity', 'jenis', 'highway'],
  lat: ['lat', 'latitude', 'lintang', 'y'],
  lon: ['lon', 'lng', 'long', 'longitude', 'bujur', 'x'],
  address: ['address', 'alamat', 'addr:full'],
  phone: ['phone', 'telepon', 'telp', 'contact:phone', 'no_telp'],
} as const;

/** Which two columns say where a thing is; empty where its geometry does. */
export interface PointColumns {
  readonly lat: string;
  readonly lon: string;
}

/** Where a row is: of GeoJSON its geometry, of a table the point that two columns say. */
export function geometryOf(
  source: Source,
  { properties, geometry }: SourceRow,
  point: PointColumns,
): unknown {
  if (source.form === 'geojson') return geometry;
  const coordinates = [numberIn(properties[point.lon]), numberIn(properties[point.lat])];
  return coordinates.some(Number.isNaN) ? null : { type: 'Point', coordinates };
}

/** The rows as they are sent: with the columns that are used and no others, which files are full of. */
export function collectionOf(
  source: Source,
  columns: readonly string[],
  point: PointColumns = { lat: '', lon: '' },
): SentCollection {
  const features = source.rows.map((row) => ({
    type: 'Feature',
    properties: Object.fromEntries(
      columns.flatMap((name) => (row.properties[name] === undefined ? [] : [[name, row.properties[name]]])),
    ),
    geometry: geometryOf(source, row, point),
  }));
  return { type: 'FeatureCollection', features };
}

/** Whether the server would refuse what is sent for its size alone; a file's own size says little of it. */
export const isTooLarge = (sent: SentCollection): boolean =>
  new TextEncoder().encode(JSON.stringify(sent)).length > mostBytes;

/** The features of a GeoJSON text; undefined where it is none. */
function featuresIn(text: string): unknown[] | undefined {
  const whole = parsed(text);
  if (isObject(whole) && whole['type'] === 'FeatureCollection' && Array.isArray(whole['features'])) {
    return whole['features'] as unknown[];
  }
  const lines = text.split('\n').map((line) => line.replace('\u001e', '').trim());
  const features = lines.filter((line) => line !== '').map(parsed);
  const areFeatures = features.every((feature) => isObject(feature) && feature['type'] === 'Feature');
  return features.length > 0 && areFeatures ? features : undefined;
}

function rowOf(feature: unknown, index: number): SourceRow {
  const { properties, geometry } = isObject(feature) ? feature : {};
  return { place: index + 1, properties: isObject(properties) ? properties : {}, geometry: geometry ?? null };
}

const columnsOf = (rows: readonly SourceRow[]): string[] => [
  ...new Set(rows.slice(0, rowsLookedAt).flatMap(({ properties }) => Object.keys(properties))),
];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
