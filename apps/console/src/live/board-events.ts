import {
  isLiveAssignmentState,
  type AssignmentState,
  type BoardAssignment,
  type BoardContact,
  type ScreenEvent,
} from '#lib/contract';
import { changed, having, type Board, type LiveIncident, type Wanted } from './board.js';

/** Closed incidents kept for whoever still looks at them; the oldest leave first. */
const closedIncidentsKept = 100;

type EventOf<T extends ScreenEvent['type']> = Extract<ScreenEvent, { type: T }>;
type AssignmentStep = EventOf<
  | 'assignment.acknowledged'
  | 'assignment.departed'
  | 'assignment.arrived'
  | 'assignment.transport_started'
  | 'assignment.reached_hospital'
  | 'assignment.cleared'
  | 'assignment.declined'
  | 'assignment.expired'
  | 'assignment.recalled'
  | 'assignment.diverted'
>;

const stateAfter: Readonly<Record<AssignmentStep['type'], AssignmentState>> = {
  'assignment.acknowledged': 'acknowledged',
  'assignment.departed': 'en_route',
  'assignment.arrived': 'on_scene',
  'assignment.transport_started': 'transporting',
  'assignment.reached_hospital': 'at_hospital',
  'assignment.cleared': 'cleared',
  'assignment.declined': 'declined',
  'assignment.expired': 'expired',
  'assignment.recalled': 'recalled',
  'assignment.diverted': 'diverted',
};

/**
 * The board after one more entry of the journal. Entries come in the order of `seq`; one that the board has seen
 * changes nothing. What an entry does not carry (words, numbers, names) is put on the list of what is wanted.
 */
export function afterEvent(board: Board, event: ScreenEvent): Board {
  if (event.seq <= board.seq) return board;
  const next = touched(applied(board, event), event);
  return { ...next, seq: event.seq };
}

/** Moves the marks that tell an open incident to read its timeline again. */
function touched(board: Board, event: ScreenEvent): Board {
  const incidentId = event.incidentId;
  if (incidentId === null) return board;
  return {
    ...board,
    incidents: changed(board.incidents, incidentId, (row) => ({ ...row, timelineSeq: event.seq })),
  };
}

