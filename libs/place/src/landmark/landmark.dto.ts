import { Choice, Text, Whole } from '#lib/platform';
import { datasetPattern } from './dataset.dto.js';

export const landmarkKinds = ['landmark', 'street'] as const;
export type LandmarkKind = (typeof landmarkKinds)[number];

const property = (what: string, usual: string) => ({
  max: 64,
  optional: true,
  description: `Property of a feature with ${what}; \`${usual}\` if left out.`,
});

export class LandmarkImportQuery {
  @Text({
    max: 64,
    pattern: datasetPattern,
    description: 'What is imported together is replaced together.',
    example: 'osm',
  })
  dataset: string;

  @Choice(landmarkKinds, {
    optional: true,
    name: 'LandmarkKind',
    description: 'What the features are. Left out: lines are streets, all others landmarks.',
  })
  kind?: LandmarkKind;

  @Text({
    max: 64,
    optional: true,
    description:
      'Property of a feature that says `landmark` or `street`, where `kind` is left out; all other words count as none.',
  })
  kindProperty?: string;

  @Text(property('its name', 'name'))
  nameProperty?: string;

  @Text(property('other names, separated by semicolons', 'alt_name'))
  aliasProperty?: string;

  @Text(property('what kind of landmark or road it is (for roads of OpenStreetMap: `highway`)', 'category'))
  categoryProperty?: string;

  @Text({
    max: 300,
    optional: true,
    description: 'Whose data they are, shown on the map that draws their roads.',
    example: '© OpenStreetMap contributors',
  })
  attribution?: string;
}

export class LandmarkImportResponse {
  @Whole({ min: 0, max: 10_000_000, description: 'Places that can be found now.' })
  imported: number;

  @Whole({ min: 0, max: 10_000_000, description: 'Places of the same dataset that they replaced.' })
  replaced: number;

  @Whole({
    min: 0,
    max: 10_000_000,
    description: 'Roads that the map draws now; those without a name count as one of each class.',
  })
  roads: number;
}

export const landmarkFileSchema = {
  type: 'object',
  description: 'A GeoJSON FeatureCollection (RFC 7946) of points, lines or areas.',
  required: ['type', 'features'],
  properties: {
    type: { type: 'string', enum: ['FeatureCollection'] },
    features: { type: 'array', minItems: 1, items: { type: 'object', additionalProperties: true } },
  },
} satisfies Record<string, unknown>;
