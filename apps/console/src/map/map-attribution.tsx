import { Fragment, useMemo, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/** A piece of an attribution: words, and where they lead. */
interface CreditPart {
  readonly words: string;
  readonly href?: string;
}

/**
 * Whose data the map shows, in its corner, as their licences ask. A credit is text, or HTML as tile servers write it:
 * of that only the words and links to web pages are kept, nothing else reaches the page.
 */
export function MapAttribution({ credits }: { credits: readonly string[] }): ReactNode {
  const { text } = useLanguage();
  const shown = useMemo(() => withoutRepeats(credits.map(creditParts)), [credits]);
  if (shown.length === 0) return null;
  return (
    <ul data-covers-map className="map-attribution" aria-label={text('map.attribution')}>
      {shown.map((parts, index) => (
        <li key={index}>
          {parts.map(({ words, href }, at) =>
            href === undefined ? (
              <Fragment key={at}>{words}</Fragment>
            ) : (
              <a key={at} href={href} target="_blank" rel="noopener noreferrer">
                {words}
              </a>
            ),
          )}
        </li>
      ))}
    </ul>
  );
}

const wordsOf = (parts: readonly CreditPart[]): string =>
  parts
    .map(({ words }) => words)
    .join('')
    .trim();

const hasLink = (parts: readonly CreditPart[]): boolean => parts.some(({ href }) => href !== undefined);

/** Two sources with the same owner are credited once, with the link that one of them has. */
const withoutRepeats = (credits: readonly CreditPart[][]): readonly (readonly CreditPart[])[] => {
  const byWords = new Map<string, readonly CreditPart[]>();
  for (const parts of credits) {
    const words = wordsOf(parts);
    if (!byWords.has(words) || hasLink(parts)) byWords.set(words, parts);
  }
  byWords.delete('');
  return [...byWords.values()];
};

/** Parsed in a document of its own, where nothing runs and nothing is loaded. */
function creditParts(credit: string): CreditPart[] {
  const { body } = new DOMParser().parseFromString(credit, 'text/html');
  for (const element of body.querySelectorAll('script, style')) element.remove();
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const parts: CreditPart[] = [];
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    const words = (textContent ?? '').replace(/\s+/g, ' ');
    const href = pageAt(parentElement?.closest('a')?.getAttribute('href') ?? '');
    parts.push(href === undefined ? { words } : { words, href });
  }
  return parts;
}

/** The address of a web page; undefined for whatever else a link may hold, such as a script. */
function pageAt(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const { protocol, href: address } = new URL(href);
  return protocol === 'https:' || protocol === 'http:' ? address : undefined;
}
