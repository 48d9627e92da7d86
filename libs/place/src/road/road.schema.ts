import { roadClasses } from './road.js';

const roadSchema = {
  type: 'object',
  description: 'All of one name and class, or all of a class without a name.',
  required: ['type', 'properties', 'geometry'],
  properties: {
    type: { type: 'string', enum: ['Feature'] },
    properties: {
      type: 'object',
      required: ['class'],
      properties: {
        class: {
          type: 'string',
          enum: [...roadClasses],
          description: 'A word of OpenStreetMap’s `highway`; `minor` is every other road for cars.',
        },
        name: { type: 'string', maxLength: 300, description: 'Left out where it has none.' },
      },
    },
    geometry: {
      type: 'object',
      required: ['type', 'coordinates'],
      properties: {
        type: { type: 'string', enum: ['MultiLineString'] },
        coordinates: { type: 'array', items: {}, description: 'Lines of [longitude, latitude].' },
      },
    },
  },
};

export const roadCollectionSchema = {
  type: 'object',
  description: 'A GeoJSON FeatureCollection (RFC 7946).',
  required: ['type', 'attributions', 'features'],
  properties: {
    type: { type: 'string', enum: ['FeatureCollection'] },
    attributions: {
      type: 'array',
      items: { type: 'string', maxLength: 300 },
      description: 'To be shown wherever these roads are drawn, as the licences of their data ask.',
    },
    features: { type: 'array', items: roadSchema },
  },
} satisfies Record<string, unknown>;
