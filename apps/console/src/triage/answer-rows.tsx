import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { AskedQuestion } from './asked.js';
import { answerText } from './question.js';

/** Questions in a few words each, with what was answered. */
export function AnswerRows({
  title,
  rows,
  onOpen,
}: {
  title: string;
  rows: readonly AskedQuestion[];
  /** Puts the question again; null where nothing is answered any more. */
  onOpen: ((name: string) => void) | null;
}): ReactNode {
  const language = useLanguage();
  if (rows.length === 0) return null;
  return (
    <section className="triage-rows">
      <h4 className="section-title">{title}</h4>
      <ul>
        {rows.map(({ name, question, given }) => (
          <li key={name}>
            <button type="button" disabled={onOpen === null} onClick={() => onOpen?.(name)}>
              <span>{question.short[language.locale]}</span>
              {given !== undefined && <strong>{answerText(question, given, language)}</strong>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
