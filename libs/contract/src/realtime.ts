import { z } from 'zod';
import { assignmentStates, type AssignmentState } from './assignment-states.js';
import type { ScreenEvent } from './events.js';
import { incidentStates } from './incident-states.js';
import { problemCodes } from './problem.js';
import {
  bedCategories,
  channels,
  contactStates,
  diversions,
  facilityKinds,
  incidentTypes,
  positionSources,
  priorities,
  teamKinds,
} from './vocabulary.js';

const id = z.uuid();
const time = z.iso.datetime();

export const boardAssignment = z.object({
  id,
  incidentId: id,
  teamId: id,
  state: z.enum(assignmentStates.states as [AssignmentState, ...AssignmentState[]]),
  version: z.number().int(),
  offeredAt: time,
  stateSince: time,
  acknowledgeBy: time.nullable(),
  overdueSince: time
    .nullable()
    .describe('When the team should have set out, or arrived; null while it is not told to be late.'),
});

export const boardIncident = z.object({
  id,
  number: z.string(),
  state: z.enum(incidentStates),
  priority: z.enum(priorities).nullable(),
  type: z.enum(incidentTypes),
  version: z.number().int(),
  lat: z.number(),
  lon: z.number(),
  accuracyMetres: z.number().nullable(),
  areaId: id.nullable(),
  openedAt: time,
  /**
   * t0: the first ring of its contacts. Where none rang, or later: when its call was begun by hand, else the opening.
   * Response time runs from here.
   */
  clockStartedAt: time,
  queuedSince: time.nullable(),
  complaint: z.string().nullable().describe('The caller’s words. Null for roles that may not read them.'),
  address: z.string().nullable().describe('Null for roles that may not read it.'),
  assignments: z.array(boardAssignment),
});

export const boardTeam = z.object({
  id,
  callSign: z.string(),
  kind: z.enum(teamKinds),
  phone: z
    .string()
    .nullable()
    .describe(
      'Its work telephone, in E.164 or an extension of the exchange. Null where it has none, and for roles that do not call teams.',
    ),
  capabilities: z.array(z.string()),
  onDuty: z.boolean(),
  dutySince: time.nullable(),
  crewSize: z.number().int(),
  version: z.number().int(),
  baseFacilityId: id.nullable(),
  assignmentId: id.nullable().describe('Its live assignment.'),
  position: z
    .object({
      lat: z.number(),
      lon: z.number(),
      at: time,
      source: z.enum(positionSources),
      heading: z.number().nullable(),
      speed: z.number().nullable(),
    })
    .nullable(),
});

export const boardContact = z.object({
  id,
  channel: z.enum(channels),
  state: z.enum(contactStates),
  version: z.number().int(),
  ringingAt: time,
  answeredAt: time.nullable(),
  answeredBy: id.nullable(),
  endedAt: time.nullable(),
  incidentId: id.nullable(),
  callerNumber: z.string().nullable(),
  callBackBy: time.nullable().describe('Set while an abandoned contact waits for a call back.'),
  callBackOwner: id.nullable().optional().describe('The user who took the call back on.'),
  callBackOwnerName: z
    .string()
    .nullable()
    .optional()
    .describe('The name of that user. Entries of the journal carry no names: fetch the contact for it.'),
  calledAboutLiveIncident: z
    .boolean()
    .optional()
    .describe('Its number called about an incident that is still open: it goes first. Left out: no.'),
  lowered: z
    .boolean()
    .optional()
    .describe('A supervisor put its number behind others for a while. Left out: no.'),
  outcomeMissing: z
    .boolean()
    .optional()
    .describe('It was talked to and has ended, and nobody has said what came of it. Left out: no.'),
});

export const boardFacility = z.object({
  id,
  kind: z.enum(facilityKinds),
  name: z.string(),
  lat: z.number(),
  lon: z.number(),
  diversion: z.enum(diversions),
  beds: z.array(
    z.object({ category: z.enum(bedCategories), total: z.number().int(), available: z.number().int() }),
  ),
  version: z.number().int(),
});

