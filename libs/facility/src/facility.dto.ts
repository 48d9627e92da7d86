import {
  bedCategories,
  diversions,
  facilityCapabilities,
  facilityKinds,
  type BedCategory,
  type Diversion,
  type FacilityCapability,
  type FacilityKind,
} from '#lib/contract';
import {
  Choice,
  Choices,
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

const mostBeds = 10_000;
const kind = { description: 'What kind of place it is.', name: 'FacilityKind' };
const capabilities = 'What it can do for a patient.';
const diversion = {
  description: 'Whether it takes ambulances: `open`, `partial` (some categories full) or `closed`.',
  name: 'Diversion',
};
const note = 'Why it diverts, for whoever chooses where to take a patient. No patient’s name.';
const category = { description: 'Kind of beds.', name: 'BedCategory' };

export class FacilityPageQuery extends PageQuery {
  @Choice(facilityKinds, { ...kind, optional: true }) kind?: FacilityKind;

  @Choice(facilityCapabilities, {
    optional: true,
    description: 'Only facilities that can do this.',
    name: 'FacilityCapability',
  })
  capability?: FacilityCapability;

  @Text({
    max: 60,
    optional: true,
    pattern: /^-?\d{1,3}(\.\d{1,15})?,-?\d{1,3}(\.\d{1,15})?$/,
    description: 'Latitude and longitude: the nearest come first.',
    example: '-6.9025,107.6188',
  })
  near?: string;

  @Flag({ optional: true, query: true, description: 'Also facilities that were taken off the lists.' })
  includeInactive?: boolean;
}

export class BedsView {
  @Choice(bedCategories, category) category: BedCategory;
  @Whole({ description: 'How many there are.', min: 0, max: mostBeds }) total: number;
  @Whole({ description: 'How many are free.', min: 0, max: mostBeds }) available: number;
  @Time({ description: 'When this was last told.' }) updatedAt: string;
}

export class FacilityResponse {
  @Identifier({ description: 'Identifies the facility.' }) id: string;
  @Choice(facilityKinds, kind) kind: FacilityKind;
  @Text({ max: 200, description: 'Its name.', example: 'RSUP Dr. Hasan Sadikin' }) name: string;

  @Text({ max: 40, description: 'Its number in an outside register.', nullable: true })
  code: string | null;

  @Latitude() lat: number;
  @Longitude() lon: number;
  @Text({ max: 500, description: 'Its address.', nullable: true }) address: string | null;
  @Text({ max: 40, description: 'Where it answers the telephone.', nullable: true }) phone: string | null;
  @Choices(facilityCapabilities, { description: capabilities }) capabilities: FacilityCapability[];
  @Choice(diversions, diversion) diversion: Diversion;
  @Text({ max: 500, description: note, nullable: true }) diversionNote: string | null;
  @NestedList(() => BedsView, { description: 'Beds by category.', max: bedCategories.length })
  beds: BedsView[];
  @Flag({ description: 'False for one that was taken off the lists.' }) active: boolean;
  @Whole({ description: 'Counts its changes.', min: 1, max: 2 ** 31 - 1 }) version: number;
}

export class ListedFacilityResponse extends FacilityResponse {
  @Decimal({
    description: 'Metres by straight line from `near`; null without it.',
    min: 0,
    max: 2.1e7,
    nullable: true,
  })
  distanceMetres: number | null;
}

export class FacilityPage {
  @NestedList(() => ListedFacilityResponse, { description: 'By distance or by name.', max: 500 })
  items: ListedFacilityResponse[];

  @Text({ max: 200, description: 'Where the next page begins; null on the last.', nullable: true })
  nextCursor: string | null;
}

export class FacilityChangesRequest {
  @Choice(facilityKinds, { ...kind, optional: true }) kind?: FacilityKind;
  @Text({ max: 200, optional: true, description: 'Its name; unique in its kind.' }) name?: string;

  @Text({ max: 40, optional: true, nullable: true, description: 'Its number in an outside register.' })
  code?: string | null;

  @Decimal({ description: 'Latitude, degrees; together with `lon`.', min: -90, max: 90, optional: true })
  lat?: number;

  @Decimal({ description: 'Longitude, degrees; together with `lat`.', min: -180, max: 180, optional: true })
  lon?: number;

  @Text({ max: 500, optional: true, nullable: true, description: 'Its address.' })
  address?: string | null;

  @Text({ max: 40, optional: true, nullable: true, description: 'Where it answers the telephone.' })
  phone?: string | null;

  @Choices(facilityCapabilities, { optional: true, description: capabilities })
  capabilities?: FacilityCapability[];

  @Flag({ optional: true, description: 'False takes it off the lists.' }) active?: boolean;
}

export class NewFacilityRequest {
  @Choice(facilityKinds, kind) kind: FacilityKind;
  @Text({ max: 200, description: 'Its name; unique in its kind.' }) name: string;

  @Text({ max: 40, optional: true, nullable: true, description: 'Its number in an outside register.' })
  code?: string | null;

  @Latitude() lat: number;
  @Longitude() lon: number;

  @Text({ max: 500, optional: true, nullable: true, description: 'Its address.' })
  address?: string | null;

  @Text({ max: 40, optional: true, nullable: true, description: 'Where it answers the telephone.' })
  phone?: string | null;

  @Choices(facilityCapabilities, { optional: true, description: capabilities })
  capabilities?: FacilityCapability[];
}

export class BedsRequest {
  @Choice(bedCategories, category) category: BedCategory;

  @Whole({
    description: 'How many there are; the known total if left out.',
    min: 0,
    max: mostBeds,
    optional: true,
  })
  total?: number;

  @Whole({ description: 'How many are free; at most the total.', min: 0, max: mostBeds })
  available: number;
}

export class BedsChangeRequest {
  @Choice(diversions, { ...diversion, optional: true }) diversion?: Diversion;
  @Text({ max: 500, optional: true, nullable: true, description: note }) diversionNote?: string | null;

  @NestedList(() => BedsRequest, {
    description: 'The categories that are told, each once; the others stay.',
    optional: true,
    max: bedCategories.length,
  })
  beds?: BedsRequest[];
}
