import { english } from './catalogue.en.js';
import type { Language } from './language.js';
import { pluralFormsFor } from './plurals.js';

const pluralForm = pluralFormsFor('en');

/** The words of the console in English, without a browser. */
export const inEnglish: Pick<Language, 'text' | 'locale'> = {
  locale: 'en',
  text: (key, values) =>
    pluralForm(english[key], values).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(values?.[name] ?? whole),
    ),
};
