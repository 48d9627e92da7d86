import { z } from 'zod';
import { assignmentStates, type AssignmentState } from './assignment-states.js';
import { incidentStates } from './incident-states.js';
import {
  bedCategories,
  callBackSettlements,
  caseReviewReasons,
  channels,
  contactOutcomes,
  dispositions,
  diversions,
  etaSources,
  incidentTypes,
  loweringEnds,
  loweringReasons,
  placeNoteKinds,
  locationLinkStates,
  placeSources,
  priorities,
  protocolSources,
  queuedReasons,
  teamKinds,
  triageMarks,
} from './vocabulary.js';
import { roles } from './roles.js';

/**
 * Everything the journal records, `<noun>.<past verb>`, with the facts each entry carries.
 *
 * No payload holds a name, a telephone number, a caller's words or anything else about a person: the journal is
 * kept for ever and read by every screen, while personal data is deleted at the end of its retention and shown
 * only to roles that need it. A screen that needs the words fetches the subject, where access is checked and kept.
 */
const id = z.uuid();
const at = z.iso.datetime().describe('When it happened, UTC. Differs from occurredAt when it was told late.');
const place = z.object({
  lat: z.number(),
  lon: z.number(),
  accuracyMetres: z.number().nullable(),
  source: z.enum(placeSources),
  areaId: id.nullable(),
});
const assignmentStep = z.object({
  incidentId: id,
  teamId: id,
  from: z.enum(assignmentStates.states as [AssignmentState, ...AssignmentState[]]),
  at,
  reason: z.string().nullable().describe('A code, never free text.').optional(),
});
const waiting = z.object({
  calledAboutLiveIncident: z
    .boolean()
    .describe('Its number called about an incident that is still open: it goes first.'),
  lowered: z.boolean().describe('A supervisor put its number behind others for a while.'),
});
const contactFacts = z.object({ channel: z.enum(channels), at }).extend(waiting.partial().shape);
const determinant = z
  .string()
  .nullable()
  .describe('Card, level and line of the protocol, for example `09.A.02`; null for none.');
const empty = z.object({});
/** Where a caller is belongs to the caller: the journal knows that a place was suggested, never which. */
const placeSuggestion = z.object({
  suggestionId: id,
  source: z.enum(placeSources),
  accuracyMetres: z.number().nullable(),
});
const locationLinkChange = z.object({ linkId: id, state: z.enum(locationLinkStates) });
const changed = z.object({
  fields: z.array(z.string()).describe('Names of the changed fields, not their values.'),
});

