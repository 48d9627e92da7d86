import {
  crewRoles,
  positionSources,
  teamCapabilities,
  teamKinds,
  type CrewRole,
  type PositionSource,
  type TeamCapability,
  type TeamKind,
} from '#lib/contract';
import {
  Choice,
  Choices,
  Decimal,
  Flag,
  Identifier,
  Latitude,
  Longitude,
  Nested,
  NestedList,
  PageQuery,
  Text,
  Time,
  Whole,
} from '#lib/platform';

const callSign = { max: 40, description: 'What it is called on the radio; unique.', example: 'AMB-01' };
const kind = { description: 'What it drives and what it is for.', name: 'TeamKind' };
const phone = {
  max: 40,
  description:
    'Where dispatchers call it: a telephone number, or an extension of the exchange of 2 to 4 digits.',
  example: '0812-3456-7890',
};
const capabilities = 'What it can do or carries, beyond what its kind implies.';
const minimumCrew = { description: 'People without whom it does not set out.', min: 0, max: 20 };
const baseFacility = 'The facility it is based at.';
const onDuty = 'Whether it can be sent.';
const mostCrew = 20;

export class TeamPageQuery extends PageQuery {
  @Flag({ optional: true, query: true, description: 'Only teams that are on duty, or only those off.' })
  onDuty?: boolean;

  @Choice(teamKinds, { ...kind, optional: true }) kind?: TeamKind;

  @Flag({ optional: true, query: true, description: 'Also teams that were taken out of use.' })
  includeInactive?: boolean;
}

export class PlaceFields {
  @Latitude() lat: number;
  @Longitude() lon: number;
}

export class CrewMemberFields {
  @Text({ max: 100, description: 'Personal data: kept while on duty, never journalled.' }) name: string;
  @Choice(crewRoles, { description: 'What they do on board.', name: 'CrewRole' }) role: CrewRole;
}

export class TeamPositionView {
  @Latitude() lat: number;
  @Longitude() lon: number;
  @Time({ description: 'When the device fixed it.' }) at: string;
  @Time({ description: 'When the server got it.' }) receivedAt: string;
  @Decimal({ description: 'Age of the fix.', min: 0, max: 1e12 }) ageSeconds: number;

  @Decimal({ description: 'Radius of uncertainty.', min: 0, max: 1e6, nullable: true })
  accuracyMetres: number | null;

  @Decimal({ description: 'Metres per second.', min: 0, max: 500, nullable: true }) speed: number | null;

  @Decimal({ description: 'Degrees, 0 = north, clockwise.', min: 0, max: 360, nullable: true })
  heading: number | null;

  @Choice(positionSources, {
    description: '`base`: no device was heard of since it came on duty.',
    name: 'PositionSource',
  })
  source: PositionSource;
}

export class TeamResponse {
  @Identifier({ description: 'Identifies the team.' }) id: string;
  @Text(callSign) callSign: string;
  @Choice(teamKinds, kind) kind: TeamKind;

  @Text({
    max: 40,
    description:
      'Its work telephone, in E.164 or an extension of the exchange; null for roles that do not call teams.',
    example: '+6281234567890',
    nullable: true,
  })
  phone: string | null;

  @Choices(teamCapabilities, { description: capabilities }) capabilities: TeamCapability[];
  @Whole(minimumCrew) minimumCrew: number;
  @Identifier({ description: baseFacility, nullable: true }) baseFacilityId: string | null;
  @Nested(() => PlaceFields, { description: 'Where it is stationed.' }) base: PlaceFields;
  @Flag({ description: onDuty }) onDuty: boolean;
  @Time({ description: 'Since when it is on duty.', nullable: true }) dutySince: string | null;

  @NestedList(() => CrewMemberFields, {
    description: 'Who is on board; null for roles that may not read names.',
    nullable: true,
    max: mostCrew,
  })
  crew: CrewMemberFields[] | null;

  @Whole({ description: 'How many are on board.', min: 0, max: mostCrew }) crewSize: number;

  @Nested(() => TeamPositionView, { description: 'Where it was when last heard of.', nullable: true })
  position: TeamPositionView | null;

  @Flag({ description: 'False for one that was taken out of use.' }) active: boolean;
  @Whole({ description: 'Counts its changes.', min: 1, max: 2 ** 31 - 1 }) version: number;
}

export class TeamPage {
  @NestedList(() => TeamResponse, { description: 'By call sign.', max: 500 }) items: TeamResponse[];

  @Text({ max: 200, description: 'Where the next page begins; null on the last.', nullable: true })
  nextCursor: string | null;
}

export class NewTeamRequest {
  @Text(callSign) callSign: string;
  @Choice(teamKinds, kind) kind: TeamKind;
  @Text({ ...phone, optional: true, nullable: true }) phone?: string | null;

  @Choices(teamCapabilities, { optional: true, description: capabilities })
  capabilities?: TeamCapability[];

  @Whole({ ...minimumCrew, optional: true }) minimumCrew?: number;
  @Identifier({ description: baseFacility, optional: true, nullable: true }) baseFacilityId?: string | null;

  @Nested(() => PlaceFields, {
    description: 'Where it is stationed; its base facility if left out.',
    optional: true,
  })
  base?: PlaceFields;
}

export class TeamChangesRequest {
  @Text({ ...callSign, optional: true }) callSign?: string;
  @Choice(teamKinds, { ...kind, optional: true }) kind?: TeamKind;
  @Text({ ...phone, optional: true, nullable: true }) phone?: string | null;

  @Choices(teamCapabilities, { optional: true, description: capabilities })
  capabilities?: TeamCapability[];

  @Whole({ ...minimumCrew, optional: true }) minimumCrew?: number;
  @Identifier({ description: baseFacility, optional: true, nullable: true }) baseFacilityId?: string | null;

  @Nested(() => PlaceFields, {
    description: 'Where it is stationed; a new base facility’s place if left out.',
    optional: true,
  })
  base?: PlaceFields;

  @Flag({ optional: true, description: 'False takes it off duty and out of use.' }) active?: boolean;
}

export class DutyRequest {
  @Flag({ description: onDuty }) onDuty: boolean;

  @NestedList(() => CrewMemberFields, {
    description: 'Who is on board, while on duty; the present crew if left out.',
    optional: true,
    max: mostCrew,
  })
  crew?: CrewMemberFields[];
}
