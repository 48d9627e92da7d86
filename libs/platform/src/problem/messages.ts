import type { Locale, Problem } from '#lib/contract';
import type { MessageCatalogue } from './message-catalogue.js';
import { english } from './messages.en.js';
import { indonesian } from './messages.id.js';
import { statusByCode, type Refusal } from './refusal.js';

export const catalogues: Readonly<Record<Locale, MessageCatalogue>> = { id: indonesian, en: english };

const fill = (template: string, parameters: Record<string, unknown>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in parameters ? String(parameters[name]) : whole,
  );

/** The locale a client asks for (RFC 9110 §12.5.4), or `fallback`. */
export function localeFrom(acceptLanguage: string | undefined, fallback: Locale): Locale {
  const asked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .sort((a, b) => b.quality - a.quality)
    .find(({ language }) => language === 'id' || language === 'en');
  return (asked?.language as Locale | undefined) ?? fallback;
}

/** Fields that one answer names at most: whoever mends so many will hear of the rest. */
const mostFields = 100;

/** A refusal as an RFC 9457 problem document in the caller's language. */
export function problemFrom(refusal: Refusal, locale: Locale, requestId?: string): Problem {
  const catalogue = catalogues[locale];
  const [title, detail] = catalogue.problems[refusal.code];
  return {
    type: `urn:layad:problem:${refusal.code}`,
    title,
    status: statusByCode[refusal.code],
    detail: fill(detail, { ...refusal.parameters, requestId }),
    code: refusal.code,
    ...(requestId === undefined ? {} : { requestId }),
    ...(refusal.fields === undefined
      ? {}
      : {
          fields: refusal.fields.slice(0, mostFields).map(({ field, rule, parameters = {} }) => ({
            field,
            rule,
            message: fill(catalogue.rules[rule] ?? catalogue.rules['unknown']!, parameters),
          })),
        }),
    ...(refusal.current === undefined ? {} : { current: refusal.current }),
    ...(refusal.allowed === undefined ? {} : { allowed: [...refusal.allowed] }),
  };
}
