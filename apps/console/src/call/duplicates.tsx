import { useState, type ReactNode } from 'react';
import type { DuplicateView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk, type Desk } from '../board/desk.js';
import { shortNumber } from '../command/suggestions.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { PriorityMark } from '../look/marks.js';
import { Refusal } from '../look/refusal.js';
import type { CallDraft } from './call-draft.js';
import { contactOfCall } from './contact-of-call.js';
import { readCoordinates } from './coordinates.js';
import { useDuplicates } from './use-duplicates.js';

/** Words enough to see why; the rest of the score weighs less. */
const reasonsShown = 3;

/** Incidents that this call is probably about. One press makes it one more caller of the incident. */
export function Duplicates({ draft }: { draft: CallDraft }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const found = useDuplicates(draft);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [linking, setLinking] = useState(false);
  const link = async (duplicate: DuplicateView): Promise<void> => {
    setLinking(true);
    const refused = await linkCall(desk, duplicate.incident.id);
    setLinking(false);
    setObstacle(refused);
    if (!refused) desk.tell(text('duplicates.linked', { number: duplicate.incident.number }));
  };
  return (
    <section className="duplicates" aria-label={text('duplicates.title')} data-found={found.length}>
      <p className="visually-hidden" role="status">
        {found.length > 0 && text('duplicates.found', { count: found.length })}
      </p>
      {found.length > 0 && <h3 className="section-title">{text('duplicates.title')}</h3>}
      <ul>
        {found.map((duplicate, index) => (
          <DuplicateCard
            key={duplicate.incident.id}
            duplicate={duplicate}
            first={index === 0}
            busy={linking}
            onLink={() => void link(duplicate)}
          />
        ))}
      </ul>
      <Refusal obstacle={obstacle} />
    </section>
  );
}

function DuplicateCard({
  duplicate,
  first,
  busy,
  onLink,
}: {
  duplicate: DuplicateView;
  first: boolean;
  busy: boolean;
  onLink: () => void;
}): ReactNode {
  const { text, kilometres } = useLanguage();
  const now = useStore(secondHand);
  const { incident, contacts, reasons, score } = duplicate;
  const metres = reasons.find(({ code }) => code === 'distance')?.distanceMetres;
  const facts = [
    text('duplicates.ago', {
      duration: runningClock((now - Date.parse(incident.clockStartedAt)) / 1_000),
    }),
    metres !== undefined && text('duplicates.distance', { kilometres: kilometres(metres) }),
    contacts > 1 && text('duplicates.callers', { count: contacts }),
    text('duplicates.likely', { percent: Math.min(99, Math.round(score * 100)) }),
  ].filter((fact) => typeof fact === 'string');
  const why = reasons
    .filter(({ weight }) => weight > 0)
    .slice(0, reasonsShown)
    .map((reason) => reason.text);
  return (
    <li className="duplicate">
      <PriorityMark priority={incident.priority} size={20} />
      <div>
        <strong>{incident.complaint ?? text(`type.${incident.type}`)}</strong>
        <small>{facts.join(' · ')}</small>
        {why.length > 0 && (
          <small className="duplicate-why">{text('duplicates.why', { reasons: why.join('; ') })}</small>
        )}
      </div>
      <button
        type="button"
        className="button"
        disabled={busy}
        data-link-first={first || undefined}
        onClick={onLink}
      >
        {text('duplicates.link', { number: shortNumber(incident) })} {first && <kbd>{'F4'}</kbd>}
      </button>
    </li>
  );
}

/**
 * Makes the call a further caller of an incident. Its words go with it as a note, so that nothing that was typed is
 * lost.
 * @returns why it was not done, or null
 */
async function linkCall(desk: Desk, incidentId: string): Promise<Obstacle | null> {
  const contact = await contactOfCall(desk);
  if (!contact.ok) return contact.obstacle;
  const draft = desk.draft.get();
  if (!draft) return null;
  const point = readCoordinates(draft.placeText);
  const linked = await desk.api.linkContact(contact.value, {
    incidentId,
    place: point ? { ...point, accuracyMetres: draft.placeAccuracyMetres } : null,
  });
  if (!linked.ok) return linked.obstacle;
  if (draft.triageId !== null) {
    await desk.api.attachTriage(draft.triageId, incidentId);
    desk.guiding.set({ triageId: draft.triageId, incidentId });
  }
  const words = draft.complaint.trim();
  if (words !== '' && desk.may('patient.write')) {
    const noted = await desk.api.addNote(incidentId, words, `${draft.key}-words`);
    if (!noted.ok) return noted.obstacle;
  }
  desk.draft.set(null);
  desk.select(incidentId);
  return null;
}
