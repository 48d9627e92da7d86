import { useState, type ReactNode } from 'react';
import type { LocationLinkView, PlaceSuggestionView } from '../api/generated/types.gen.js';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { useLanguage } from '../language/language.js';
import { Accuracy } from '../look/accuracy.js';
import { Refusal } from '../look/refusal.js';
import { writeCoordinates } from './coordinates.js';
import './phone-places.css';

export interface PhonePlaces {
  readonly links: readonly LocationLinkView[];
  /** Newest position first. */
  readonly suggestions: readonly PlaceSuggestionView[];
}

/** Asking the caller's phone where it is: the link that was sent, how far it came, and what phones told. */
export function PhonePlacesSection({
  places,
  mayAsk,
  onSend,
  onAccept,
}: {
  places: PhonePlaces;
  mayAsk: boolean;
  onSend: (channel: 'sms' | 'whatsapp') => Promise<Outcome<unknown>>;
  /** Makes it the place; null where this person may not. */
  onAccept: ((suggestion: PlaceSuggestionView) => Promise<Outcome<unknown>>) | null;
}): ReactNode {
  const { text } = useLanguage();
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (doing: Promise<Outcome<unknown>>): Promise<void> => {
    setBusy(true);
    const done = await doing;
    setBusy(false);
    setObstacle(done.ok ? null : done.obstacle);
  };
  const [link] = places.links;
  return (
    <section className="phone-places" aria-label={text('phonePlace.title')}>
      <h3 className="section-title">{text('phonePlace.title')}</h3>
      {mayAsk && (
        <div className="phone-places-send">
          <button
            type="button"
            className="button small"
            disabled={busy}
            onClick={() => void act(onSend('whatsapp'))}
          >
            {text('phonePlace.sendWhatsapp')}
          </button>
          <button
            type="button"
            className="button small"
            disabled={busy}
            onClick={() => void act(onSend('sms'))}
          >
            {text('phonePlace.sendSms')}
          </button>
        </div>
      )}
      <p className="quiet" role="status" data-nothing={link ? undefined : true}>
        {link ? <LinkStanding link={link} /> : text('phonePlace.none')}
      </p>
      <ul>
        {places.suggestions.map((suggestion) => (
          <li key={suggestion.id} data-suggestion={suggestion.source}>
            <SuggestionText suggestion={suggestion} />
            {suggestion.isPlace ? (
              <small className="quiet">{text('phonePlace.isPlace')}</small>
            ) : (
              onAccept && (
                <button
                  type="button"
                  className="button small"
                  disabled={busy}
                  onClick={() => void act(onAccept(suggestion))}
                >
                  {text('phonePlace.accept')}
                </button>
              )
            )}
          </li>
        ))}
      </ul>
      <Refusal obstacle={obstacle} />
    </section>
  );
}

function LinkStanding({ link }: { link: LocationLinkView }): ReactNode {
  const { text, clockTime } = useLanguage();
  const { state, trouble, delivery, createdAt } = link;
  // A message that never left is worth more words than that the link exists.
  const standing =
    state === 'sent' && delivery !== 'handed_over'
      ? text(`phonePlace.delivery.${delivery}`)
      : trouble !== null && state === 'troubled'
        ? text(`phonePlace.trouble.${trouble}`)
        : text(`phonePlace.state.${state}`);
  return text('phonePlace.standing', { time: clockTime(createdAt), standing });
}

function SuggestionText({ suggestion }: { suggestion: PlaceSuggestionView }): ReactNode {
  const { text, clockTime, kilometres } = useLanguage();
  const { accuracyMetres, outsideMetres, label, positionedAt, source } = suggestion;
  const facts = [
    clockTime(positionedAt),
    outsideMetres > 0 && text('places.outside', { kilometres: kilometres(outsideMetres) }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <div>
      <strong>{label ?? text(`placeSource.${source}`)}</strong>
      <small className="quiet">
        {accuracyMetres !== null && (
          <>
            <Accuracy metres={accuracyMetres} />
            {' · '}
          </>
        )}
        {[...facts, writeCoordinates(suggestion)].join(' · ')}
      </small>
    </div>
  );
}
