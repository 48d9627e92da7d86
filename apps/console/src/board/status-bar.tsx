import { useMemo, type ReactNode } from 'react';
import type { BoardTeam } from '#lib/contract';
import { ringingContacts } from '../queues/ringing-contacts.js';
import { useLanguage, type Language } from '../language/language.js';
import { isUnanswered } from '../live/acceptance.js';
import type { Board } from '../live/board.js';
import { responseClock } from '../live/response-clock.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { AccountMenu } from './account-menu.js';
import { PageLinks } from './page-links.js';
import { useDesk } from './desk.js';

/** The time of the center, the truth about the connection, and the numbers that matter. */
export function StatusBar({ board }: { board: Board | null }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  return (
    <header className="status-bar">
      <h1 className="status-name">
        <strong>{text('app.name')}</strong> {desk.account.center.name}
      </h1>
      <PageLinks />
      <CenterClock />
      <Connection />
      {board && <Counts board={board} />}
      <AccountMenu />
    </header>
  );
}

export function CenterClock(): ReactNode {
  const { clockTime, day, zoneName } = useLanguage();
  const now = useStore(secondHand);
  return (
    <p className="status-time">
      <time dateTime={new Date(now).toISOString()}>{clockTime(now)}</time>
      <span className="quiet">{`${day(now)} · ${zoneName(now)}`}</span>
    </p>
  );
}

const degradedTexts = {
  roads: 'degraded.roads',
  redis: 'degraded.redis',
  journal: 'degraded.journal',
  deadlines: 'degraded.deadlines',
} as const;

export function degradedParts({ text }: Language, degraded: readonly string[]): string {
  return degraded
    .map((part) =>
      part in degradedTexts
        ? text(degradedTexts[part as keyof typeof degradedTexts])
        : text('degraded.other', { part }),
    )
    .join(', ');
}

export function Connection(): ReactNode {
  const language = useLanguage();
  const { text, clockTime } = language;
  const connection = useStore(useDesk().live.connection);
  switch (connection.kind) {
    case 'live':
      return (
        <p className="connection" data-state="live" role="status">
          <span className="connection-dot" aria-hidden="true" />
          <strong>{text('connection.live')}</strong>
          <span className="quiet">{text('connection.since', { time: clockTime(connection.since) })}</span>
          {connection.degraded.length > 0 && (
            <span className="degraded">
              {text('degraded.label', { parts: degradedParts(language, connection.degraded) })}
            </span>
          )}
        </p>
      );
    case 'connecting':
      return (
        <p className="connection" data-state="connecting" role="status">
          <span className="connection-dot" aria-hidden="true" />
          <strong>{text('connection.connecting')}</strong>
        </p>
      );
    case 'lost':
      return (
        <p className="connection" data-state="lost">
          <span className="connection-dot" aria-hidden="true" />
          <strong>{text('connection.lost', { time: clockTime(connection.since) })}</strong>
        </p>
      );
  }
}

const isReady = ({ onDuty, assignmentId }: BoardTeam): boolean => onDuty && assignmentId === null;

function Counts({ board }: { board: Board }): ReactNode {
  const { text } = useLanguage();
  const desk = useDesk();
  const settings = useStore(desk.settings);
  const now = useStore(secondHand);
  const ringing = ringingContacts(board).length;
  const open = useMemo(
    () => [...board.incidents.values()].filter(({ state }) => state !== 'closed'),
    [board.incidents],
  );
  const teams = useMemo(() => [...board.teams.values()].filter(({ onDuty }) => onDuty), [board.teams]);
  const waiting = open.filter(({ state }) => state === 'queued').length;
  const unanswered = open.filter(isUnanswered).length;
  const late = settings
    ? open.filter(
        (incident) =>
          responseClock(incident, settings, now).lateness === 'late' ||
          incident.assignments.some(({ overdueSince }) => overdueSince !== null),
      ).length
    : 0;
  return (
    <ul className="counts" aria-label={text('counts.label')}>
      {desk.may('contact.read') && <Count name="ringing" value={ringing} label={text('counts.ringing')} />}
      <Count name="waiting" value={waiting} label={text('counts.waiting')} />
      <Count name="unanswered" value={unanswered} label={text('counts.unanswered')} />
      <Count name="late" value={late} label={text('counts.late')} />
      <Count
        name="ready"
        value={teams.filter(isReady).length}
        label={text('counts.ready', { count: teams.length })}
      />
    </ul>
  );
}

function Count({ name, value, label }: { name: string; value: number; label: string }): ReactNode {
  return (
    <li className="count" data-count={name} data-some={value > 0 || undefined}>
      <strong>{value}</strong> {label}
    </li>
  );
}
