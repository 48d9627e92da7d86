import { useEffect, useRef, useState } from 'react';
import type { Obstacle, Outcome } from '../api/outcome.js';
import type { IncidentView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import type { LiveIncident } from '../live/board.js';

/** Entries that come in one breath are read once. */
const gatherMilliseconds = 150;
const retryMilliseconds = 4_000;

export interface Followed<T> {
  /** The last good answer; kept while a newer one is on its way or cannot be had. */
  readonly value: T | null;
  readonly obstacle: Obstacle | null;
}

/**
 * What `read` answers, read again whenever `mark` moves, and tried again while it fails. An answer that was overtaken
 * by a newer question is thrown away.
 */
export function useFollowed<T>(
  read: () => Promise<Outcome<T>>,
  subject: string,
  mark: number | string,
): Followed<T> {
  const [state, setState] = useState<Followed<T> & { subject: string }>({
    subject,
    value: null,
    obstacle: null,
  });
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const answer = await latest.current();
      if (stopped) return;
      if (answer.ok) setState({ subject, value: answer.value, obstacle: null });
      else {
        const { obstacle } = answer;
        setState((present) => ({
          subject,
          value: present.subject === subject ? present.value : null,
          obstacle,
        }));
        timer = setTimeout(() => void ask(), retryMilliseconds);
      }
    };
    timer = setTimeout(() => void ask(), gatherMilliseconds);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [subject, mark]);
  return state.subject === subject ? state : { value: null, obstacle: null };
}

/** The details of the incident, following the journal. */
export function useIncidentDetails(incident: LiveIncident): Followed<IncidentView> {
  const { api } = useDesk();
  return useFollowed(() => api.incident(incident.id), incident.id, incident.detailsSeq);
}