export const eventPayloads = {
  'contact.rang': contactFacts,
  'contact.answered': z.object({
    at,
    answeredBy: id.nullable().describe('The user who answered; null where a program did.'),
  }),
  'contact.ended': z.object({
    at,
    outcome: z
      .enum(contactOutcomes)
      .nullable()
      .describe('Null when the caller hung up and nobody has said yet what came of it.'),
    incidentId: id.nullable(),
  }),
  'contact.outcome_set': z.object({ outcome: z.enum(contactOutcomes), incidentId: id.nullable() }),
  'contact.waiting_changed': waiting,
  'contact.returned': z
    .object({ reason: z.enum(['operator_not_reached']) })
    .describe('It was taken, but the operator’s telephone did not pick up: it rings again.'),
  'contact.corrected': z
    .object({
      ringingAt: at,
      answeredAt: at.nullable(),
      answeredBy: id.nullable(),
      endedAt: at.nullable(),
      outcome: z.enum(contactOutcomes).nullable(),
      callBackBy: at.nullable(),
    })
    .describe('The exchange told something late: the marks as they stand now.'),
  'contact.place_known': z.object({ at }).describe('Whoever talks to the caller has made sure where it is.'),
  'contact.call_back_due': empty,
  'contact.call_back_settled': z.object({ reason: z.enum(callBackSettlements) }),
  'contact.call_back_owner_set': z.object({
    ownerId: id.nullable().describe('Null: nobody has taken it on.'),
  }),
  'contact.call_back_tried': z.object({ by: id }),

  'contact.place_suggested': placeSuggestion,
  'contact.location_link_changed': locationLinkChange,
  'incident.place_suggested': placeSuggestion.extend({ contactId: id.nullable() }),
  'incident.location_link_changed': locationLinkChange,

  'incident.opened': z.object({
    number: z.string(),
    contactId: id.nullable(),
    beganAt: z.iso
      .datetime()
      .describe('When somebody began to take the call down. Left out where a contact tells, or nobody.')
      .optional(),
    type: z.enum(incidentTypes),
    priority: z.enum(priorities).nullable(),
    place,
    patients: z.number().int(),
  }),
  'incident.place_set': place,
  'incident.priority_set': z.object({
    priority: z.enum(priorities),
    previous: z.enum(priorities).nullable(),
  }),
  'incident.type_set': z.object({ type: z.enum(incidentTypes), previous: z.enum(incidentTypes) }),
  'incident.details_changed': changed,
  'incident.contact_linked': z.object({ contactId: id }),
  'incident.contact_unlinked': z.object({ contactId: id }),
  'incident.duplicate_merged': z.object({ duplicateId: id }),
  'incident.duplicate_parted': z.object({ duplicateId: id }),
  'incident.note_added': z.object({ noteId: id }),
  'incident.patient_added': z.object({ patientId: id }),
  'incident.patient_changed': z.object({ patientId: id, fields: z.array(z.string()) }),
  'incident.state_changed': z.object({ from: z.enum(incidentStates), to: z.enum(incidentStates) }),
  'incident.queued': z.object({ reason: z.enum(queuedReasons) }),
  'incident.team_suggested': z.object({ teamId: id }),
  'incident.closed': z.object({ disposition: z.enum(dispositions), duplicateOf: id.nullable() }),
  'incident.reopened': empty,
  'incident.triage_attached': z.object({
    triageId: id,
    priorityKnownAt: z.iso
      .datetime()
      .nullable()
      .describe('When the triage first knew a priority; t3 where that was before the incident was opened.'),
  }),
  'incident.triage_parted': z.object({ triageId: id }),
  'incident.determinant_set': z.object({ determinant, previous: determinant }),
  'incident.response_differs': z.object({
    missing: z.number().int().describe('Teams the plan asks for that nobody was sent as.'),
    notNeeded: z.number().int().describe('Teams sent that the plan does not ask for.'),
  }),

  'assignment.offered': z.object({
    incidentId: id,
    teamId: id,
    recommendationId: id,
    etaSeconds: z.number().nullable(),
    etaSource: z.enum(etaSources).nullable(),
    distanceMetres: z.number().nullable(),
    acknowledgeBy: z.iso.datetime(),
    fitsPlan: z
      .boolean()
      .describe('Whether this team fits the response plan: only such a team stops the response clock.'),
    chosenBy: z.enum(['person', 'system']),
  }),
  'assignment.acknowledged': assignmentStep,
  'assignment.departed': assignmentStep,
  'assignment.arrived': assignmentStep,
  'assignment.transport_started': assignmentStep.extend({ facilityId: id.nullable() }),
  'assignment.reached_hospital': assignmentStep,
  'assignment.cleared': assignmentStep,
  'assignment.declined': assignmentStep,
  'assignment.expired': assignmentStep,
  'assignment.recalled': assignmentStep,
  'assignment.diverted': assignmentStep,
  'assignment.overdue': z.object({
    incidentId: id,
    teamId: id,
    deadline: z.enum(['en_route_by', 'on_scene_by']),
    since: z.iso.datetime().optional().describe('When it was; older entries do not tell.'),
  }),

  'team.created': z.object({ callSign: z.string(), kind: z.enum(teamKinds) }),
  'team.changed': changed,
  'team.duty_changed': z.object({ onDuty: z.boolean(), crewSize: z.number().int() }),

  'facility.created': z.object({ name: z.string() }),
  'facility.changed': changed,
  'facility.beds_changed': z.object({
    diversion: z.enum(diversions),
    beds: z.array(
      z.object({ category: z.enum(bedCategories), total: z.number().int(), available: z.number().int() }),
    ),
  }),

  'center.created': z.object({ code: z.string() }),
  'center.settings_changed': changed,
  'center.areas_imported': z.object({ level: z.string(), count: z.number().int() }),
  'center.areas_removed': z.object({ level: z.string(), count: z.number().int() }),
  'response_plan.changed': z.object({
    type: z.enum(incidentTypes).nullable(),
    priority: z.enum(priorities),
    determinant: determinant.optional(),
  }),

  'triage.started': z.object({ protocolVersion: z.number().int(), contactId: id.nullable() }),
  'triage.answered': z.object({
    card: z.string(),
    changed: z
      .boolean()
      .describe('Whether an answer given before was changed. What was answered is not told.'),
  }),
  'triage.card_reached': z.object({
    card: z.string(),
    type: z.enum(incidentTypes),
    by: z.enum(['person', 'jump']),
  }),
  'triage.graded': z.object({
    determinant,
    priority: z.enum(priorities).nullable(),
    previous: z.enum(priorities).nullable(),
  }),
  'triage.overridden': z.object({
    priority: z.enum(priorities),
    previous: z.enum(priorities).nullable(),
  }),
  'triage.step_read': z.object({ script: z.string(), step: z.string() }),
  'triage.mark_reached': z.object({ mark: z.enum(triageMarks), at }),
  'triage.finished': z.object({
    complete: z.boolean().describe('Whether every key question was asked.'),
  }),
  'protocol.version_added': z.object({
    number: z.number().int(),
    source: z.enum(protocolSources),
    changedCards: z.array(z.string()),
  }),
  'protocol.version_activated': z.object({
    number: z.number().int(),
    previous: z.number().int().nullable(),
  }),
  'protocol.card_signed': z.object({ number: z.number().int(), card: z.string() }),
  'protocol.sign_off_withdrawn': z.object({ number: z.number().int(), card: z.string() }),

  'case_review.chosen': z.object({ triageId: id, reasons: z.array(z.enum(caseReviewReasons)) }),
  'case_review.taken': z.object({ triageId: id }),
  'case_review.released': z.object({ triageId: id }),
  'case_review.changed': changed,
  'case_review.finished': z.object({ triageId: id }),

  'exchange.created': empty,
  'exchange.revoked': empty,
  'number.lowered': z.object({ reason: z.enum(loweringReasons), until: at }),
  'number.lowering_ended': z.object({ end: z.enum(loweringEnds) }),
  'place_note.added': z.object({
    kind: z.enum(placeNoteKinds),
    lat: z.number(),
    lon: z.number(),
    radiusMetres: z.number(),
    expiresAt: at.nullable(),
  }),
  'place_note.removed': empty,
  'center.places_imported': z.object({ dataset: z.string(), count: z.number().int() }),
  'center.places_removed': z.object({ dataset: z.string(), count: z.number().int() }),
  'center.aml_key_changed': z.object({ open: z.boolean() }),

  'user.created': z.object({ role: z.enum(roles) }),
  'user.changed': changed,
  'user.locked': z.object({ untilSeconds: z.number() }),
  'session.opened': z.object({ userId: id }),
  'session.revoked': z.object({
    userId: id,
    reason: z.enum(['signed_out', 'revoked', 'reuse_detected', 'user_disabled', 'password_changed']),
  }),
  'api_key.created': z.object({ role: z.enum(roles) }),
  'api_key.revoked': empty,
} as const;

