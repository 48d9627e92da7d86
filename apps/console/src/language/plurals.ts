import type { Locale } from '#lib/contract';

/** What is filled into a text. */
export type Values = Readonly<Record<string, string | number>>;

/** A text, or one for each plural form: English has two, Indonesian one. The form follows `count`. */
export type CatalogueText = string | { readonly one: string; readonly other: string };

/** The form of a text that its `count` asks for, by the rules of the language. */
export function pluralFormsFor(locale: Locale): (text: CatalogueText, values?: Values) => string {
  const rules = new Intl.PluralRules(locale);
  return (text, values) => {
    if (typeof text === 'string') return text;
    return rules.select(Number(values?.['count'])) === 'one' ? text.one : text.other;
  };
}
