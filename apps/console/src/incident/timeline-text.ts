import type {
  BoardTeam,
  Channel,
  ContactOutcome,
  Disposition,
  IncidentState,
  IncidentType,
  LocationLinkState,
  PlaceSource,
  Priority,
  QueuedReason,
  TriageMark,
} from '#lib/contract';
import type { TimelineEntry } from '../api/generated/types.gen.js';
import { runningClock } from '../language/formats.js';
import type { Language } from '../language/language.js';

/** An entry of the timeline in words. What a newer server records and this console does not know is named as such. */
export function timelineText(
  { text, locale }: Language,
  { type, payload, answer }: TimelineEntry,
  teams: ReadonlyMap<string, BoardTeam>,
): string {
  const word = (name: string): string => String(payload[name]);
  const team = teams.get(word('teamId'))?.callSign ?? text('timeline.someTeam');
  switch (type) {
    case 'contact.rang':
      return text('timeline.contact.rang', { channel: text(`channel.${word('channel') as Channel}`) });
    case 'contact.ended':
    case 'contact.outcome_set':
      return payload['outcome'] === null
        ? text('timeline.contact.endedWithoutOutcome')
        : text('timeline.contact.ended', { outcome: text(`outcome.${word('outcome') as ContactOutcome}`) });
    case 'incident.opened':
    case 'incident.type_set':
      return text(`timeline.${type}`, { type: text(`type.${word('type') as IncidentType}`) });
    case 'incident.place_set':
      return text('timeline.incident.place_set', {
        source: text(`placeSource.${word('source') as PlaceSource}`),
      });
    case 'incident.priority_set':
      return text('timeline.incident.priority_set', {
        priority: text(`priority.${word('priority') as Priority}`),
      });
    case 'incident.state_changed':
      return text('timeline.incident.state_changed', {
        state: text(`state.${word('to') as IncidentState}`),
      });
    case 'incident.queued':
      return text('timeline.incident.queued', {
        reason: text(`queuedReason.${word('reason') as QueuedReason}`),
      });
    case 'incident.closed':
      return text('timeline.incident.closed', {
        disposition: text(`disposition.${word('disposition') as Disposition}`),
      });
    case 'assignment.offered': {
      const eta = payload['etaSeconds'];
      return typeof eta === 'number'
        ? text('timeline.assignment.offered', { team, eta: runningClock(eta) })
        : text('timeline.assignment.offeredWithoutEta', { team });
    }
    case 'incident.place_suggested':
    case 'contact.place_suggested':
      return text('timeline.place_suggested', {
        source: text(`placeSource.${word('source') as PlaceSource}`),
      });
    case 'incident.location_link_changed':
    case 'contact.location_link_changed':
      return text('timeline.location_link', {
        state: text(`locationLink.${word('state') as LocationLinkState}`),
      });
    case 'incident.determinant_set':
      return payload['determinant'] === null
        ? text('timeline.incident.determinantRemoved')
        : text('timeline.incident.determinant_set', { determinant: word('determinant') });
    case 'triage.graded':
      return payload['determinant'] === null
        ? text('timeline.triage.ungraded')
        : text('timeline.triage.graded', { determinant: word('determinant') });
    case 'triage.overridden':
      return text('timeline.triage.overridden', {
        priority: text(`priority.${word('priority') as Priority}`),
      });
    case 'triage.answered':
      return answer
        ? text(
            payload['changed'] === true ? 'timeline.triage.answerChanged' : 'timeline.triage.answerGiven',
            {
              question: answer.question[locale],
              answer: answer.answer[locale],
            },
          )
        : text('timeline.triage.answered');
    case 'triage.card_reached':
      return text('timeline.triage.card_reached', { type: text(`type.${word('type') as IncidentType}`) });
    case 'triage.mark_reached':
      return text('timeline.triage.mark_reached', { mark: text(`triageMark.${word('mark') as TriageMark}`) });
    case 'contact.returned':
    case 'contact.corrected':
    case 'contact.waiting_changed':
    case 'contact.call_back_owner_set':
    case 'contact.call_back_tried':
    case 'incident.triage_attached':
    case 'incident.triage_parted':
    case 'contact.place_known':
    case 'incident.response_differs':
    case 'triage.started':
    case 'triage.step_read':
    case 'triage.finished':
    case 'contact.answered':
    case 'contact.call_back_due':
    case 'incident.details_changed':
    case 'incident.contact_linked':
    case 'incident.contact_unlinked':
    case 'incident.duplicate_merged':
    case 'incident.duplicate_parted':
    case 'incident.note_added':
    case 'incident.patient_added':
    case 'incident.patient_changed':
    case 'incident.reopened':
    case 'incident.team_suggested':
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
    case 'assignment.overdue':
      return text(`timeline.${type}`, { team });
    case 'contact.call_back_settled':
      return text('timeline.contact.call_back_settled');
    case 'team.created':
    case 'team.changed':
    case 'team.duty_changed':
    case 'facility.created':
    case 'facility.changed':
    case 'facility.beds_changed':
    case 'center.created':
    case 'center.settings_changed':
    case 'center.areas_imported':
    case 'center.areas_removed':
    case 'center.places_imported':
    case 'center.places_removed':
    case 'center.aml_key_changed':
    case 'protocol.version_added':
    case 'protocol.version_activated':
    case 'protocol.card_signed':
    case 'protocol.sign_off_withdrawn':
    case 'case_review.chosen':
    case 'case_review.taken':
    case 'case_review.released':
    case 'case_review.changed':
    case 'case_review.finished':
    case 'exchange.created':
    case 'exchange.revoked':
    case 'number.lowered':
    case 'number.lowering_ended':
    case 'place_note.added':
    case 'place_note.removed':
    case 'response_plan.changed':
    case 'user.created':
    case 'user.changed':
    case 'user.locked':
    case 'session.opened':
    case 'session.revoked':
    case 'api_key.created':
    case 'api_key.revoked':
    default:
      return text('timeline.other', { type });
  }
}
