import { memo, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { held, type Arrangement, type QueueName } from '../live/arrangement.js';
import type { Board } from '../live/board.js';
import { useStore } from '../live/store.js';
import { KeptCalls } from '../call/kept-calls.js';
import { Freshness } from '../look/freshness.js';
import { ContactList } from './contact-list.js';
import { Hand } from './hand.js';
import { IncidentRow } from './incident-row.js';
import { NewCallButton } from './new-call-button.js';
import { showNow, shownArrangement } from './shown-arrangement.js';
import { shownOf } from './what-next.js';
import './queues.css';

/**
 * The left column: calls, then incidents. While a hand is on the list, no row moves; what is new announces itself
 * below the list and waits until the hand is gone or somebody asks for it.
 */
export const QueuePane = memo(function QueuePane({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const pane = useRef<HTMLElement>(null);
  const [hand] = useState(() => new Hand());
  const handOn = useStore(hand.on);
  useLetGoByKeys(hand, pane);
  const arrangement = useArrangement(board, handOn);
  const waitingCount = arrangement.waiting.length;
  const movingCount = arrangement.moving.length;
  return (
    <section
      ref={pane}
      className="queue-pane"
      tabIndex={-1}
      aria-label={text('queue.label')}
      onPointerMove={(event) => hand.move(event)}
      onPointerDown={(event) => hand.move(event)}
      onPointerLeave={hand.letGo}
    >
      {desk.may('incident.write') && <NewCallButton />}
      <div className="queue-scroll">
        {desk.may('incident.write') && <KeptCalls />}
        {desk.may('contact.read') && <ContactList board={board} />}
        <Queue name="waiting" arrangement={arrangement} board={board} />
        <Queue name="underWay" arrangement={arrangement} board={board} />
      </div>
      {waitingCount + movingCount > 0 && (
        <button type="button" className="queue-news" onClick={() => showNow(board)}>
          <span>
            {waitingCount > 0
              ? text('queue.new', { count: waitingCount })
              : text('queue.reorder', { count: movingCount })}
          </span>
          <strong>{text('queue.show')}</strong>
        </button>
      )}
    </section>
  );
});

/** Who works by keys outside of the list has no hand on it, wherever the pointer was left. */
function useLetGoByKeys(hand: Hand, list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = ({ target }: KeyboardEvent): void => {
      if (!(target instanceof Node) || !list.current?.contains(target)) hand.letGo();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
      hand.letGo();
    };
  }, [hand, list]);
}

/** The arrangement of the board, kept still while a hand is on it. */
function useArrangement(board: Board, handOn: boolean): Arrangement {
  const shown = useStore(shownArrangement);
  useEffect(() => {
    if (!handOn) showNow(board);
  }, [board, handOn]);
  return useMemo(() => (handOn ? held(shown, board.incidents.values()) : shown), [board, handOn, shown]);
}

function Queue({
  name,
  arrangement,
  board,
}: {
  name: QueueName;
  arrangement: Arrangement;
  board: Board;
}): ReactNode {
  const { text } = useLanguage();
  const desk = useDesk();
  const selectedId = useStore(desk.selectedId);
  const rows = arrangement.rows.filter(({ queue }) => queue === name);
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  const titleId = `queue-${name}`;
  return (
    <div className="queue">
      <h2 className="section-title" id={titleId}>
        {text(name === 'waiting' ? 'queue.waiting' : 'queue.underWay')}
        <small>{rows.length}</small>
        {!connected && <Freshness />}
      </h2>
      {rows.length === 0 ? (
        <p className="empty">{text(name === 'waiting' ? 'queue.waitingEmpty' : 'queue.underWayEmpty')}</p>
      ) : (
        <ul aria-labelledby={titleId}>
          {rows.map(({ id }) => {
            const incident = board.incidents.get(id);
            if (!incident) return null;
            const team = board.teams.get(shownOf(incident)?.teamId ?? '');
            return <IncidentRow key={id} incident={incident} team={team} selected={id === selectedId} />;
          })}
        </ul>
      )}
    </div>
  );
}
