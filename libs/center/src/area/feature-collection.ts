import { accept, refuse, type Result } from '#lib/kernel';
import type { Refusal, RefusedField } from '#lib/platform';
import { checkGeometry, type AreaGeometry, type GeometryFault } from './geometry.js';

/** Which properties of a feature say what an area is called. */
export interface AreaProperties {
  code: string;
  name: string;
  /** The code of the area of a larger level that it belongs to. */
  parentCode?: string | undefined;
}

/** An area as read from a file. */
export interface AreaFeature {
  /** Where it stands in the file, from 0. */
  index: number;
  code: string;
  name: string;
  parentCode: string | null;
  geometry: AreaGeometry;
}

/** The most faults that one answer names. */
const mostFaults = 100;
const mostCodeCharacters = 64;
const mostNameCharacters = 200;

/**
 * The areas of a GeoJSON FeatureCollection (RFC 7946), or every feature that is not one: by its place in the file,
 * its code and what is wrong.
 */
export function areasFrom(collection: unknown, properties: AreaProperties): Result<AreaFeature[], Refusal> {
  const features = featuresOf(collection);
  if (!features) return refuse(noCollection);
  const faults: RefusedField[] = [];
  const indexByCode = new Map<string, number>();
  const areas: AreaFeature[] = [];
  features.forEach((feature, index) => {
    const read = areaFrom(feature, index, properties);
    if (!read.accepted) {
      faults.push(read.refusal);
      return;
    }
    const earlier = indexByCode.get(read.value.code);
    if (earlier === undefined) {
      indexByCode.set(read.value.code, index);
      areas.push(read.value);
    } else {
      const detail = { 0: read.value.code, 1: `features.${earlier}` };
      faults.push({
        field: `features.${index}.properties.${properties.code}`,
        rule: 'codeRepeated',
        parameters: detail,
      });
    }
  });
  return faults.length > 0 ? refuse(invalidGeometry(faults)) : accept(areas);
}

/** The shapes of a FeatureCollection, a Feature or a bare geometry, where only the shape counts. */
export function geometriesFrom(geoJson: unknown): Result<AreaGeometry[], Refusal> {
  const { type, geometry } = (geoJson ?? {}) as { type?: unknown; geometry?: unknown };
  const features = featuresOf(geoJson);
  const shapes = features ? features.map(geometryOf) : [type === 'Feature' ? geometry : geoJson];
  const faults: RefusedField[] = [];
  const geometries: AreaGeometry[] = [];
  shapes.forEach((shape, index) => {
    const checked = checkGeometry(shape);
    if (checked.accepted) geometries.push(checked.value);
    else faults.push(faultOf(index, undefined, checked.refusal));
  });
  return faults.length > 0 ? refuse(invalidGeometry(faults)) : accept(geometries);
}

/** The refusal that names faulty features: as many as one answer can hold. */
export const invalidGeometry = (faults: RefusedField[]): Refusal => ({
  code: 'invalid_geometry',
  parameters: { count: faults.length },
  fields: faults.slice(0, mostFaults),
});

/** A feature's fault as a field: its place in the file, then its code and the reason. */
export const faultOf = (index: number, code: string | undefined, fault: GeometryFault): RefusedField => ({
  field: `features.${index}.geometry`,
  rule: fault.rule,
  parameters: { 0: code ?? `#${index}`, 1: fault.detail ?? '' },
});

const noCollection: Refusal = {
  code: 'validation_failed',
  fields: [{ field: 'body', rule: 'featureCollection' }],
};

const geometryOf = (feature: unknown): unknown => (feature as { geometry?: unknown } | null)?.geometry;

/** The features of a collection with at least one. */
function featuresOf(value: unknown): unknown[] | undefined {
  const { type, features } = (value ?? {}) as { type?: unknown; features?: unknown };
  return type === 'FeatureCollection' && Array.isArray(features) && features.length > 0
    ? (features as unknown[])
    : undefined;
}

function areaFrom(
  feature: unknown,
  index: number,
  properties: AreaProperties,
): Result<AreaFeature, RefusedField> {
  const values = ((feature as { properties?: unknown } | null)?.properties ?? {}) as Record<string, unknown>;
  const code = textFrom(values[properties.code], mostCodeCharacters);
  const name = textFrom(values[properties.name], mostNameCharacters);
  const wrong = (property: string) =>
    refuse({
      field: `features.${index}.properties.${property}`,
      rule: 'areaText',
      parameters: { 0: code ?? `#${index}` },
    });
  if (code === undefined) return wrong(properties.code);
  if (name === undefined) return wrong(properties.name);
  let parentCode: string | null = null;
  if (properties.parentCode !== undefined) {
    parentCode = textFrom(values[properties.parentCode], mostCodeCharacters) ?? null;
    if (parentCode === null) return wrong(properties.parentCode);
  }
  const geometry = checkGeometry(geometryOf(feature));
  return geometry.accepted
    ? accept({ index, code, name, parentCode, geometry: geometry.value })
    : refuse(faultOf(index, code, geometry.refusal));
}

/** A text or a number as text, trimmed; undefined when it is missing, too long or not one line that can be stored. */
function textFrom(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  return text.length <= most && /^\P{Cc}+$/u.test(text) && text.isWellFormed() ? text : undefined;
}
