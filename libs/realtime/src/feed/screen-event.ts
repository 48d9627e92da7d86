import { isAuditOnly, nobody, type JournalEvent, type ScreenEvent } from '#lib/contract';

/** The entry as screens receive it: an audit-only one keeps its place, its moment and its type, and nothing else. */
export function screenEventOf(event: JournalEvent): ScreenEvent {
  const { type } = event;
  if (!isAuditOnly(type)) return event as ScreenEvent;
  return {
    seq: event.seq,
    type,
    occurredAt: event.occurredAt,
    subjectId: nobody,
    subjectVersion: 0,
    actor: 'system',
    incidentId: null,
    teamId: null,
    payload: {},
  };
}