function applied(board: Board, event: ScreenEvent): Board {
  const at = event.occurredAt;
  const id = event.subjectId;
  switch (event.type) {
    case 'contact.rang':
      return wanting(withContact(board, rang(event)), 'contacts', id);
    case 'contact.answered':
      return withContactChange(board, event, (contact) => ({
        ...contact,
        state: 'answered',
        answeredAt: event.payload.at,
        answeredBy: event.payload.answeredBy,
      }));
    case 'contact.ended':
      return contactEnded(board, event);
    case 'contact.call_back_due':
    case 'contact.call_back_tried':
      return wanting(board, 'contacts', id);
    case 'contact.outcome_set':
      return withContactChange(board, event, (contact) => ({
        ...contact,
        incidentId: event.payload.incidentId,
        outcomeMissing: false,
      }));
    case 'contact.waiting_changed': {
      const { calledAboutLiveIncident, lowered } = event.payload;
      return withContactChange(board, event, (row) => ({ ...row, calledAboutLiveIncident, lowered }));
    }
    case 'contact.returned':
      return withContactChange(board, event, (contact) => ({
        ...contact,
        state: 'ringing',
        answeredAt: null,
        answeredBy: null,
      }));
    case 'contact.corrected':
      return wanting(board, 'contacts', id);
    case 'contact.call_back_owner_set':
      return callBackOwned(board, event);

    case 'contact.place_known':
      return withContactChange(board, event, (contact) => contact);
    case 'contact.place_suggested':
    case 'contact.location_link_changed':
      return { ...board, phonePlacesSeq: event.seq };
    case 'contact.call_back_settled':
      return withContactChange(board, event, (contact) => ({ ...contact, callBackBy: null }));

    case 'incident.opened':
      return wanting(opened(board, event), 'incidents', id);
    case 'incident.place_set': {
      const { lat, lon, accuracyMetres, areaId } = event.payload;
      const placed = withIncident(board, event, (row) => ({ ...row, lat, lon, accuracyMetres, areaId }));
      return wanting(placed, 'incidents', id);
    }
    case 'incident.priority_set':
      return withIncident(board, event, (row) => ({ ...row, priority: event.payload.priority }));
    case 'incident.type_set':
      return withIncident(board, event, (row) => ({ ...row, type: event.payload.type }));
    case 'incident.details_changed':
      return wanting(withIncident(board, event), 'incidents', id);
    case 'incident.contact_linked':
      return contactLinked(board, event);
    case 'incident.contact_unlinked':
      return contactUnlinked(board, event);
    case 'incident.duplicate_merged':
    case 'incident.duplicate_parted':
    case 'incident.note_added':
    case 'incident.patient_added':
    case 'incident.patient_changed':
      return withIncident(board, event);
    case 'incident.state_changed':
      return withIncident(board, event, (row) => ({
        ...row,
        state: event.payload.to,
        queuedSince: event.payload.to === 'queued' ? (row.queuedSince ?? at) : null,
      }));
    case 'incident.queued':
      return withIncident(board, event, (row) => ({ ...row, state: 'queued', queuedSince: at }));
    case 'incident.team_suggested':
    case 'incident.triage_attached':
    case 'incident.triage_parted':
    case 'incident.determinant_set':
    case 'incident.response_differs':
    case 'incident.place_suggested':
    case 'incident.location_link_changed':
      return board;
    case 'incident.closed':
      return closed(board, event);
    case 'incident.reopened':
      return board.incidents.has(id)
        ? withIncident(board, event, (row) => ({ ...row, state: 'queued', queuedSince: at }))
        : wanting(board, 'incidents', id);

    case 'assignment.offered':
      return offered(board, event);
    case 'assignment.acknowledged':
    case 'assignment.departed':
    case 'assignment.arrived':
    case 'assignment.transport_started':
    case 'assignment.reached_hospital':
    case 'assignment.cleared':
    case 'assignment.declined':
    case 'assignment.expired':
    case 'assignment.recalled':
    case 'assignment.diverted':
      return stepped(board, event);
    case 'assignment.overdue':
      return overdue(board, event);

    case 'team.created':
    case 'team.changed':
      return wanting(board, 'teams', id);
    case 'team.duty_changed': {
      const { onDuty, crewSize } = event.payload;
      const teams = changed(board.teams, id, (team) => ({
        ...team,
        onDuty,
        crewSize,
        dutySince: onDuty ? (team.onDuty ? team.dutySince : at) : null,
        version: event.subjectVersion,
      }));
      return { ...board, teams };
    }

    case 'facility.created':
    case 'facility.changed':
      return wanting(board, 'facilities', id);
    case 'facility.beds_changed': {
      const { diversion, beds } = event.payload;
      const version = event.subjectVersion;
      const facilities = changed(board.facilities, id, (row) => ({ ...row, diversion, beds, version }));
      return { ...board, facilities };
    }

    case 'center.created':
    case 'center.settings_changed':
    case 'center.areas_imported':
    case 'center.areas_removed':
    case 'center.places_imported':
    case 'center.places_removed':
      return { ...board, centerRevision: board.centerRevision + 1 };

    case 'protocol.version_added':
    case 'protocol.version_activated':
    case 'protocol.card_signed':
    case 'protocol.sign_off_withdrawn':
      return { ...board, listsSeq: { ...board.listsSeq, protocols: event.seq } };
    case 'case_review.chosen':
    case 'case_review.taken':
    case 'case_review.released':
    case 'case_review.changed':
    case 'case_review.finished':
      return { ...board, listsSeq: { ...board.listsSeq, reviews: event.seq } };
    case 'number.lowered':
    case 'number.lowering_ended':
      return { ...board, listsSeq: { ...board.listsSeq, lowerings: event.seq } };

    // Nothing of these is on the board, nor of kinds of entries that a newer server may know.
    case 'triage.started':
    case 'triage.answered':
    case 'triage.card_reached':
    case 'triage.graded':
    case 'triage.overridden':
    case 'triage.step_read':
    case 'triage.mark_reached':
    case 'triage.finished':
    case 'exchange.created':
    case 'exchange.revoked':
    case 'place_note.added':
    case 'place_note.removed':
    case 'center.aml_key_changed':
    case 'response_plan.changed':
    case 'user.created':
    case 'user.changed':
    case 'user.locked':
    case 'session.opened':
    case 'session.revoked':
    case 'api_key.created':
    case 'api_key.revoked':
    default:
      return board;
  }
}

