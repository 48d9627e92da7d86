import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { AskedQuestion } from './asked.js';
import { panelKeys } from './panel-keys.js';

/** What is still to be asked while something is being said: in a line, until somebody turns to it. */
export function TurnToQuestions({
  question,
  next,
  onTurn,
}: {
  /** Undefined where a card is to be chosen. */
  question: AskedQuestion['question'] | undefined;
  /** Whether nothing is left to say: then it is the next act. */
  next: boolean;
  onTurn: () => void;
}): ReactNode {
  const { text, locale } = useLanguage();
  const { questions, goOn } = panelKeys;
  return (
    <button
      type="button"
      className={next ? 'button primary triage-turn' : 'button small triage-turn'}
      data-panel-key={next ? `${questions.name} ${goOn.name}` : questions.name}
      onClick={onTurn}
    >
      {text('triage.ask', { question: question ? question.short[locale] : text('triage.chooseCard') })}{' '}
      <span className="unbroken">
        <kbd>{questions.mark}</kbd> {next && <kbd>{goOn.mark}</kbd>}
      </span>
    </button>
  );
}
