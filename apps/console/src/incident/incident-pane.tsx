import { useState, type ReactNode } from 'react';
import { isLiveAssignmentState } from '#lib/contract';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { useStore } from '../live/store.js';
import { obstacleTitle } from '../look/refusal.js';
import { Assignments } from './assignments.js';
import { CallerWords } from './caller-words.js';
import { CloseDialog } from './close-dialog.js';
import { GuidanceOfIncident } from './guidance-of-incident.js';
import { IncidentClocks } from './incident-clocks.js';
import { IncidentHeader } from './incident-header.js';
import { MoreUrgent } from './more-urgent.js';
import { NoteForm } from './note-form.js';
import { PhonePlacesOfIncident } from './phone-places-of-incident.js';
import { sentTogether } from './planned-teams.js';
import { Recommendations } from './recommendations.js';
import { ReopenDialog } from './reopen-dialog.js';
import { ResponseDifference } from './response-difference.js';
import { Timeline } from './timeline.js';
import { TriageOfIncident } from './triage-of-incident.js';
import { Unaccepted } from './unaccepted.js';
import { useAbsentIncident } from './use-absent-incident.js';
import { useIncidentDetails } from './use-incident.js';
import { useTimeline } from './use-timeline.js';
import { useTriages } from './use-triages.js';
import './incident.css';

/** The right column: the selected incident and everything that can be done for it. */
export function IncidentPane({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const selectedId = useStore(desk.selectedId);
  const onBoard = selectedId === null ? undefined : board.incidents.get(selectedId);
  const absent = useAbsentIncident(onBoard ? null : selectedId);
  const incident = onBoard ?? absent;
  if (!incident) {
    const none = desk.may('incident.write') ? 'incident.none' : 'incident.noneToRead';
    return (
      <section className="incident-pane incident-none" aria-label={text('incident.label')}>
        <h2>{text('incident.noneTitle')}</h2>
        <p>{text(selectedId === null ? none : 'incident.gone', { key: 'F2' })}</p>
      </section>
    );
  }
  return <OpenIncident key={incident.id} incident={incident} board={board} />;
}

function OpenIncident({ incident, board }: { incident: LiveIncident; board: Board }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const details = useIncidentDetails(incident);
  const timeline = useTimeline(incident);
  const triages = useTriages(incident);
  const { shown } = triages;
  const recommended = useStore(desk.recommendation);
  const together = recommended?.incidentId === incident.id ? sentTogether(recommended.recommendation) : [];
  const [closing, setClosing] = useState(false);
  const [reopening, setReopening] = useState(false);
  const [again, setAgain] = useState(false);
  const open = incident.state !== 'closed';
  const live = incident.assignments.some(({ state }) => isLiveAssignmentState(state));
  const finished = open && !live && incident.state !== 'queued';
  // The key keeps what was pressed in it when it moves down behind what now matters more.
  const teams = open && (!finished || again) && desk.may('dispatch.recommend') && (
    <Recommendations key="teams" incident={incident} board={board} keysTaken={shown !== null} />
  );
  return (
    <section
      className="incident-pane"
      aria-label={text('incident.label')}
      data-incident={incident.id}
      data-guided={shown !== null || undefined}
    >
      <IncidentHeader incident={incident} details={details.value} />
      <Unaccepted incident={incident} board={board} keysTaken={shown !== null} />
      {shown && (
        <GuidanceOfIncident incident={incident} details={details.value} triages={triages} shown={shown} />
      )}
      {open && desk.may('dispatch.recommend') && <ResponseDifference incident={incident} />}
      {open && <MoreUrgent board={board} than={incident} teams={together} />}
      <div className="incident-scroll" tabIndex={0} role="group" aria-label={text('incident.label')}>
        {details.obstacle && (
          <p className="incident-stale" role="status">
            {text('incident.stale', { reason: obstacleTitle(language, details.obstacle) })}
          </p>
        )}
        {timeline.value && <IncidentClocks incident={incident} timeline={timeline.value.items} />}
        {finished && (
          <p className="incident-finished">
            {text('incident.waitsToClose')}
            {!again && desk.may('dispatch.assign') && (
              <button type="button" className="link" onClick={() => setAgain(true)}>
                {text('incident.sendAgain')}
              </button>
            )}
          </p>
        )}
        {incident.assignments.length > 0 && <Assignments incident={incident} board={board} />}
        <CallerWords incident={incident} details={details.value} timeline={timeline.value?.items ?? []} />
        {!live && teams}
        {open && details.value && desk.may('contact.read') && (
          <PhonePlacesOfIncident incident={incident} details={details.value} />
        )}
        {desk.may('triage.read') && <TriageOfIncident incident={incident} triages={triages} />}
        {live && teams}
        <Timeline timeline={timeline} teams={board.teams} />
      </div>
      <footer className="incident-footer">
        {desk.may('patient.write') && <NoteForm incident={incident} />}
        {open && desk.may('incident.write') && (
          <button
            type="button"
            className={finished ? 'button primary' : 'button'}
            data-shortcut="C"
            onClick={() => setClosing(true)}
          >
            {text('incident.closeButton')}
          </button>
        )}
        {!open && desk.may('incident.write') && (
          <button type="button" className="button" data-shortcut="O" onClick={() => setReopening(true)}>
            {text('reopen.button')}
          </button>
        )}
      </footer>
      {reopening && !open && <ReopenDialog incident={incident} onDone={() => setReopening(false)} />}
      {closing && open && (
        <CloseDialog
          incident={incident}
          board={board}
          transported={
            timeline.value?.items.some(({ type }) => type === 'assignment.transport_started') ?? false
          }
          onDone={() => setClosing(false)}
        />
      )}
    </section>
  );
}
