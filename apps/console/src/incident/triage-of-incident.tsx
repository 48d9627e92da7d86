import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { IncidentView, TriageReport } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { writeCoordinates } from '../call/coordinates.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import type { LiveIncident } from '../live/board.js';
import { useStore } from '../live/store.js';
import { FailureBoundary } from '../look/failure-boundary.js';
import { PriorityMark } from '../look/marks.js';
import { useFollowed } from './use-incident.js';

const ProtocolPanel = lazy(() => import('../triage/protocol-panel.js'));

/** A triage on the screen: one that was begun, or one about to begin. */
interface Shown {
  readonly triageId: string | null;
  /** Stays the same while a new triage gets its identity. */
  readonly turn: number;
}

/** What the protocol found, the way back into a triage that still runs, and a new one for whatever has changed. */
export function TriageOfIncident({
  incident,
  details,
}: {
  incident: LiveIncident;
  details: IncidentView | null;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const mark = incident.timelineSeq;
  const reports = useFollowed(() => desk.api.triageReports(incident.id), incident.id, mark);
  const triages = useFollowed(() => desk.api.triagesOf(incident.id), incident.id, mark);
  const guiding = useStore(desk.guiding);
  const [opened, setOpened] = useState<Shown | null>(null);
  const summaries = triages.value?.items ?? [];
  const running = summaries.find(({ state }) => state === 'running');
  const guided = summaries.find(({ id }) => id === guiding);
  // The guidance that began with the call goes on without a key.
  const shown = opened ?? (guided ? { triageId: guided.id, turn: 0 } : null);
  const open = (triageId: string | null): void =>
    setOpened((before) => ({ triageId, turn: (before?.turn ?? 0) + 1 }));
  const close = (): void => {
    setOpened(null);
    desk.guiding.set(null);
  };
  const may = incident.state !== 'closed' && desk.may('triage.write');
  const items = (reports.value?.items ?? []).filter(({ triageId }) => !shown || triageId !== shown.triageId);
  if (items.length === 0 && !may) return null;
  return (
    <section className="triage-of-incident" aria-label={text('triage.ofIncident')}>
      {items.length > 0 && <h3 className="section-title">{text('triage.found')}</h3>}
      {items.map((report) => (
        <Report key={report.triageId} report={report} />
      ))}
      {may && shown && (
        <FailureBoundary>
          <Suspense fallback={<p className="empty">{text('triage.loading')}</p>}>
            <ProtocolPanel
              key={shown.turn}
              subject={{
                triageId: shown.triageId,
                version: summaries.find(({ id }) => id === shown.triageId)?.version ?? 0,
                contactId: null,
                incidentId: incident.id,
                known: knownOf(details),
              }}
              type={incident.type}
              onChange={({ id }) => setOpened({ ...shown, triageId: id })}
              onKnown={null}
            />
          </Suspense>
        </FailureBoundary>
      )}
      {may && (
        <div className="triage-ways">
          {running && running.id !== shown?.triageId && (
            <button
              type="button"
              className="button small"
              data-open-protocol
              onClick={() => open(running.id)}
            >
              {text('triage.goOn')} <kbd>{'F3'}</kbd>
            </button>
          )}
          {!(shown && shown.triageId === null) && (
            <button
              type="button"
              className="button small"
              data-open-protocol={(!running && !shown) || undefined}
              onClick={() => open(null)}
            >
              {text(summaries.length === 0 ? 'triage.begin.incident' : 'triage.again')}{' '}
              {!running && !shown && <kbd>{'F3'}</kbd>}
            </button>
          )}
          {shown && (
            <button type="button" className="button small quiet" onClick={close}>
              {text('triage.fold')}
            </button>
          )}
        </div>
      )}
    </section>
  );
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

function Report({ report }: { report: TriageReport }): ReactNode {
  const { locale, text } = useLanguage();
  return (
    <div className="triage-report">
      <p>
        <PriorityMark priority={report.priority} size={18} />{' '}
        <strong>{report.label?.[locale] ?? text('triage.noResult')}</strong>{' '}
        {report.determinant && <code>{report.determinant}</code>}
      </p>
      {report.report && <p className="quiet">{report.report[locale]}</p>}
      {report.dangers.length > 0 && (
        <ul className="triage-danger" aria-label={text('triage.dangers')}>
          {report.dangers.map((danger) => (
            <li key={danger.id}>{danger[locale]}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
