import { placeNoteKinds, type PlaceNoteKind } from '#lib/contract';
import {
  Choice,
  Decimal,
  Flag,
  Identifier,
  Latitude,
  Longitude,
  NestedList,
  PageQuery,
  Text,
  Time,
  Whole,
} from '#lib/platform';
import { EarlierIncident } from '../number/number-history.dto.js';

/** Furthest a note reaches: a factory, a market, a slope that slides. */
const mostRadiusMetres = 2_000;
const usualRadiusMetres = 50;

export class PlaceNoteRequest {
  @Choice(placeNoteKinds, { name: 'PlaceNoteKind', description: 'A danger, or something that helps.' })
  kind: PlaceNoteKind;

  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({
    min: 1,
    max: mostRadiusMetres,
    optional: true,
    description: `Incidents so near are shown it, metres; ${usualRadiusMetres} if left out.`,
  })
  radiusMetres?: number;

  @Text({
    max: 1_000,
    description: 'What a crew should know. Personal data.',
    example: 'Gang sempit, ambulans tidak masuk; tandu dari jalan besar.',
  })
  text: string;

  @Time({ optional: true, nullable: true, description: 'Until when it holds; for good if left out.' })
  expiresAt?: Date | null;
}

/** What a crew should know of a place. */
export class PlaceNoteView {
  @Identifier({ description: 'The note.' })
  id: string;

  @Choice(placeNoteKinds, { name: 'PlaceNoteKind', description: 'A danger, or something that helps.' })
  kind: PlaceNoteKind;

  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({ min: 1, max: mostRadiusMetres, description: 'Incidents so near are shown it, metres.' })
  radiusMetres: number;

  @Text({ max: 1_000, description: 'What a crew should know.' })
  text: string;

  @Text({ max: 100, description: 'Who wrote it: `user:<id>` or `integration:<id>`.' })
  writtenBy: string;

  @Time({ description: 'When it was written.' })
  writtenAt: Date;

  @Time({ nullable: true, description: 'Until when it holds; null: for good.' })
  expiresAt: Date | null;

  @Time({ nullable: true, description: 'When it was taken away; null while it stands.' })
  removedAt: Date | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change; also the `ETag`.' })
  version: number;
}

export class PlaceNotePage {
  @NestedList(() => PlaceNoteView, { max: 500, description: 'Newest first.' })
  items: PlaceNoteView[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;
}

export class PlaceNoteQuery extends PageQuery {
  @Flag({ optional: true, query: true, description: 'Only those that hold now.' })
  live?: boolean;
}

export class PlaceHistoryRequest {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({
    min: 1,
    max: mostRadiusMetres,
    optional: true,
    description: `Earlier incidents so near are answered, metres; ${usualRadiusMetres} if left out.`,
  })
  radiusMetres?: number;
}

/** What is known of a place. */
export class PlaceHistory {
  @NestedList(() => PlaceNoteView, {
    max: 50,
    description: 'Notes that hold here; dangers first, then the nearest.',
  })
  notes: PlaceNoteView[];

  @NestedList(() => EarlierIncident, {
    max: 20,
    description:
      'Earlier incidents near by, newest first. Empty for a team, which is shown its own incidents only.',
  })
  incidents: EarlierIncident[];
}

export const placeNoteSettings = { usualRadiusMetres } as const;
