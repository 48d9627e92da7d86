import { incidentTypes, priorities, type IncidentType, type Priority } from '#lib/contract';
import { Choice, Identifier, Nested, NestedList, Text, Whole } from '#lib/platform';
import { AssignmentView } from '../assignment/assignment.dto.js';
import { PlanUnitBody } from '../response-plan/response-plan.dto.js';

const largestWhole = 2_147_483_647;

/** Which plan applies. */
export class AppliedPlanView {
  @Choice(incidentTypes, { nullable: true, description: 'Of a plan for one type; null for all types.' })
  type: IncidentType | null;

  @Choice(priorities, { name: 'Priority', description: 'The priority it is for.' })
  priority: Priority;

  @Text({ max: 7, nullable: true, description: 'Of a plan for one result of the triage protocol.' })
  determinant: string | null;
}

/** A place of the plan for one team. */
export class PlanPlaceView {
  @Whole({ min: 1, max: 10, description: 'Which unit of the plan, from 1.' })
  unitNumber: number;

  @Nested(() => PlanUnitBody, { description: 'What it asks for.' })
  unit: PlanUnitBody;

  @Nested(() => AssignmentView, { nullable: true, description: 'Who fills it; null while nobody does.' })
  assignment: AssignmentView | null;
}

/** The teams sent, beside what the plan asks for now. */
export class ResponseView {
  @Identifier({ description: 'The incident.' })
  incidentId: string;

  @Nested(() => AppliedPlanView, { description: 'The plan that applies.' })
  plan: AppliedPlanView;

  @NestedList(() => PlanPlaceView, { max: 200, description: 'In the order of the plan.' })
  places: PlanPlaceView[];

  @Whole({ min: 0, max: 200, description: 'Open places. `POST /incidents/:id/response` fills them.' })
  missing: number;

  @NestedList(() => AssignmentView, {
    max: 1_000,
    description:
      'Live assignments that the plan does not ask for; `recalled` stands one down where it is allowed.',
  })
  notNeeded: AssignmentView[];

  @Whole({ min: 1, max: largestWhole, description: 'The version of the incident; also the ETag.' })
  version: number;
}

/** What was sent for the open places of the plan, and the response as it is with it. */
export class SentResponseView extends ResponseView {
  @NestedList(() => AssignmentView, {
    max: 200,
    description: 'The teams that were offered the incident by this, in the order in which they were chosen.',
  })
  sent: AssignmentView[];
}
