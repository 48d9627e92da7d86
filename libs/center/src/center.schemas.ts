import { z } from 'zod';
import { centerSettings } from './center-settings.js';

/** JSON Schemas of what no class describes: the settings from their zod schema, and GeoJSON. */
type JsonSchema = Record<string, unknown>;

const openApi = (io: 'input' | 'output'): JsonSchema =>
  z.toJSONSchema(centerSettings, { target: 'openapi-3.0', io });

export const settingsResponseSchema: JsonSchema = {
  type: 'object',
  required: ['settings', 'version'],
  properties: { settings: openApi('output'), version: { type: 'integer', minimum: 1 } },
};

export const settingsPatchSchema: JsonSchema = {
  ...openApi('input'),
  description: 'Any part of the settings. What is left out stays; `null` goes back to the default.',
};

const geometrySchema: JsonSchema = {
  type: 'object',
  required: ['type', 'coordinates'],
  properties: {
    type: { type: 'string', enum: ['Polygon', 'MultiPolygon'] },
    coordinates: {
      type: 'array',
      items: {},
      description: 'Rings of [longitude, latitude], each ending where it begins.',
    },
  },
};

export const featureSchema = {
  type: 'object',
  description: 'A GeoJSON Feature (RFC 7946).',
  required: ['type', 'properties', 'geometry'],
  properties: {
    type: { type: 'string', enum: ['Feature'] },
    id: { type: 'string' },
    properties: { type: 'object', additionalProperties: true },
    geometry: { ...geometrySchema, nullable: true },
  },
} satisfies JsonSchema;

const features: JsonSchema = { type: 'array', items: featureSchema };

/** As it is answered: a center without areas has none to show. */
export const featureCollectionSchema = {
  type: 'object',
  description: 'A GeoJSON FeatureCollection (RFC 7946).',
  required: ['type', 'features'],
  properties: { type: { type: 'string', enum: ['FeatureCollection'] }, features },
} satisfies JsonSchema;

/** As it is sent: one with nothing in it means a mistake. */
export const sentFeatureCollectionSchema: JsonSchema = {
  ...featureCollectionSchema,
  properties: { ...featureCollectionSchema.properties, features: { ...features, minItems: 1 } },
};

/** A Feature with the version of the center it belongs to, which is also the ETag. */
export const serviceAreaSchema: JsonSchema = {
  ...featureSchema,
  required: ['type', 'properties', 'geometry', 'version'],
  properties: { ...featureSchema.properties, version: { type: 'integer', minimum: 1 } },
};