const wanting = (board: Board, kind: keyof Wanted, id: string): Board => ({
  ...board,
  wanted: { ...board.wanted, [kind]: having(board.wanted[kind], id) },
});

const withContact = (board: Board, contact: BoardContact): Board => ({
  ...board,
  contacts: new Map(board.contacts).set(contact.id, contact),
});

const rang = (event: EventOf<'contact.rang'>): BoardContact => ({
  id: event.subjectId,
  channel: event.payload.channel,
  state: 'ringing',
  version: event.subjectVersion,
  ringingAt: event.payload.at,
  answeredAt: null,
  answeredBy: null,
  endedAt: null,
  incidentId: event.incidentId,
  callerNumber: null,
  callBackBy: null,
  calledAboutLiveIncident: event.payload.calledAboutLiveIncident ?? false,
  lowered: event.payload.lowered ?? false,
});

const withContactChange = (
  board: Board,
  event: ScreenEvent,
  change: (contact: BoardContact) => BoardContact,
): Board => ({
  ...board,
  contacts: changed(board.contacts, event.subjectId, (contact) => ({
    ...change(contact),
    version: event.subjectVersion,
  })),
});

/** Who calls back; the name is fetched. */
function callBackOwned(board: Board, event: EventOf<'contact.call_back_owner_set'>): Board {
  const { ownerId } = event.payload;
  const owned = withContactChange(board, event, (contact) => ({
    ...contact,
    callBackOwner: ownerId,
    callBackOwnerName: null,
  }));
  return ownerId !== null && board.contacts.has(event.subjectId)
    ? wanting(owned, 'contacts', event.subjectId)
    : owned;
}

/** A contact that has ended leaves the board, unless it is to be called back: the next entry says so. */
function contactEnded(board: Board, event: EventOf<'contact.ended'>): Board {
  const { at, outcome, incidentId } = event.payload;
  const ended = withContactChange(board, event, (contact) => ({
    ...contact,
    state: 'ended',
    endedAt: at,
    incidentId,
    callBackBy: null,
    outcomeMissing: outcome === null,
  }));
  return outcome === 'abandoned' ? wanting(ended, 'contacts', event.subjectId) : ended;
}

function opened(board: Board, event: EventOf<'incident.opened'>): Board {
  const { number, contactId, beganAt, type, priority, place } = event.payload;
  const contact = contactId === null ? undefined : board.contacts.get(contactId);
  const row: LiveIncident = {
    id: event.subjectId,
    number,
    state: 'queued',
    priority,
    type,
    version: event.subjectVersion,
    lat: place.lat,
    lon: place.lon,
    accuracyMetres: place.accuracyMetres,
    areaId: place.areaId,
    openedAt: event.occurredAt,
    clockStartedAt: contact?.ringingAt ?? beganAt ?? event.occurredAt,
    queuedSince: event.occurredAt,
    complaint: null,
    address: null,
    assignments: [],
    detailsSeq: event.seq,
    timelineSeq: event.seq,
  };
  const contacts =
    contactId === null
      ? board.contacts
      : changed(board.contacts, contactId, (present) => ({ ...present, incidentId: row.id }));
  return { ...board, contacts, incidents: new Map(board.incidents).set(row.id, row) };
}

