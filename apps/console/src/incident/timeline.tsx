import type { ReactNode } from 'react';
import type { BoardTeam } from '#lib/contract';
import type { TimelineEntry } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { useGrowing } from '../look/growing.js';
import { timelineText } from './timeline-text.js';
import type { Followed } from './use-incident.js';

/** What happened, the latest first. */
export function Timeline({
  timeline,
  teams,
}: {
  timeline: Followed<{ readonly items: readonly TimelineEntry[] }>;
  teams: ReadonlyMap<string, BoardTeam>;
}): ReactNode {
  const language = useLanguage();
  const { text, clockTime, locale } = language;
  const connection = useStore(useDesk().live.connection);
  const entries = [...(timeline.value?.items ?? [])].reverse();
  const { shown, more } = useGrowing(entries);
  return (
    <section className="timeline">
      <h3 className="section-title">
        {text('timeline.title')}
        <small>
          {connection.kind === 'live'
            ? text('timeline.live')
            : text('timeline.stopped', { time: clockTime(connection.since) })}
        </small>
      </h3>
      {entries.length === 0 && (
        <p className="quiet">{text(timeline.value ? 'timeline.empty' : 'incident.loading')}</p>
      )}
      <ol>
        {shown.map((entry) => (
          <li key={entry.seq}>
            <time dateTime={entry.at}>{clockTime(entry.at)}</time>
            <span title={entry.answer?.ask[locale]}>
              {timelineText(language, entry, teams)}
              {entry.note && <q>{entry.note}</q>}{' '}
              <small className="quiet">{entry.actorName ?? text('timeline.system')}</small>
            </span>
          </li>
        ))}
      </ol>
      {more}
    </section>
  );
}
