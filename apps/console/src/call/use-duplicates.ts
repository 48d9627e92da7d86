import { useEffect, useState } from 'react';
import type { DuplicatesRequest, DuplicateView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useStore } from '../live/store.js';
import type { CallDraft } from './call-draft.js';
import { readCoordinates } from './coordinates.js';

/** A pause of typing. */
const pauseMilliseconds = 400;
/** Others take calls too: what was probable is asked again after this. */
const staleMilliseconds = 20_000;

const nothing: readonly DuplicateView[] = [];

/** Incidents that the call is probably about, likeliest first; asked anew at every pause of typing. */
export function useDuplicates(draft: CallDraft): readonly DuplicateView[] {
  const desk = useDesk();
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  const [found, setFound] = useState(nothing);
  const place = readCoordinates(draft.placeText);
  const request: DuplicatesRequest = {
    contactId: draft.contactId,
    place: place ? { ...place, accuracyMetres: draft.placeAccuracyMetres } : null,
    type: draft.type === 'unknown_problem' ? null : draft.type,
    callerNumber: draft.phone.trim() || null,
    complaint: draft.complaint.trim() || null,
    limit: 3,
  };
  const asked = place || request.complaint || request.callerNumber ? JSON.stringify(request) : null;
  useEffect(() => {
    if (asked === null || !connected || !desk.may('contact.read')) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const answer = await desk.api.duplicates(JSON.parse(asked) as DuplicatesRequest);
      if (stopped) return;
      if (answer.ok) setFound(answer.value.items.filter(({ probable }) => probable));
      timer = setTimeout(() => void ask(), staleMilliseconds);
    };
    timer = setTimeout(() => void ask(), pauseMilliseconds);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [asked, connected, desk]);
  return asked === null || !connected ? nothing : found;
}
