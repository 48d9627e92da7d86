import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { AskedQuestion } from './asked.js';
import type { TriageSubject } from './triage-run.js';

/** Facts of the first questions that are written in the form: told to the triage from there. */
export function Known({
  known,
  facts,
  onKnown,
}: {
  known: readonly AskedQuestion[];
  facts: TriageSubject['known'];
  /** Leads to where a fact is written; null where it cannot be changed. */
  onKnown: ((key: string) => void) | null;
}): ReactNode {
  const { text, locale } = useLanguage();
  return (
    <ul className="triage-known" aria-label={text('triage.known')}>
      {known.map(({ name, question }) => {
        const there = Boolean(facts[question.key]?.trim());
        const words = `${there ? '✓' : '○'} ${question.short[locale]}`;
        return (
          <li key={name} data-there={there || undefined}>
            {onKnown ? (
              <button type="button" onClick={() => onKnown(question.key)}>
                {words}
                {!there && <span className="visually-hidden">{text('triage.missing')}</span>}
              </button>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ul>
  );
}
