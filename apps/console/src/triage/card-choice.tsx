import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { IncidentType } from '#lib/contract';
import type { CardView, TriageView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { moveAmongAnswers } from './answer-arrows.js';
import { cardsFor } from './card-offers.js';

const offersShown = 5;

/** The card for what the caller complains of: offered by the words and the type in the form, or found by typing. */
export function CardChoice({
  cards,
  view,
  words,
  type,
  onChoose,
}: {
  cards: readonly CardView[];
  view: TriageView | null;
  words: string;
  type: IncidentType;
  onChoose: (card: string) => void;
}): ReactNode {
  const { text, locale } = useLanguage();
  const [typed, setTyped] = useState('');
  const jumps = view?.openJumps ?? [];
  const byNumber = cards.filter(({ number }) => typed.trim() !== '' && number === typed.trim());
  const fitting =
    typed.trim() === '' ? cardsFor(words, type, cards) : cardsFor(typed, 'unknown_problem', cards);
  const offers = [...byNumber, ...fitting]
    .filter(({ number }) => number !== view?.card.number)
    .slice(0, offersShown);
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith('Arrow')) return moveAmongAnswers(event);
    if (event.target instanceof HTMLInputElement) return;
    const offer = offers[Number(event.key) - 1];
    if (!offer) return;
    event.preventDefault();
    onChoose(offer.number);
  };
  return (
    <fieldset className="triage-question triage-cards" data-asked="card" tabIndex={-1} onKeyDown={press}>
      <legend>{text('triage.chooseCard')}</legend>
      {jumps.map((jump) => (
        <button key={jump.to} type="button" className="button" onClick={() => onChoose(jump.to)}>
          {jump.title[locale]} {'·'} {jump.reason[locale]}
        </button>
      ))}
      <ol>
        {offers.map((card, index) => (
          <li key={card.number}>
            <button type="button" className="button" onClick={() => onChoose(card.number)}>
              <span>
                {card.number} {card.title[locale]}
              </span>
              <kbd>{index + 1}</kbd>
            </button>
          </li>
        ))}
      </ol>
      <input
        aria-label={text('triage.findCard')}
        placeholder={text('triage.findCard')}
        autoComplete="off"
        maxLength={60}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey) return;
          event.preventDefault();
          if (offers[0]) onChoose(offers[0].number);
        }}
      />
    </fieldset>
  );
}
