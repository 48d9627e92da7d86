import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import type { Locale } from '#lib/contract';
import { createStore, useStore } from '../live/store.js';
import { english } from './catalogue.en.js';
import { indonesian } from './catalogue.id.js';
import { formatsFor, type Formats } from './formats.js';
import { pluralFormsFor, type CatalogueText, type Values } from './plurals.js';

export type TextKey = keyof typeof indonesian;
const catalogues: Readonly<Record<Locale, Readonly<Record<TextKey, CatalogueText>>>> = {
  id: indonesian,
  en: english,
};

/** The words of one language, and how it writes times and numbers. */
export interface Language extends Formats {
  readonly locale: Locale;
  readonly text: (key: TextKey, values?: Values) => string;
}

export function languageFor(locale: Locale, timeZone: string): Language {
  const catalogue = catalogues[locale];
  const formFor = pluralFormsFor(locale);
  return {
    locale,
    text: (key, values) =>
      formFor(catalogue[key], values).replace(/\{(\w+)\}/g, (whole, name: string) =>
        String(values?.[name] ?? whole),
      ),
    ...formatsFor(locale, timeZone),
  };
}

const chosenKey = 'layad.locale';
const chosen = localStorage.getItem(chosenKey);

/** The language chosen on this machine; before anyone chose, the language of the user or of the center. */
export const chosenLocale = createStore<Locale | null>(chosen === 'id' || chosen === 'en' ? chosen : null);

export function chooseLocale(locale: Locale): void {
  localStorage.setItem(chosenKey, locale);
  chosenLocale.set(locale);
}

const LanguageContext = createContext<Language>(languageFor('id', 'Asia/Jakarta'));
export const useLanguage = (): Language => useContext(LanguageContext);

export function LanguageProvider({
  fallback = 'id',
  timeZone = 'Asia/Jakarta',
  children,
}: {
  fallback?: Locale | undefined;
  timeZone?: string | undefined;
  children: ReactNode;
}): ReactNode {
  const locale = useStore(chosenLocale) ?? fallback;
  const language = useMemo(() => languageFor(locale, timeZone), [locale, timeZone]);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}