/** The whole live board at `seq`, narrowed to what the receiver may see. */
export const snapshotMessage = z.object({
  seq: z.number().int(),
  incidents: z.array(boardIncident),
  teams: z.array(boardTeam),
  contacts: z.array(boardContact),
  facilities: z.array(boardFacility),
});

export const positionMessage = z.object({
  teamId: id,
  lat: z.number(),
  lon: z.number(),
  at: time,
  heading: z.number().optional().describe('Degrees, 0 = north, clockwise.'),
  speed: z.number().optional().describe('Metres per second.'),
});

/**
 * Everything up to `seq` that the receiver may see was sent before this heartbeat. A team's socket receives only its
 * own entries, so its `seq` jumps; this number is what it should resume from.
 */
export const heartbeatMessage = z.object({
  now: time,
  seq: z.number().int(),
  degraded: z
    .array(z.string())
    .describe('Names of what does not work fully: `roads`, `redis`, `journal`, `deadlines`, `telephony`.'),
});

export const presenceMessage = z.object({
  incidentId: id,
  viewers: z.array(z.object({ userId: id, name: z.string() })),
});

/**
 * The last message before the server ends a connection. `reconnect` is true where connecting again with the last
 * `seq` is all there is to do (the server stops, the connection was too slow; Socket.IO's client does it by itself),
 * false where somebody must act first: a fresh token, a sign-in.
 */
export const closingMessage = z.object({
  code: z.enum(problemCodes),
  message: z.string().describe('In the user’s language.'),
  reconnect: z.boolean(),
});

export const viewMessage = z
  .object({ incidentId: id.nullable().describe('The incident on the screen, null for none.') })
  .strict();
export const renewMessage = z
  .object({ token: z.string().min(1).max(4096).describe('A fresh access token.') })
  .strict();

export type BoardAssignment = z.infer<typeof boardAssignment>;
export type BoardIncident = z.infer<typeof boardIncident>;
export type BoardTeam = z.infer<typeof boardTeam>;
export type BoardContact = z.infer<typeof boardContact>;
export type BoardFacility = z.infer<typeof boardFacility>;
export type Snapshot = z.infer<typeof snapshotMessage>;
export type PositionMessage = z.infer<typeof positionMessage>;
export type Heartbeat = z.infer<typeof heartbeatMessage>;
export type Presence = z.infer<typeof presenceMessage>;
export type Closing = z.infer<typeof closingMessage>;

/** What a client says when it connects: Socket.IO's `auth`. */
export const realtimeAuth = z.object({
  token: z.string().min(1).max(4096).describe('An access token, or an API key.'),
  since: z
    .int()
    .min(0)
    .nullish()
    .describe('The last `seq` the client has; absent for a first connection, which begins with a snapshot.'),
});
export type RealtimeAuth = z.infer<typeof realtimeAuth>;

/** Answer to a client's message. */
export const acknowledgement = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    code: z.enum(problemCodes),
    message: z.string().describe('In the user’s language.'),
  }),
]);
export type Acknowledgement = z.infer<typeof acknowledgement>;

/**
 * `event`: a console receives every entry of its center, gapless in `seq`; audit-only ones are blanked
 * ({@link ScreenEvent}). A team's socket receives the entries of its own assignments, of the incidents they belong
 * to while they last (from the offer on, without those of other teams), of itself, and of facilities.
 */
export interface ServerToClientEvents {
  snapshot: (snapshot: Snapshot) => void;
  event: (event: ScreenEvent) => void;
  positions: (positions: PositionMessage[]) => void;
  heartbeat: (heartbeat: Heartbeat) => void;
  presence: (presence: Presence) => void;
  closing: (closing: Closing) => void;
}

export interface ClientToServerEvents {
  /** Tells the others which incident this user has open. */
  view: (message: z.infer<typeof viewMessage>, acknowledge?: (answer: Acknowledgement) => void) => void;
  /** Keeps the connection beyond the life of its access token. */
  renew: (message: z.infer<typeof renewMessage>, acknowledge?: (answer: Acknowledgement) => void) => void;
}
