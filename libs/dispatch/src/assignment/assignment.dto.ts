import {
  assignmentStates,
  etaSources,
  teamKinds,
  type AssignmentState,
  type EtaSource,
  type TeamKind,
} from '#lib/contract';
import {
  Choice,
  Choices,
  Flag,
  Identifier,
  Nested,
  NestedList,
  PageQuery,
  Text,
  Time,
  Whole,
} from '#lib/platform';

const largestWhole = 2_147_483_647;
/** A reason is a code: free text may hold words about a patient, and this goes to the journal. */
const reasonCode = /^[a-z][a-z0-9_]{1,39}$/;

export class AssignmentRequest {
  @Identifier({
    optional: true,
    description: 'The team to send; the best of the recommendation if left out.',
  })
  teamId?: string;

  @Flag({
    optional: true,
    description: 'Sends the named team although it does not fit, or one more team although the plan is met.',
  })
  override?: boolean;

  @Text({
    max: 40,
    optional: true,
    pattern: reasonCode,
    description: 'A code for why this team, kept with the decision.',
    example: 'knows_the_patient',
  })
  reason?: string;
}

export class DivertRequest {
  @Identifier({ description: 'The more urgent incident the team is to go to.' })
  incidentId: string;

  @Flag({ optional: true, description: 'Sends the team although it does not fit.' })
  override?: boolean;

  @Text({ max: 40, optional: true, pattern: reasonCode, description: 'A code for why.' })
  reason?: string;
}

/** What a person may report; the rest follows by itself (`expired`) or needs more than a state (`diverted`). */
export const reportableStates = [
  'acknowledged',
  'en_route',
  'on_scene',
  'transporting',
  'at_hospital',
  'cleared',
  'declined',
  'recalled',
] as const satisfies readonly AssignmentState[];
export type ReportableState = (typeof reportableStates)[number];

export class AssignmentStateRequest {
  @Choice(reportableStates, { description: 'The step taken.' })
  state: ReportableState;

  @Time({
    optional: true,
    description: 'When it was taken, by the device’s clock, where it is told late. Now if left out.',
  })
  at?: Date;

  @Text({
    max: 40,
    optional: true,
    pattern: reasonCode,
    description: 'A code for why. Needed to decline.',
    example: 'vehicle_defect',
  })
  reason?: string;

  @Identifier({ optional: true, description: 'Where the patient is taken; with `transporting` only.' })
  facilityId?: string;
}

export class AssignmentQuery extends PageQuery {
  @Identifier({ optional: true, description: 'Only of this team. A team always gets its own only.' })
  teamId?: string;

  @Flag({ optional: true, query: true, description: 'Only live ones, or only ended ones.' })
  live?: boolean;
}

export class AssignedTeamView {
  @Identifier({ description: 'The team.' })
  id: string;

  @Text({ max: 100, description: 'What it is called on the radio.' })
  callSign: string;

  @Choice(teamKinds, { name: 'TeamKind', description: 'What kind of team it is.' })
  kind: TeamKind;
}

export class AssignmentView {
  @Identifier({ description: 'The assignment.' })
  id: string;

  @Identifier({ description: 'The incident.' })
  incidentId: string;

  @Identifier({ description: 'The team.' })
  teamId: string;

  @Nested(() => AssignedTeamView, { description: 'The team.' })
  team: AssignedTeamView;

  @Choice(assignmentStates.states, { name: 'AssignmentState', description: 'Where it stands.' })
  state: AssignmentState;

  @Time({ description: 'When it came into this state, as told by the team.' })
  stateSince: string;

  @Choices(assignmentStates.states, { description: 'The steps that the reader of this may report next.' })
  allowed: AssignmentState[];

  @Time({ description: 'When the team was offered the incident.' })
  offeredAt: string;

  @Text({ max: 100, description: '`user:<id>`, `integration:<id>` or `system`.' })
  offeredBy: string;

  @Time({ nullable: true, description: 'Until when the team must answer; null once it has.' })
  acknowledgeBy: string | null;

  @Flag({
    description: 'Whether the team fits the response plan: only such a team stops the response clock.',
  })
  fitsPlan: boolean;

  @Whole({ min: 0, max: largestWhole, nullable: true, description: 'Travel time when offered, seconds.' })
  etaSeconds: number | null;

  @Choice(etaSources, { nullable: true, description: 'Where that time came from.' })
  etaSource: EtaSource | null;

  @Whole({ min: 0, max: largestWhole, nullable: true, description: 'Way when offered, metres.' })
  distanceMetres: number | null;

  @Identifier({ nullable: true, description: 'The facility the patient is taken to.' })
  destinationFacilityId: string | null;

  @Text({ max: 40, nullable: true, description: 'The code for why it ended early.' })
  endedReason: string | null;

  @Time({ nullable: true, description: 'When it ended; null while it is live.' })
  endedAt: string | null;

  @Identifier({ nullable: true, description: 'The recommendation the team was chosen from.' })
  recommendationId: string | null;

  @Whole({ min: 1, max: largestWhole, description: 'Grows with every step; also the ETag.' })
  version: number;
}

export class AssignmentList {
  @NestedList(() => AssignmentView, { max: 1_000, description: 'Oldest first.' })
  items: AssignmentView[];
}

export class AssignmentPage {
  @NestedList(() => AssignmentView, { max: 500, description: 'Newest first.' })
  items: AssignmentView[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;
}
