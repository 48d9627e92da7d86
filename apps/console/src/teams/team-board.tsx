import { memo, useMemo, useState, type ReactNode } from 'react';
import type { BoardFacility } from '#lib/contract';
import type { TeamResponse } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { OverdueWords } from '../incident/overdue-words.js';
import { useFollowed } from '../incident/use-incident.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import type { Board } from '../live/board.js';
import { isOverdue } from '../live/overdue.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import type { TeamState } from '../live/response-clock.js';
import { Freshness } from '../look/freshness.js';
import { useGrowing } from '../look/growing.js';
import { TeamMark } from '../look/marks.js';
import { TelephoneLink } from '../look/telephone-link.js';
import { DutyDialog } from './duty-dialog.js';
import { teamRows, teamStates, type TeamRow } from './team-rows.js';
import '../look/lists.css';

/** Every team: what it does and since when, where it stands, who is aboard, and whether it is on duty. */
export default function TeamBoard({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [words, setWords] = useState('');
  const [only, setOnly] = useState<TeamState | null>(null);
  const rows = useMemo(() => teamRows(board), [board]);
  const mark = useMemo(
    () => [...board.teams.values()].reduce((sum, { version }) => sum + version, 0),
    [board.teams],
  );
  const details = useFollowed(() => desk.api.teams(), 'teams', mark);
  const byId = useMemo(() => new Map(details.value?.items.map((team) => [team.id, team])), [details.value]);
  const wanted = words.trim().toLowerCase();
  const found = rows.filter(
    ({ team, state }) =>
      (only === null || state === only) &&
      `${team.callSign} ${text(`teamKind.${team.kind}`)}`.toLowerCase().includes(wanted),
  );
  const { shown, more } = useGrowing(found);
  return (
    <div className="list-screen" data-screen="teams">
      <div className="list-bar">
        <label className="field">
          <span className="visually-hidden">{text('list.filter')}</span>
          <input
            type="search"
            placeholder={text('teams.filter')}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </label>
        <div className="chips" role="group" aria-label={text('teams.byState')}>
          <button type="button" aria-pressed={only === null} onClick={() => setOnly(null)}>
            {text('list.all')} <strong>{rows.length}</strong>
          </button>
          {teamStates.map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={only === state}
              onClick={() => setOnly(only === state ? null : state)}
            >
              <TeamMark state={state} size={14} /> {text(`teamState.${state}`)}{' '}
              <strong>{rows.filter((row) => row.state === state).length}</strong>
            </button>
          ))}
        </div>
        <Freshness />
      </div>
      {found.length === 0 ? (
        <p className="empty">{text(rows.length === 0 ? 'teams.empty' : 'list.noneMatch')}</p>
      ) : (
        <div className="list-scroll" tabIndex={0} role="group" aria-label={text('middle.teams')}>
          <table className="list-table">
            <thead>
              <tr>
                <th scope="col">{text('teams.team')}</th>
                <th scope="col">{text('teams.state')}</th>
                <th scope="col">{text(desk.may('team.duty') ? 'teams.crewAndPhone' : 'teams.crew')}</th>
                <th scope="col" className="where-wide">
                  {text('teams.base')}
                </th>
                <th scope="col">{text('teams.position')}</th>
                {desk.may('team.duty') && (
                  <th scope="col">
                    <span className="visually-hidden">{text('teams.duty')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <TeamLine
                  key={row.team.id}
                  {...row}
                  details={byId.get(row.team.id)}
                  base={board.facilities.get(row.team.baseFacilityId ?? '')}
                />
              ))}
            </tbody>
          </table>
          {more}
        </div>
      )}
    </div>
  );
}

const TeamLine = memo(function TeamLine({
  team,
  state,
  incident,
  since,
  assignment,
  details,
  base,
}: TeamRow & { details: TeamResponse | undefined; base: BoardFacility | undefined }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [changing, setChanging] = useState(false);
  const crew = details?.crew?.map(({ name }) => name).join(', ');
  return (
    <tr data-state={state} data-team={team.callSign}>
      <th scope="row">
        {team.callSign} <span className="quiet">{text(`teamKind.${team.kind}`)}</span>
      </th>
      <td>
        <span className="list-state" data-team-state={state}>
          <TeamMark state={state} size={16} /> {text(`teamState.${state}`)} <Since since={since} />
        </span>
        {assignment && isOverdue(assignment) && <OverdueWords assignment={assignment} />}
        {incident && (
          <button type="button" className="link" onClick={() => desk.select(incident.id)}>
            {incident.complaint ?? text(`type.${incident.type}`)}
          </button>
        )}
      </td>
      <td className="one-line" title={crew}>
        {team.onDuty && (crew || text('teams.crewSize', { count: team.crewSize }))}
        {team.phone !== null && (
          <div>
            <TelephoneLink who={team.callSign} number={team.phone} />
          </div>
        )}
      </td>
      <td className="one-line where-wide quiet" title={base?.name}>
        {base?.name}
      </td>
      <td className="no-break quiet">{team.onDuty && <PositionAge teamId={team.id} />}</td>
      {desk.may('team.duty') && (
        <td className="list-acts">
          <button type="button" className="button small" onClick={() => setChanging(true)}>
            {text(team.onDuty ? 'duty.change' : 'duty.begin')}
          </button>
          {changing && (
            // The board knows of an ended duty before the crew has been read anew.
            <DutyDialog
              team={team}
              crew={team.onDuty ? (details?.crew ?? []) : []}
              onDone={() => setChanging(false)}
            />
          )}
        </td>
      )}
    </tr>
  );
});

function Since({ since }: { since: string | null }): ReactNode {
  const duration = useStore(secondHand, (now) =>
    since === null ? '' : runningClock((now - Date.parse(since)) / 1_000),
  );
  return <span className="quiet">{duration}</span>;
}

/** How old the last fix is; at its base where no device has told. */
function PositionAge({ teamId }: { teamId: string }): ReactNode {
  const { text } = useLanguage();
  const { positions } = useDesk().live;
  return useStore(secondHand, (now) => {
    const fix = positions.get(teamId);
    if (!fix) return text('teams.atBase');
    const seconds = Math.max(0, Math.round((now - fix.at) / 1_000));
    return seconds < 60
      ? text('time.ago', { duration: text('time.seconds', { seconds: Math.ceil(seconds / 5) * 5 }) })
      : text('time.ago', { duration: text('time.minutes', { minutes: Math.round(seconds / 60) }) });
  });
}
