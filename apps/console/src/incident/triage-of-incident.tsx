import type { ReactNode } from 'react';
import type { TriageReport } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { PriorityMark } from '../look/marks.js';
import type { Triages } from './use-triages.js';

/** What the protocol found, the way back into a triage that still runs, and a new one for whatever has changed. */
export function TriageOfIncident({
  incident,
  triages: { reports, summaries, running, shown, open },
}: {
  incident: LiveIncident;
  triages: Triages;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const may = incident.state !== 'closed' && desk.may('triage.write');
  const items = reports.filter(({ triageId }) => !shown || triageId !== shown.triageId);
  if (items.length === 0 && !may) return null;
  return (
    <section className="triage-of-incident" aria-label={text('triage.ofIncident')}>
      {items.length > 0 && <h3 className="section-title">{text('triage.found')}</h3>}
      {items.map((report) => (
        <Report key={report.triageId} report={report} />
      ))}
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
        </div>
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
