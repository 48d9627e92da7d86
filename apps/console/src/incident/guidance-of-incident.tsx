import { lazy, Suspense, type KeyboardEvent, type ReactNode } from 'react';
import type { IncidentView } from '../api/generated/types.gen.js';
import { writeCoordinates } from '../call/coordinates.js';
import { telephoneText } from '../language/telephone.js';
import type { LiveIncident } from '../live/board.js';
import { FailureBoundary } from '../look/failure-boundary.js';
import { ProtocolAwaited } from '../triage/protocol-awaited.js';
import type { ShownTriage, Triages } from './use-triages.js';

const ProtocolPanel = lazy(() => import('../triage/protocol-panel.js'));

/** What is asked of and said to the caller now: it stays in its place while the rest of the incident scrolls. */
export function GuidanceOfIncident({
  incident,
  details,
  triages,
  shown,
}: {
  incident: LiveIncident;
  details: IncidentView | null;
  triages: Triages;
  shown: ShownTriage;
}): ReactNode {
  return (
    <div className="incident-guidance" onKeyDown={leaveToIncident}>
      <FailureBoundary>
        <Suspense fallback={<ProtocolAwaited />}>
          <ProtocolPanel
            key={shown.turn}
            subject={{
              triageId: shown.triageId,
              version: triages.summaries.find(({ id }) => id === shown.triageId)?.version ?? 0,
              contactId: null,
              incidentId: incident.id,
              known: knownOf(details),
            }}
            type={incident.type}
            onChange={({ id }) => triages.begun(id)}
            onKnown={null}
            continued={shown.continued}
            onFold={triages.close}
          />
        </Suspense>
      </FailureBoundary>
    </div>
  );
}

/** Out of the protocol its letters are the incident's again. */
function leaveToIncident(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  document.querySelector<HTMLElement>('.incident-scroll')?.focus({ preventScroll: true });
  event.preventDefault();
}

/** First facts that stand in the incident already; what does not is asked. */
function knownOf(details: IncidentView | null): Readonly<Record<string, string>> {
  if (!details) return {};
  const { place, complaint, caller } = details;
  const known = {
    place: place.address ?? writeCoordinates(place),
    callBackNumber: telephoneText(caller?.phone ?? ''),
    whatHappened: complaint ?? '',
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value.trim() !== ''));
}
