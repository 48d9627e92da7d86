import { incidentTypes, priorities, type IncidentType, type Priority } from '#lib/contract';
import { CallerRequest, PatientRequest, PlaceRequest } from '#lib/incident';
import { Choice, Identifier, Nested, NestedList, Text, Time } from '#lib/platform';

/** Most patients told with the opening; more are added afterwards. */
const mostPatients = 100;

/** An emergency as the caller tells it. */
export class OpeningRequest {
  @Identifier({
    optional: true,
    nullable: true,
    description: 'The contact that told it. Its ring is t0, its number the caller’s where none is given.',
  })
  contactId?: string | null;

  /**
   * Refused where it is beyond the bounds of told times: a wrong clock. A program that kept a call for longer than that
   * tells it again without, so that no call is lost: its clock then begins at the opening, and nobody claims to know
   * when it was taken.
   */
  @Time({
    optional: true,
    description:
      'When somebody began to take the call down, told where no contact says when it rang: it is then t0 and t1, and ' +
      'nobody knows how long it rang. Left out: t0 is now. Ignored with a `contactId`: the contact says when it rang ' +
      'and was answered. At most seconds in the future, and no longer ago than `toldTimeMaximumAgeSeconds`.',
  })
  beganAt?: Date;

  @Identifier({
    optional: true,
    nullable: true,
    description:
      'The triage that came before: the incident takes its type, and the more urgent of its priority and `priority`.',
  })
  triageId?: string | null;

  @Nested(() => CallerRequest, { optional: true, description: 'Who called.' })
  caller?: CallerRequest;

  @Nested(() => PlaceRequest, { description: 'Where help is needed.' })
  place: PlaceRequest;

  @Text({ max: 2_000, description: 'The caller’s words, kept as said. Personal data.' })
  complaint: string;

  @Choice(incidentTypes, {
    optional: true,
    name: 'IncidentType',
    description: '`unknown_problem` if left out.',
  })
  type?: IncidentType;

  @Choice(priorities, { optional: true, name: 'Priority', description: 'How urgent, once known.' })
  priority?: Priority;

  @NestedList(() => PatientRequest, { max: mostPatients, optional: true, description: 'Who needs help.' })
  patients?: PatientRequest[];
}
