import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { QuestionView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';

interface Choice {
  readonly value: string;
  readonly label: string;
  /** The keys that choose it; the first is shown. */
  readonly keys: readonly string[];
}

/** One question as it is spoken, and its answers as large buttons with a key each. */
export function Question({
  question,
  given,
  onAnswer,
}: {
  question: QuestionView;
  /** What was answered; undefined while it is open. */
  given: string | undefined;
  onAnswer: (value: string) => void;
}): ReactNode {
  const { locale } = useLanguage();
  const choices = useChoices(question);
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    const choice = choices.find(({ keys }) => keys.includes(event.key.toUpperCase()));
    if (!choice) return;
    event.preventDefault();
    onAnswer(choice.value);
  };
  return (
    <fieldset className="triage-question" data-open={given === undefined || undefined} onKeyDown={press}>
      <legend>{question.ask[locale]}</legend>
      {question.hint && <small className="quiet">{question.hint[locale]}</small>}
      <div className="triage-answers">
        {(question.kind === 'number' || question.kind === 'text') && (
          <TypedAnswer key={given} question={question} given={given} onAnswer={onAnswer} />
        )}
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

function useChoices(question: QuestionView): Choice[] {
  const { text, locale } = useLanguage();
  const unknown = { value: 'unknown', label: text('triage.unknown'), keys: ['U'] };
  if (question.kind === 'yes_no') {
    return [
      { value: 'yes', label: text('triage.yes'), keys: ['Y'] },
      { value: 'no', label: text('triage.no'), keys: ['N', 'T'] },
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
  const send = (): void => {
    const value = typed.trim().replace(question.kind === 'number' ? ',' : /$^/, '.');
    if (value !== '' && value !== given) onAnswer(value);
  };
  return (
    <label>
      <span className="visually-hidden">{question.ask[locale]}</span>
      <input
        inputMode={question.kind === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        maxLength={question.kind === 'number' ? 6 : 2_000}
        size={question.kind === 'number' ? 4 : 20}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={send}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey) return;
          event.preventDefault();
          send();
        }}
      />
      {question.unit && <span aria-hidden="true">{question.unit[locale]}</span>}
    </label>
  );
}
