import type { ReactNode } from 'react';
import type { SourceView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';

/** Where facts were published. */
export function Sources({ sources }: { sources: readonly SourceView[] }): ReactNode {
  const { text } = useLanguage();
  return (
    <section>
      <h3 className="section-title">{text('protocol.sources')}</h3>
      <ul className="sources">
        {sources.map(({ title, publisher, year, url }) => (
          <li key={`${title}-${year}`}>
            {url === undefined ? (
              title
            ) : (
              <a href={url} target="_blank" rel="noreferrer">
                {title}
              </a>
            )}{' '}
            <span className="quiet">{`${publisher}, ${year}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
