import { areaLevels, type AreaLevel } from '#lib/contract';
import { Choice, Flag, Identifier, NestedList, PageQuery, Text, Time, Whole } from '#lib/platform';

const level = 'Administrative level, the largest first.';

export class AreaQuery {
  @Choice(areaLevels, { optional: true, description: 'Only areas of this level.', name: 'AreaLevel' })
  level?: AreaLevel;
}

export class AreaPageQuery extends PageQuery {
  @Choice(areaLevels, { optional: true, description: 'Only areas of this level.', name: 'AreaLevel' })
  level?: AreaLevel;
}

export class AreaResponse {
  @Identifier({ description: 'Identifies the area.' }) id: string;

  @Choice(areaLevels, { description: level, name: 'AreaLevel' }) level: AreaLevel;

  @Text({ max: 64, description: 'Its official code; unique in its level.', example: 'id3273010' })
  code: string;

  @Text({ max: 200, description: 'Its name.', example: 'Bandung Kulon' }) name: string;

  @Identifier({ description: 'The area of a larger level it belongs to.', nullable: true })
  parentId: string | null;
}

export class AreaPage {
  @NestedList(() => AreaResponse, { description: 'Areas by level and code.', max: 500 })
  items: AreaResponse[];

  @Text({ max: 200, description: 'Where the next page begins; null on the last.', nullable: true })
  nextCursor: string | null;
}

export class AreaLevelView {
  @Choice(areaLevels, { description: level, name: 'AreaLevel' }) level: AreaLevel;

  @Whole({ description: 'Areas of this level.', min: 1, max: 1_000_000 }) count: number;

  @Time({ description: 'When areas of this level were imported last.', nullable: true })
  importedAt: Date | null;
}

export class AreaLevelList {
  @NestedList(() => AreaLevelView, { description: 'Levels that have areas, the largest first.', max: 20 })
  items: AreaLevelView[];
}

export class AreaRemovalResponse {
  @Choice(areaLevels, { description: level, name: 'AreaLevel' }) level: AreaLevel;

  @Whole({ description: 'Areas that are gone.', min: 1, max: 1_000_000 }) removed: number;
}

/** Which property of each feature holds what. */
export class AreaImportQuery {
  @Choice(areaLevels, { optional: true, description: `${level} kecamatan if left out.`, name: 'AreaLevel' })
  level?: AreaLevel;

  @Text({ max: 64, optional: true, description: 'Property with the code; `code` if left out.' })
  codeProperty?: string;

  @Text({ max: 64, optional: true, description: 'Property with the name; `name` if left out.' })
  nameProperty?: string;

  @Text({
    max: 64,
    optional: true,
    description: 'Property with the code of the larger area; none if left out.',
  })
  parentCodeProperty?: string;

  @Flag({
    optional: true,
    query: true,
    description: 'Makes the union of these areas the service area even where one is set.',
  })
  serviceArea?: boolean;
}

export class AreaImportResponse {
  @Choice(areaLevels, { description: level, name: 'AreaLevel' }) level: AreaLevel;

  @Whole({ description: 'Areas that are new.', min: 0, max: 1_000_000 }) created: number;

  @Whole({ description: 'Areas that were known by their code.', min: 0, max: 1_000_000 }) updated: number;

  @Flag({ description: 'Whether the union of these areas became the service area.' })
  serviceAreaSet: boolean;
}
