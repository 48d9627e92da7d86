import type { Page } from 'playwright-core';
import type { Locale } from '#lib/contract';
import { catalogues as answers } from '#lib/platform';
import { english } from '../../apps/console/src/language/catalogue.en.js';
import { indonesian } from '../../apps/console/src/language/catalogue.id.js';
import { builtInProtocol } from './protocol-file.js';

/** Every text on the page that is in the page's language by its own account, seen or read out. */
const textsOnPage = `(() => {
  const found = new Set();
  const add = (element, text) => {
    const words = (text ?? '').replace(/\\s+/g, ' ').trim();
    if (words && element.closest('[lang]') === document.documentElement) found.add(words);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement && !node.parentElement.closest('script, style')) add(node.parentElement, node.data);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll('[' + name + ']')) add(element, element.getAttribute(name));
  }
  return [...found];
})()`;

const leaves = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(leaves)
      : [];

/** The texts of both languages that a protocol has. */
function protocolTexts(value: unknown, locale: Locale): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const text = value as Partial<Record<Locale, unknown>>;
  if (typeof text.id === 'string' && typeof text.en === 'string') return [text[locale] as string];
  return Object.values(value).flatMap((part) => protocolTexts(part, locale));
}

const protocol = builtInProtocol();
/** What a person may read in each language: the console's texts, the server's answers, the protocol. */
const texts = {
  id: [...leaves(indonesian), ...leaves(answers.id), ...protocolTexts(protocol, 'id')],
  en: [...leaves(english), ...leaves(answers.en), ...protocolTexts(protocol, 'en')],
} satisfies Record<Locale, string[]>;

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
const written = { id: new Set(texts.id.map(plain)), en: new Set(texts.en.map(plain)) };
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A text with values in it says which language it is only by enough words of its own. */
const fewestLetters = 6;
const patternsOf = (all: readonly string[]): RegExp[] =>
  all
    .map(plain)
    .filter((text) => /\{\w+\}/.test(text))
    .filter((text) => text.replace(/\{\w+\}|[^\p{L}]/gu, '').length >= fewestLetters)
    .map(
      (text) =>
        new RegExp(
          `^${text
            .split(/\{\w+\}/)
            .map(escaped)
            .join('.+?')}$`,
          'u',
        ),
    );
const patterns = { id: patternsOf(texts.id), en: patternsOf(texts.en) };

const isWrittenIn = (locale: Locale, text: string): boolean =>
  written[locale].has(text) || patterns[locale].some((pattern) => pattern.test(text));

/** A key or a code where words should be, a value that was not filled in, or what a program says of nothing. */
const raw =
  /^[a-z]+[a-z0-9]*(_[a-z0-9]+)+$|^[a-z]+([A-Z][a-z]+)+$|^[a-z]+(\.[a-zA-Z0-9_]+)+$|\{\w+\}|\bundefined\b|\bNaN\b|\[object |Invalid Date/;

/** The names of the languages, and of users that are words as well. */
const inEveryLanguage = new Set(['Bahasa Indonesia', 'English', 'doctor', 'Dokter', 'Manajer']);
const oneWord = /^[a-z]+$/;

/** Texts on the page that are in the other language, or in none; `codes` where codes stand on purpose. */
export async function untranslated(page: Page, locale: Locale, codes = false): Promise<string[]> {
  const other = locale === 'id' ? 'en' : 'id';
  const shown = await page.evaluate<string[]>(textsOnPage);
  const parts = shown.flatMap((text) => [text, ...text.split(/ · |, /)].map((part) => part.trim()));
  const strange = parts.filter((part) => {
    if (inEveryLanguage.has(part) || (codes && (raw.test(part) || oneWord.test(part)))) return false;
    return raw.test(part) || (isWrittenIn(other, part) && !isWrittenIn(locale, part));
  });
  return [...new Set(strange)].map((text) => `not in ${locale}: ${text}`);
}
