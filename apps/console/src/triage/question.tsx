import { useId, useState, type ReactNode } from 'react';
import type { QuestionView } from '../api/generated/types.gen.js';
import { useLanguage, type Language } from '../language/language.js';
import { moveAmongAnswers } from './answer-arrows.js';
import { answerKey, panelKeys } from './panel-keys.js';

interface Choice {
  readonly value: string;
  readonly label: string;
  /** The key that chooses it, as it stands on it; undefined where there is none. */
  readonly key: string | undefined;
}

/** The question to put now, as it is spoken, and its answers as large buttons with a key each. */
export function Question({
  question,
  given,
  onAnswer,
}: {
  question: QuestionView;
  /** What was answered before, where somebody came back to it. */
  given: string | undefined;
  onAnswer: (value: string) => void;
}): ReactNode {
  const language = useLanguage();
  const { locale } = language;
  const choices = choicesOf(question, language);
  const hintId = useId();
  const typed = question.kind === 'number' || question.kind === 'text';
  return (
    <fieldset
      className="triage-question"
      data-asked={question.key}
      data-turn
      tabIndex={-1}
      aria-describedby={question.hint && hintId}
      onKeyDown={moveAmongAnswers}
    >
      <legend>{question.ask[locale]}</legend>
      {question.hint && (
        <small className="quiet" id={hintId}>
          {question.hint[locale]}
        </small>
      )}
      <div className="triage-answers" data-many={choices.length > 4 || undefined}>
        {typed && <TypedAnswer question={question} given={given} onAnswer={onAnswer} />}
        {choices.map(({ value, label, key }) => (
          <button
            key={value}
            type="button"
            className="button"
            data-panel-key={key}
            aria-pressed={given === value}
            onClick={() => onAnswer(value)}
          >
            {label} {key && <kbd>{key}</kbd>}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Digits choose, whatever the answers are called; only what is not known has a letter, for a number has the digits. */
function choicesOf({ kind, options = [] }: QuestionView, { text, locale }: Language): Choice[] {
  const answers =
    kind === 'yes_no'
      ? (['yes', 'no'] as const).map((value) => ({ value, label: text(`triage.${value}`) }))
      : options.map(({ value, label }) => ({ value, label: label[locale] }));
  return [
    ...answers.map((answer, place) => ({ ...answer, key: answerKey(place) })),
    {
      value: 'unknown',
      label: text('triage.unknown'),
      // In a field for words it is a letter.
      key: kind === 'text' ? undefined : panelKeys.unknown.name,
    },
  ];
}

/** An answer in a few words, as it stands among those that were given. */
export function answerText(question: QuestionView, given: string, { text, locale }: Language): string {
  if (given === 'unknown') return text('triage.unknown');
  if (question.kind === 'yes_no') return text(given === 'yes' ? 'triage.yes' : 'triage.no');
  const option = question.options?.find(({ value }) => value === given);
  return option?.label[locale] ?? `${given} ${question.unit?.[locale] ?? ''}`.trim();
}

function TypedAnswer({
  question,
  given,
  onAnswer,
}: {
  question: QuestionView;
  given: string | undefined;
  onAnswer: (value: string) => void;
}): ReactNode {
  const { locale } = useLanguage();
  const [typed, setTyped] = useState(given === 'unknown' ? '' : (given ?? ''));
  const isNumber = question.kind === 'number';
  return (
    <label>
      <span className="visually-hidden">{question.ask[locale]}</span>
      <input
        inputMode={isNumber ? 'decimal' : 'text'}
        autoComplete="off"
        maxLength={isNumber ? 6 : 2_000}
        size={isNumber ? 4 : 20}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey) return;
          event.preventDefault();
          const value = isNumber ? typed.trim().replace(',', '.') : typed.trim();
          if (value !== '') onAnswer(value);
        }}
      />
      {question.unit && <span aria-hidden="true">{question.unit[locale]}</span>}
      <kbd>{'⏎'}</kbd>
    </label>
  );
}
