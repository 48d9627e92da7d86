import { lazy, Suspense, type KeyboardEvent, type ReactNode } from 'react';
import type { TriageView } from '../api/generated/types.gen.js';
import { useDesk, type Desk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { FailureBoundary } from '../look/failure-boundary.js';
import type { CallDraft } from './call-draft.js';
import { Duplicates } from './duplicates.js';
import { PhonePlacesOfCall } from './phone-places-of-call.js';

const ProtocolPanel = lazy(() => import('../triage/protocol-panel.js'));

/** What helps beside the form of a call. It has a column of its own, so that nothing of it ever moves a field. */
export function CallAside({ draft }: { draft: CallDraft }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  return (
    <section className="call-aside" aria-label={text('call.beside')} onKeyDown={pressInForm}>
      {desk.may('triage.write') && (
        <div className="call-protocol">
          {connected || draft.triageId !== null ? (
            <FailureBoundary>
              <Suspense fallback={<p className="empty">{text('triage.loading')}</p>}>
                <ProtocolPanel
                  subject={{
                    triageId: draft.triageId,
                    contactId: draft.contactId,
                    incidentId: null,
                    known: {
                      place: draft.address || draft.placeText,
                      callBackNumber: draft.phone,
                      whatHappened: draft.complaint,
                    },
                  }}
                  type={draft.type}
                  onChange={(view) => take(desk, view)}
                />
              </Suspense>
            </FailureBoundary>
          ) : (
            <p className="empty">{text('triage.offline')}</p>
          )}
        </div>
      )}
      <PhonePlacesOfCall draft={draft} />
      <Duplicates draft={draft} />
    </section>
  );
}

/** The keys of the form work from here as well: they press its own buttons. */
function pressInForm(event: KeyboardEvent): void {
  const withControl = event.ctrlKey || event.metaKey;
  const press = (which: string): void => document.querySelector<HTMLElement>(`.call-form ${which}`)?.click();
  if (withControl && event.key === 'Enter') press('.call-buttons .large');
  else if (withControl && event.key.toLowerCase() === 's') press('.call-buttons [type=submit]');
  else if (event.key === 'Escape') document.querySelector<HTMLElement>('.call-form textarea')?.focus();
  else return;
  event.preventDefault();
}

/** What was found stands in the form as it will in the incident: its type, and the more urgent of two priorities. */
function take(desk: Desk, { id, type, priority }: TriageView): void {
  const draft = desk.draft.get();
  if (!draft) return;
  const graver = priority !== null && (draft.priority === null || priority < draft.priority);
  desk.draft.set({
    ...draft,
    triageId: id,
    type: type ?? draft.type,
    priority: graver ? priority : draft.priority,
  });
}
