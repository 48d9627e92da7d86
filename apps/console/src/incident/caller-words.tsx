import type { ReactNode } from 'react';
import type { IncidentView, PatientView } from '../api/generated/types.gen.js';
import { useAreaNames } from '../board/areas.js';
import { useLanguage, type Language } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';

/** What the caller said, where help is needed, who called and who is ill. */
export function CallerWords({
  incident,
  details,
}: {
  incident: LiveIncident;
  details: IncidentView | null;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const areaNames = useAreaNames();
  const complaint = details?.complaint ?? incident.complaint;
  const address = details?.place.address ?? incident.address;
  const area = incident.areaId === null ? undefined : areaNames.get(incident.areaId);
  const accuracy =
    incident.accuracyMetres === null
      ? null
      : text('incident.accuracy', { metres: Math.round(incident.accuracyMetres) });
  const source = details ? text(`placeSource.${details.place.source}`) : null;
  const caller = [details?.caller.name, details?.caller.phone].filter(Boolean).join(' · ');
  return (
    <div className="caller-words">
      {complaint === null && details ? (
        <p className="quiet">{text('incident.hidden')}</p>
      ) : (
        <blockquote>{complaint ?? text('incident.loading')}</blockquote>
      )}
      <dl>
        <div>
          <dt>{text('incident.place')}</dt>
          <dd>
            <strong>{address ?? text('incident.noAddress')}</strong>
            {details?.place.note && <span>{details.place.note}</span>}
            <span className="quiet">{[area, source, accuracy].filter(Boolean).join(' · ')}</span>
          </dd>
        </div>
        {caller && (
          <div>
            <dt>{text('incident.caller')}</dt>
            <dd>{caller}</dd>
          </div>
        )}
        {(details?.patients ?? []).length > 0 && (
          <div>
            <dt>{text('incident.patients')}</dt>
            <dd>
              {details?.patients?.map((patient) => (
                <span key={patient.id}>{patientLine(language, patient)}</span>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function patientLine({ text }: Language, patient: PatientView): string {
  const { ordinal, name, sex, ageYears, condition } = patient;
  const parts = [
    name ?? text('incident.patient', { ordinal }),
    sex && sex !== 'unknown' ? text(`sex.${sex}`) : null,
    ageYears === null ? null : text('incident.years', { years: ageYears }),
    condition,
  ];
  return parts.filter(Boolean).join(', ');
}