function contactLinked(board: Board, event: EventOf<'incident.contact_linked'>): Board {
  const incidentId = event.subjectId;
  const contacts = changed(board.contacts, event.payload.contactId, (contact) => ({
    ...contact,
    incidentId,
  }));
  // The clock may begin earlier now: an earlier ring of the same emergency.
  return wanting({ ...withIncident(board, event), contacts }, 'incidents', incidentId);
}

/** The contact may wait for a call back now, and the clock may begin later. */
function contactUnlinked(board: Board, event: EventOf<'incident.contact_unlinked'>): Board {
  const { contactId } = event.payload;
  const contacts = changed(board.contacts, contactId, (contact) => ({ ...contact, incidentId: null }));
  const next = wanting({ ...withIncident(board, event), contacts }, 'incidents', event.subjectId);
  return wanting(next, 'contacts', contactId);
}

const withIncident = (
  board: Board,
  event: ScreenEvent,
  change: (row: LiveIncident) => LiveIncident = (row) => row,
): Board => ({
  ...board,
  incidents: changed(board.incidents, event.subjectId, (row) => ({
    ...change(row),
    version: event.subjectVersion,
    detailsSeq: event.seq,
  })),
});

function closed(board: Board, event: EventOf<'incident.closed'>): Board {
  const next = withIncident(board, event, (row) => ({ ...row, state: 'closed', queuedSince: null }));
  const finished = [...next.incidents.values()].filter(({ state }) => state === 'closed');
  if (finished.length <= closedIncidentsKept) return next;
  const oldest = finished.reduce((a, b) => (a.timelineSeq <= b.timelineSeq ? a : b));
  const incidents = new Map(next.incidents);
  incidents.delete(oldest.id);
  return { ...next, incidents };
}

function offered(board: Board, event: EventOf<'assignment.offered'>): Board {
  const { incidentId, teamId, acknowledgeBy } = event.payload;
  const assignment: BoardAssignment = {
    id: event.subjectId,
    incidentId,
    teamId,
    state: 'offered',
    version: event.subjectVersion,
    offeredAt: event.occurredAt,
    stateSince: event.occurredAt,
    acknowledgeBy,
    overdueSince: null,
  };
  return {
    ...board,
    incidents: changed(board.incidents, incidentId, (row) => ({
      ...row,
      assignments: [...row.assignments.filter(({ id }) => id !== assignment.id), assignment],
    })),
    teams: changed(board.teams, teamId, (team) => ({ ...team, assignmentId: assignment.id })),
  };
}

const stateOfDeadline = { en_route_by: 'acknowledged', on_scene_by: 'en_route' } as const;

function overdue(board: Board, event: EventOf<'assignment.overdue'>): Board {
  const { incidentId, deadline, since } = event.payload;
  const late = (assignment: BoardAssignment): BoardAssignment =>
    assignment.id === event.subjectId && assignment.state === stateOfDeadline[deadline]
      ? { ...assignment, overdueSince: since ?? event.occurredAt }
      : assignment;
  const incidents = changed(board.incidents, incidentId, (row) => ({
    ...row,
    assignments: row.assignments.map(late),
  }));
  return { ...board, incidents };
}

function stepped(board: Board, event: AssignmentStep): Board {
  const { incidentId, teamId } = event.payload;
  const state = stateAfter[event.type];
  const step = (assignment: BoardAssignment): BoardAssignment =>
    assignment.id === event.subjectId
      ? {
          ...assignment,
          state,
          version: event.subjectVersion,
          stateSince: event.payload.at,
          acknowledgeBy: null,
          overdueSince: null,
        }
      : assignment;
  return {
    ...board,
    incidents: changed(board.incidents, incidentId, (row) => ({
      ...row,
      assignments: row.assignments.map(step),
    })),
    teams: isLiveAssignmentState(state)
      ? board.teams
      : changed(board.teams, teamId, (team) =>
          team.assignmentId === event.subjectId ? { ...team, assignmentId: null } : team,
        ),
  };
}
