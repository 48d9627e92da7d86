import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { TriageReport } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { useStore } from '../live/store.js';
import { FailureBoundary } from '../look/failure-boundary.js';
import { PriorityMark } from '../look/marks.js';
import { useFollowed } from './use-incident.js';

const ProtocolPanel = lazy(() => import('../triage/protocol-panel.js'));

/** What the protocol found, and the way back into one that still runs. */
export function TriageOfIncident({ incident }: { incident: LiveIncident }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const mark = incident.timelineSeq;
  const reports = useFollowed(() => desk.api.triageReports(incident.id), incident.id, mark);
  const triages = useFollowed(() => desk.api.triagesOf(incident.id), incident.id, mark);
  const running = triages.value?.items.find(({ state }) => state === 'running');
  const guiding = useStore(desk.guiding);
  const [wanted, setWanted] = useState(false);
  const items = reports.value?.items ?? [];
  const may = incident.state !== 'closed' && desk.may('triage.write');
  const open = may && running !== undefined && (wanted || guiding === running.id);
  if (items.length === 0) return null;
  return (
    <section className="triage-of-incident" aria-label={text('triage.title')}>
      <h3 className="section-title">{text('triage.title')}</h3>
      {items.map((report) => (
        <Report key={report.triageId} report={report} />
      ))}
      {may && running && !open && (
        <button type="button" className="button small" onClick={() => setWanted(true)}>
          {text('triage.goOn')}
        </button>
      )}
      {open && (
        <FailureBoundary>
          <Suspense fallback={<p className="empty">{text('triage.loading')}</p>}>
            <ProtocolPanel
              subject={{ triageId: running.id, contactId: null, incidentId: incident.id, known: {} }}
              type={incident.type}
              onChange={() => undefined}
            />
          </Suspense>
        </FailureBoundary>
      )}
    </section>
  );
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
      {report.dangers.map((danger) => (
        <p key={danger.id} className="triage-danger">
          {danger[locale]}
        </p>
      ))}
    </div>
  );
}
