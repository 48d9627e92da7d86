import { createContext, useContext, type ReactNode } from 'react';
import { locales } from '#lib/contract';
import type { WordsView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';

/** Whether texts stand in both languages: a doctor signs both. */
export const BothLanguages = createContext(false);

/** A text of the protocol in the user's language, and below it in the other where both are wanted. */
export function Spoken({ words }: { words: WordsView }): ReactNode {
  const { locale } = useLanguage();
  const both = useContext(BothLanguages);
  const other = locales.find((one) => one !== locale);
  return (
    <>
      {words[locale]}
      {both && other && (
        <span className="spoken-other" lang={other}>
          {words[other]}
        </span>
      )}
    </>
  );
}
