import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ContactView, IncidentView, PatientView, TimelineEntry } from '../api/generated/types.gen.js';
import { useAreaNames } from '../board/areas.js';
import { useDesk } from '../board/desk.js';
import { writeCoordinates } from '../call/coordinates.js';
import { useLanguage, type Language } from '../language/language.js';
import { callerNumberText, telephoneText } from '../language/telephone.js';
import type { LiveIncident } from '../live/board.js';
import { useStore } from '../live/store.js';
import { usePages } from '../live/use-pages.js';
import { Accuracy } from '../look/accuracy.js';
import { EditDialog } from './edit-dialog.js';
import { NewestNote } from './newest-note.js';
import { PatientDialog } from './patient-dialog.js';
import { PlaceForm } from './place-form.js';

/** What the caller said and was noted since, where help is needed, who called and who is ill. */
export function CallerWords({
  incident,
  details,
  timeline,
}: {
  incident: LiveIncident;
  details: IncidentView | null;
  timeline: readonly TimelineEntry[];
}): ReactNode {
  const { text } = useLanguage();
  const complaint = details?.complaint ?? incident.complaint;
  return (
    <div className="caller-words">
      {complaint === null && details ? (
        <p className="quiet">{text('incident.hidden')}</p>
      ) : (
        <blockquote>{complaint ?? text('incident.loading')}</blockquote>
      )}
      <dl>
        <NewestNote entries={timeline} />
        <PlaceRow incident={incident} details={details} />
        {details && <CallerRow incident={incident} details={details} />}
        {details && <PatientRow incident={incident} details={details} />}
      </dl>
    </div>
  );
}

function PlaceRow({
  incident,
  details,
}: {
  incident: LiveIncident;
  details: IncidentView | null;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const areaNames = useAreaNames();
  const change = useStore(desk.placeChange);
  const changing = change?.incidentId === incident.id;
  const changeButton = useRef<HTMLButtonElement>(null);
  const wasChanging = useRef(false);
  useEffect(() => {
    // Who saved by keyboard stays at the place: from the row of the incident one more ⏎ would send a team.
    if (wasChanging.current && !changing && document.activeElement === document.body) {
      changeButton.current?.focus();
    }
    wasChanging.current = changing;
  }, [changing]);
  if (details && changing) {
    return (
      <div className="place-changing">
        <dt className="visually-hidden">{text('incident.place')}</dt>
        <dd>
          <PlaceForm details={details} change={change} />
        </dd>
      </div>
    );
  }
  const address = details?.place.address ?? incident.address;
  const area = incident.areaId === null ? undefined : areaNames.get(incident.areaId);
  const source = details ? text(`placeSource.${details.place.source}`) : null;
  const mayChange = details && incident.state !== 'closed' && desk.may('incident.write');
  return (
    <div>
      <dt>{text('incident.place')}</dt>
      <dd>
        <strong>{address ?? text('incident.noAddress')}</strong>
        {details?.place.note && <span>{details.place.note}</span>}
        <span className="quiet">
          {[area, source].filter(Boolean).join(' · ')}
          {incident.accuracyMetres !== null && (
            <>
              {' · '}
              <Accuracy metres={incident.accuracyMetres} />
            </>
          )}
        </span>
      </dd>
      {mayChange && (
        <dd>
          <button
            ref={changeButton}
            type="button"
            className="link"
            data-shortcut="L"
            aria-label={text('shortcuts.place')}
            onClick={() => {
              desk.middle.set('map');
              desk.placeChange.set({
                incidentId: incident.id,
                placeText: writeCoordinates(incident),
                placeFrom: details.place.source,
                placeName: '',
                placeNear: '',
                placeAccuracyMetres: incident.accuracyMetres,
                address: details.place.address ?? '',
                addressFilled: false,
                addressAt: writeCoordinates(incident),
              });
            }}
          >
            {text('incident.change')}
          </button>
        </dd>
      )}
    </div>
  );
}

/** Who called, and who else called about the same. */
function CallerRow({ incident, details }: { incident: LiveIncident; details: IncidentView }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text, clockTime } = language;
  const [editing, setEditing] = useState(false);
  const contacts = usePages<ContactView>(
    async (cursor) =>
      desk.may('contact.read')
        ? desk.api.contactsOf(incident.id, cursor)
        : { ok: true, value: { items: [], nextCursor: null } },
    incident.id,
    incident.detailsSeq,
  );
  const { name, phone } = details.caller;
  const caller = [name, phone && telephoneText(phone)].filter(Boolean).join(' · ');
  const others = (contacts.items ?? []).filter(({ callerNumber }) => callerNumber !== phone);
  return (
    <div>
      <dt>{text('incident.caller')}</dt>
      <dd>
        <span>{caller || text('incident.noCaller')}</span>
        {others.map(({ id, callerName, callerNumber, ringingAt }) => (
          <span key={id} className="quiet">
            {[callerName, callerNumberText(callerNumber, language), clockTime(ringingAt)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        ))}
        {contacts.more && (
          <button type="button" className="link" onClick={contacts.more}>
            {text('incident.moreContacts')}
          </button>
        )}
      </dd>
      {incident.state !== 'closed' && desk.may('incident.write') && (
        <dd>
          <button
            type="button"
            className="link"
            data-shortcut="E"
            aria-label={text('shortcuts.edit')}
            onClick={() => setEditing(true)}
          >
            {text('incident.change')}
          </button>
          {editing && <EditDialog details={details} onDone={() => setEditing(false)} />}
        </dd>
      )}
    </div>
  );
}

function PatientRow({ incident, details }: { incident: LiveIncident; details: IncidentView }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [editing, setEditing] = useState<PatientView | 'new' | null>(null);
  const mayWrite = desk.may('patient.write');
  if (!desk.may('patient.read')) return null;
  // Of whom nothing is known but what the triage was told: who adds somebody means this one.
  const [only] = details.patients;
  const begun = details.patients.length === 1 && only?.ageFromTriage && only.name === null ? only : null;
  return (
    <div>
      <dt>{text('incident.patients')}</dt>
      <dd>
        {details.patients.length === 0 && <span className="quiet">{text('incident.noPatients')}</span>}
        {details.patients.map((patient) =>
          mayWrite ? (
            <button key={patient.id} type="button" className="link plain" onClick={() => setEditing(patient)}>
              {patientLine(language, patient)}
            </button>
          ) : (
            <span key={patient.id}>{patientLine(language, patient)}</span>
          ),
        )}
      </dd>
      {mayWrite && (
        <dd>
          <button
            type="button"
            className="link"
            data-shortcut="P"
            aria-label={text(begun ? 'patient.complete' : 'patient.new')}
            onClick={() => setEditing(begun ?? 'new')}
          >
            {text(begun ? 'patient.complete' : 'patient.add')}
          </button>
          {editing && (
            <PatientDialog
              incidentId={incident.id}
              type={incident.type}
              patient={editing === 'new' ? null : editing}
              onDone={() => setEditing(null)}
            />
          )}
        </dd>
      )}
    </div>
  );
}

function patientLine({ text }: Language, patient: PatientView): string {
  const { ordinal, name, sex, ageYears, ageFromTriage, condition, tag } = patient;
  const parts = [
    name ?? text('incident.patient', { ordinal }),
    tag && text(`tag.${tag}`),
    sex && sex !== 'unknown' ? text(`sex.${sex}`) : null,
    ageYears === null
      ? null
      : text(ageFromTriage ? 'incident.yearsFromTriage' : 'incident.years', { years: ageYears }),
    condition,
  ];
  return parts.filter(Boolean).join(', ');
}