export type EventType = keyof typeof eventPayloads;
export type EventPayload<T extends EventType> = z.infer<(typeof eventPayloads)[T]>;
export const eventTypes = Object.keys(eventPayloads) as EventType[];

/**
 * Entries about accounts and sessions, and about how a colleague's call was reviewed: kept for the audit trail, their
 * facts never sent to screens.
 */
export type AuditOnlyEventType = Extract<
  EventType,
  `${'user' | 'session' | 'api_key' | 'case_review'}.${string}`
>;
export const isAuditOnly = (type: EventType): type is AuditOnlyEventType =>
  /^(user|session|api_key|case_review)\./.test(type);

/** One entry of the journal. Narrow on `type` to know the payload. */
export type JournalEvent = {
  [T in EventType]: {
    /** Gapless and in commit order within the center. */
    seq: number;
    type: T;
    /** When the server recorded it, UTC. */
    occurredAt: string;
    subjectId: string;
    subjectVersion: number;
    /** `user:<id>`, `integration:<id>` or `system`. */
    actor: string;
    incidentId: string | null;
    teamId: string | null;
    payload: EventPayload<T>;
  };
}[EventType];

/** The subject of a blanked entry (RFC 9562 §5.9). */
export const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * An audit-only entry as a console receives it: its place in the order, its moment and its type, and nothing else.
 * Leaving it out would make a hole in `seq`, and a client that counts could not tell it from a loss.
 */
export interface BlankedEvent {
  seq: number;
  type: AuditOnlyEventType;
  occurredAt: string;
  subjectId: typeof nobody;
  subjectVersion: 0;
  actor: 'system';
  incidentId: null;
  teamId: null;
  payload: Record<string, never>;
}

/** One entry of the journal as screens receive it. Narrow on `type` to know the payload. */
export type ScreenEvent = Exclude<JournalEvent, { type: AuditOnlyEventType }> | BlankedEvent;

/** Whether all that is told of the entry is that it took place. */
export const isBlanked = (event: ScreenEvent): event is BlankedEvent => isAuditOnly(event.type);
