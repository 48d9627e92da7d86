import { NestedList, Text, Time, Whole } from '#lib/platform';

/** Letters, digits, dots, hyphens and underscores: a name that stands in an address as it is. */
export const datasetPattern = /^[\w.-]+$/;

export class DatasetView {
  @Text({ max: 64, description: 'What was imported together.', example: 'osm' }) dataset: string;

  @Whole({ min: 0, max: 10_000_000, description: 'Places that can be found.' }) count: number;

  @Whole({ min: 0, max: 10_000_000, description: 'How many of them are streets.' }) streets: number;

  @Whole({ min: 0, max: 10_000_000, description: 'Roads that the map draws: all of one name and class.' })
  roads: number;

  @Text({ max: 300, description: 'What its licence asks to be shown.', nullable: true }) attribution:
    string | null;

  @Time({ description: 'When it was imported last.', nullable: true }) importedAt: Date | null;
}

export class DatasetList {
  @NestedList(() => DatasetView, { max: 10_000, description: 'By name.' })
  items: DatasetView[];
}

export class DatasetRemoval {
  @Text({ max: 64, description: 'What is gone.' }) dataset: string;

  @Whole({ min: 0, max: 10_000_000, description: 'Places that can be found no more.' }) removed: number;
}
