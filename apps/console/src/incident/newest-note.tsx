import type { ReactNode } from 'react';
import type { TimelineEntry } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';

/** The last note with the caller's own words, so that nobody looks for it at the end of the timeline. */
export function NewestNote({ entries }: { entries: readonly TimelineEntry[] }): ReactNode {
  const { text, clockTime } = useLanguage();
  const notes = entries.filter(({ note }) => typeof note === 'string');
  const newest = notes.at(-1);
  if (!newest) return null;
  const before = notes.length - 1;
  return (
    <div className="newest-note">
      <dt>{text('incident.note')}</dt>
      <dd>
        <q title={newest.note ?? undefined}>{newest.note}</q>
        <span className="quiet">
          {[
            clockTime(newest.at),
            newest.actorName,
            before > 0 && text('incident.notesBefore', { count: before }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </dd>
    </div>
  );
}
