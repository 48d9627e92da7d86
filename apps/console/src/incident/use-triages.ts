import { useState } from 'react';
import type { TriageReport, TriageSummary } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import type { LiveIncident } from '../live/board.js';
import { useStore } from '../live/store.js';
import { useFollowed } from './use-incident.js';

/** A triage on the screen: one that was begun, or one about to begin. */
export interface ShownTriage {
  readonly triageId: string | null;
  /** Stays the same while a new triage gets its identity. */
  readonly turn: number;
  /** Whether it goes on from the call that became the incident, rather than having been opened here. */
  readonly continued: boolean;
}

/** The triages of an incident, and the one that is open on the screen. */
export interface Triages {
  readonly reports: readonly TriageReport[];
  readonly summaries: readonly TriageSummary[];
  readonly running: TriageSummary | undefined;
  readonly shown: ShownTriage | null;
  readonly open: (triageId: string | null) => void;
  /** What was about to begin has begun as this one. */
  readonly begun: (triageId: string) => void;
  readonly close: () => void;
}

const nothing = Promise.resolve<Outcome<{ items: []; nextCursor: null }>>({
  ok: true,
  value: { items: [], nextCursor: null },
});

/** Triages are read as the journal goes on. The guidance that began with the call goes on without a key. */
export function useTriages(incident: LiveIncident): Triages {
  const desk = useDesk();
  const { id, timelineSeq, state } = incident;
  const mayRead = desk.may('triage.read');
  const reports = useFollowed(() => (mayRead ? desk.api.triageReports(id) : nothing), id, timelineSeq);
  const triages = useFollowed(() => (mayRead ? desk.api.triagesOf(id) : nothing), id, timelineSeq);
  const guiding = useStore(desk.guiding);
  const [opened, setOpened] = useState<ShownTriage | null>(null);
  const [folded, setFolded] = useState(false);
  const summaries = triages.value?.items ?? [];
  const belongsHere =
    guiding !== null &&
    (guiding.incidentId === id || summaries.some(({ id: triageId }) => triageId === guiding.triageId));
  const continued = belongsHere ? { triageId: guiding.triageId, turn: 0, continued: true } : null;
  const running = summaries.find((summary) => summary.state === 'running');
  // Who comes back to an arrest goes on with it: nobody may have to look for the guidance.
  const resumed =
    running &&
    running.marks.arrestRecognisedAt !== null &&
    running.startedBy === `user:${desk.account.user.id}`
      ? { triageId: running.id, turn: 0, continued: true }
      : null;
  const may = state !== 'closed' && desk.may('triage.write');
  return {
    reports: reports.value?.items ?? [],
    summaries,
    running,
    shown: may ? (opened ?? continued ?? (folded ? null : resumed)) : null,
    open: (triageId) =>
      setOpened((before) => ({ triageId, turn: (before?.turn ?? 0) + 1, continued: false })),
    begun: (triageId) =>
      setOpened((before) => ({ ...(before ?? continued ?? { turn: 0, continued: false }), triageId })),
    close: () => {
      setOpened(null);
      setFolded(true);
      if (belongsHere) desk.guiding.set(null);
    },
  };
}
