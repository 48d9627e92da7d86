import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { QuestionView } from '../api/generated/types.gen.js';
import { useLanguage, type Language } from '../language/language.js';
import { moveAmongAnswers } from './answer-arrows.js';

interface Choice {
  readonly value: string;
  readonly label: string;
  /** The keys that choose it; the first is shown. */
  readonly keys: readonly string[];
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
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key.startsWith('Arrow')) return moveAmongAnswers(event);
    // In a field for a number a letter is an answer too; in one for words it is a letter.
    if (event.target instanceof HTMLInputElement && question.kind !== 'number') return;
    const choice = choices.find(({ keys }) => keys.includes(event.key.toUpperCase()));
    if (!choice) return;
    event.preventDefault();
    onAnswer(choice.value);
  };
  return (
    <fieldset
      className="triage-question"
      data-asked={question.key}
      tabIndex={-1}
      aria-describedby={question.hint && hintId}
      onKeyDown={press}
    >
      <legend>{question.ask[locale]}</legend>
      {question.hint && (
        <small className="quiet" id={hintId}>
          {question.hint[locale]}
        </small>
      )}
      <div className="triage-answers" data-many={choices.length > 4 || undefined}>
        {typed && <TypedAnswer question={question} given={given} onAnswer={onAnswer} />}
        {choices.map(({ value, label, keys }) => (
          <button
            key={value}
            type="button"
            className="button"
            aria-pressed={given === value}
            onClick={() => onAnswer(value)}
          >
            {label} <kbd>{keys[0]}</kbd>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function choicesOf(question: QuestionView, { text, locale }: Language): Choice[] {
  const keysOf = (label: string, ...more: string[]): string[] => [label.charAt(0).toUpperCase(), ...more];
  const unknown = { value: 'unknown', label: text('triage.unknown'), keys: ['U'] };
  if (question.kind === 'yes_no') {
    const [yes, no] = [text('triage.yes'), text('triage.no')];
    return [
      { value: 'yes', label: yes, keys: keysOf(yes, 'Y') },
      { value: 'no', label: no, keys: keysOf(no, 'N', 'T') },
      unknown,
    ];
  }
  const options = (question.options ?? []).map(({ value, label }, index) => ({
    value,
    label: label[locale],
    keys: [String(index + 1)],
  }));
  return [...options, unknown];
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
