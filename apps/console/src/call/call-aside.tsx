import { lazy, Suspense, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { TriageView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { FailureBoundary } from '../look/failure-boundary.js';
import type { CallDraft } from './call-draft.js';
import { readCoordinates } from './coordinates.js';
import { Duplicates } from './duplicates.js';
import { Foresight } from './foresight.js';
import { PhonePlacesOfCall } from './phone-places-of-call.js';
import { withTriage } from './triage-in-draft.js';

const ProtocolPanel = lazy(() => import('../triage/protocol-panel.js'));

/** What helps beside the form of a call. It has a column of its own, so that nothing of it ever moves a field. */
export function CallAside({ draft }: { draft: CallDraft }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  const [found, setFound] = useState<TriageView | null>(null);
  return (
    <section
      className="call-aside"
      aria-label={text('call.beside')}
      data-placed={readCoordinates(draft.placeText) !== undefined || undefined}
      onKeyDown={backToForm}
    >
      {desk.may('triage.write') && (
        <div className="call-protocol">
          {connected || draft.triageId !== null ? (
            <FailureBoundary>
              <Suspense fallback={<p className="empty">{text('triage.loading')}</p>}>
                <Protocol draft={draft} onFound={setFound} />
              </Suspense>
            </FailureBoundary>
          ) : (
            <p className="empty" role="status">
              {text('triage.offline')}
            </p>
          )}
        </div>
      )}
      <PhonePlacesOfCall draft={draft} />
      <Duplicates draft={draft} />
      {desk.may('dispatch.recommend') && (
        <Foresight draft={draft} found={found !== null && found.id === draft.triageId ? found : null} />
      )}
    </section>
  );
}

function Protocol({ draft, onFound }: { draft: CallDraft; onFound: (view: TriageView) => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const before = useRef<TriageView | null>(null);
  const take = (view: TriageView): void => {
    const present = desk.draft.get();
    if (present) desk.draft.set(withTriage(present, before.current, view));
    before.current = view;
    onFound(view);
  };
  return (
    <ProtocolPanel
      subject={{
        triageId: draft.triageId,
        version: 0,
        contactId: draft.contactId,
        incidentId: null,
        known: {
          // Words alone are no place that anybody could be sent to.
          place: readCoordinates(draft.placeText) ? draft.address || draft.placeName || draft.placeText : '',
          callBackNumber: draft.phone,
          whatHappened: draft.complaint,
        },
      }}
      type={draft.type}
      onChange={take}
      onKnown={(key) =>
        focusInForm(key === 'place' ? '[data-place]' : (knownFields[key] ?? '[data-complaint]'))
      }
    >
      <div className="triage-at-once" role="alert">
        <strong>{text('triage.sendNow')}</strong>
        {desk.may('dispatch.assign') && (
          <button
            type="button"
            className="button primary"
            onClick={() => inForm('.call-buttons .large')?.click()}
          >
            {text('difference.send')} <kbd>{'Ctrl ⏎'}</kbd>
          </button>
        )}
      </div>
    </ProtocolPanel>
  );
}

const knownFields: Readonly<Record<string, string>> = { callBackNumber: 'input[type=tel]' };

const inForm = (which: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`.call-form ${which}`);
const focusInForm = (which: string): void => inForm(which)?.focus();

function backToForm(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  focusInForm('[data-complaint]');
  event.preventDefault();
}
