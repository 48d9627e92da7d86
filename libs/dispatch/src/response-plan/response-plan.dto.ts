import {
  incidentTypes,
  priorities,
  teamCapabilities,
  teamKinds,
  type IncidentType,
  type Priority,
  type TeamCapability,
  type TeamKind,
} from '#lib/contract';
import { Choice, Choices, NestedList, Text, Time, Whole } from '#lib/platform';

export class PlanUnitBody {
  @Choices(teamKinds, { description: 'Any of these kinds will do. At least one.', min: 1 })
  kinds: TeamKind[];

  @Choices(teamCapabilities, {
    description: 'All of these are needed. What a kind of team always carries counts.',
  })
  capabilities: TeamCapability[];

  @Whole({ min: 1, max: 20, description: 'How many such teams.' })
  count: number;
}

/** A determinant where there may be none. */
export const determinantOfPlan = {
  max: 7,
  pattern: /^\d\d\.[ABCD]\.\d\d$/,
  optional: true,
  nullable: true,
  example: '03.A.01',
};

export class ResponsePlanBody {
  @Choice(incidentTypes, {
    nullable: true,
    description: 'The type it is for; null for every type without a plan of its own.',
  })
  type: IncidentType | null;

  @Choice(priorities, { name: 'Priority', description: 'The priority it is for.' })
  priority: Priority;

  @Text({
    ...determinantOfPlan,
    description:
      'Only for this result of the triage protocol, before every other plan; with `type` null and the priority of ' +
      'its level. Null for every result.',
  })
  determinant?: string | null;

  @NestedList(() => PlanUnitBody, {
    min: 1,
    max: 10,
    description: 'What is sent, in this order. The first unit is the first team.',
  })
  units: PlanUnitBody[];
}

export const planSources = ['built_in', 'center'] as const;

export class ResponsePlanView extends ResponsePlanBody {
  @Choice(planSources, { description: 'Whether the center decided it, or it came with the system.' })
  source: (typeof planSources)[number];

  @Text({ max: 500, nullable: true, description: 'Why, for a built-in plan. Null for a center’s own.' })
  reason: string | null;

  @Whole({ min: 1, max: 2_147_483_647, nullable: true, description: 'Null for a built-in plan.' })
  version: number | null;

  @Time({ nullable: true, description: 'When the center last changed it.' })
  updatedAt: string | null;
}

export class ResponsePlanList {
  @NestedList(() => ResponsePlanView, {
    max: 500,
    description: 'Every plan in force: the center’s own, and the built-in ones it has not replaced.',
  })
  items: ResponsePlanView[];
}
