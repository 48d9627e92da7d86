import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { teamKinds } from '#lib/contract';
import { LookChoices } from '../board/account-menu.js';
import { chime, type SoundState } from '../board/chime.js';
import { useDesk, type Desk } from '../board/desk.js';
import { PageFrame } from '../board/page-frame.js';
import { degradedParts } from '../board/status-bar.js';
import { useLanguage, type TextKey } from '../language/language.js';
import { settled } from '../live/arrangement.js';
import type { Board } from '../live/board.js';
import { responseClock } from '../live/response-clock.js';
import { secondHand, serverNow } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { PriorityMark } from '../look/marks.js';
import { ringingContacts } from '../queues/ringing-contacts.js';
import { RowClock } from '../queues/row-clock.js';
import './shift.css';

/** The beginning of a shift: what one takes over, what works and what does not. One key goes on to the board. */
export function ShiftStart(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const board = useStore(desk.live.board);
  const [sound, setSound] = useState<SoundState | null>(null);
  useShiftKeys(desk, () => void chime().then(setSound));
  return (
    <PageFrame>
      <main className="shift-start">
        <header>
          <h2>{text('shift.title', { name: desk.account.user.displayName })}</h2>
          <p className="quiet">{text('shift.text')}</p>
        </header>
        <div className="shift-panels">
          {board ? (
            <>
              <Waiting board={board} />
              <OnDuty board={board} />
            </>
          ) : (
            <p className="empty">{text('shift.unknown')}</p>
          )}
          <section>
            <h3 className="section-title">{text('shift.works')}</h3>
            <Works />
            <div className="shift-sound">
              <button type="button" className="button" onClick={() => void chime().then(setSound)}>
                {text('shift.testSound')} <kbd>{'S'}</kbd>
              </button>
              <p role="status">{text(sound === null ? 'shift.soundUntried' : `shift.sound.${sound}`)}</p>
            </div>
          </section>
          <section>
            <h3 className="section-title">{text('shift.look')}</h3>
            <div className="shift-look">
              <LookChoices />
            </div>
          </section>
        </div>
        <button
          type="button"
          className="button primary large"
          autoFocus
          onClick={() => desk.shift.begin(Date.now())}
        >
          {text('shift.begin')} <kbd>{'⏎'}</kbd>
        </button>
        {desk.may('incident.write') && (
          <button
            type="button"
            className="link"
            onClick={() => {
              desk.touring.set(true);
              desk.shift.begin(Date.now());
            }}
          >
            {text('shift.tour')}
          </button>
        )}
      </main>
    </PageFrame>
  );
}

/** Enter goes on, S sounds, F2 goes on with a call: whoever sits down may be needed at once. */
function useShiftKeys(desk: Desk, sound: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { key, target } = event;
      const onButton = target instanceof HTMLElement && target.matches('button, a');
      if (key === 'F2' || (key === 'Enter' && !onButton)) desk.shift.begin(Date.now());
      else if (key.toLowerCase() === 's') sound();
      else return;
      if (key === 'F2') desk.beginCall();
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

const shownRows = 4;

function Waiting({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const settings = useStore(desk.settings);
  const now = useStore(secondHand);
  const rows = useMemo(() => settled(board.incidents.values()).rows, [board.incidents]);
  const waiting = rows.filter(({ queue }) => queue === 'waiting');
  const late = settings
    ? rows.filter(({ id }) => {
        const incident = board.incidents.get(id);
        return incident && responseClock(incident, settings, now).lateness === 'late';
      }).length
    : 0;
  const callBacks = [...board.contacts.values()].filter(({ callBackBy }) => callBackBy !== null).length;
  const numbers: readonly (readonly [TextKey, number])[] = [
    ...(desk.may('contact.read')
      ? ([
          ['shift.ringing', ringingContacts(board).length],
          ['shift.callBacks', callBacks],
        ] as const)
      : []),
    ['shift.waiting', waiting.length],
    ['shift.underWay', rows.length - waiting.length],
    ['shift.late', late],
  ];
  return (
    <section>
      <h3 className="section-title">{text('shift.waits')}</h3>
      <Numbers numbers={numbers} />
      <ul className="shift-rows">
        {waiting.slice(0, shownRows).map(({ id }) => {
          const incident = board.incidents.get(id);
          return (
            incident && (
              <li key={id}>
                <PriorityMark priority={incident.priority} size={22} />
                <span>{incident.complaint ?? text(`type.${incident.type}`)}</span>
                <RowClock near incident={incident} />
              </li>
            )
          );
        })}
        {waiting.length > shownRows && (
          <li className="quiet">{text('shift.more', { count: waiting.length - shownRows })}</li>
        )}
      </ul>
    </section>
  );
}

function OnDuty({ board }: { board: Board }): ReactNode {
  const { text } = useLanguage();
  const teams = [...board.teams.values()];
  const onDuty = teams.filter((team) => team.onDuty);
  const kinds = teamKinds
    .map((kind) => {
      const ofKind = onDuty.filter((team) => team.kind === kind);
      return {
        kind,
        total: ofKind.length,
        ready: ofKind.filter((team) => team.assignmentId === null).length,
      };
    })
    .filter(({ total }) => total > 0);
  return (
    <section>
      <h3 className="section-title">{text('shift.onDuty')}</h3>
      <Numbers
        numbers={[
          ['shift.teams', onDuty.length],
          ['shift.offDuty', teams.length - onDuty.length],
        ]}
      />
      {onDuty.length === 0 ? (
        <p className="shift-fault">{text('shift.nobody')}</p>
      ) : (
        <dl className="shift-kinds">
          {kinds.map(({ kind, total, ready }) => (
            <div key={kind}>
              <dt>{text(`teamKind.${kind}`)}</dt>
              <dd>{text('shift.ready', { ready, total })}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Numbers({ numbers }: { numbers: readonly (readonly [TextKey, number])[] }): ReactNode {
  const { text } = useLanguage();
  return (
    <ul className="shift-numbers">
      {numbers.map(([label, count]) => (
        <li key={label} data-some={count > 0 || undefined} data-number={label}>
          <strong>{count}</strong> {text(label, { count })}
        </li>
      ))}
    </ul>
  );
}

function Works(): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text, clockTime } = language;
  const connection = useStore(desk.live.connection);
  switch (connection.kind) {
    case 'live':
      return connection.degraded.length === 0 ? (
        <p>{text('shift.allWorks', { time: clockTime(serverNow()) })}</p>
      ) : (
        <p className="shift-fault">
          {text('degraded.label', { parts: degradedParts(language, connection.degraded) })}
        </p>
      );
    case 'connecting':
      return <p>{text('connection.connecting')}</p>;
    case 'lost':
      return (
        <p className="shift-fault">{text('connection.lostTitle', { time: clockTime(connection.since) })}</p>
      );
  }
}
