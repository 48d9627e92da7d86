import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { IncidentType } from '#lib/contract';
import type { CardView, TriageView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { moveAmongAnswers } from './answer-arrows.js';
import { cardsFor } from './card-offers.js';
import { answerKey, panelKeys } from './panel-keys.js';

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
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [writing, setWriting] = useState(false);
  const jumps = view?.openJumps ?? [];
  const byNumber = cards.filter(({ number }) => typed.trim() !== '' && number === typed.trim());
  const fitting =
    typed.trim() === '' ? cardsFor(words, type, cards) : cardsFor(typed, 'unknown_problem', cards);
  const offers = [...byNumber, ...fitting]
    .filter(({ number }) => number !== view?.card.number && !jumps.some(({ to }) => to === number))
    .slice(0, offersShown);
  const choices = [
    ...jumps.map(({ to, title, reason }) => ({
      number: to,
      words: `${title[locale]} · ${reason[locale]}`,
    })),
    ...offers.map(({ number, title }) => ({ number, words: `${number} ${title[locale]}` })),
  ];
  const found = typed.trim() === '' ? undefined : offers[0]?.number;
  const press = (event: KeyboardEvent): void => {
    moveAmongAnswers(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A letter chooses nothing here: it begins the search.
    if (/^\p{L}$/u.test(event.key) && !writing) field.current?.focus();
  };
  return (
    <fieldset
      className="triage-question triage-cards"
      data-asked="card"
      data-turn
      tabIndex={-1}
      onKeyDown={press}
    >
      <legend>{text('triage.chooseCard')}</legend>
      <ol>
        {choices.map(({ number, words: said }, place) => {
          // While something is written digits are written too, and only the first has a key.
          const key = writing ? undefined : answerKey(place);
          const mark = writing && number === found ? panelKeys.goOn.mark : key;
          return (
            <li key={number}>
              <button type="button" className="button" data-panel-key={key} onClick={() => onChoose(number)}>
                <span>{said}</span>
                {mark && <kbd>{mark}</kbd>}
              </button>
            </li>
          );
        })}
      </ol>
      <input
        ref={field}
        aria-label={text('triage.findCard')}
        placeholder={text('triage.findCard')}
        autoComplete="off"
        maxLength={60}
        value={typed}
        onFocus={() => setWriting(true)}
        onBlur={() => setWriting(false)}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey) return;
          event.preventDefault();
          if (found !== undefined) onChoose(found);
        }}
      />
    </fieldset>
  );
}
