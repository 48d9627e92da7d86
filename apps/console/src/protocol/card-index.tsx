import type { ReactNode } from 'react';
import type { ProtocolVersionSummary } from '../api/generated/types.gen.js';
import { PageLink } from '../board/page-links.js';
import { useLanguage } from '../language/language.js';
import { ListState } from '../look/list-state.js';
import { ApprovalMark } from './approval-mark.js';
import { cardPath } from './protocol-path.js';
import { useVersion } from './use-version.js';

/** The cards of a version by number, each with whether a doctor vouches for it. */
export function CardIndex({
  version,
  present,
}: {
  version: ProtocolVersionSummary;
  present: string | null;
}): ReactNode {
  const { text, locale } = useLanguage();
  const { value, obstacle } = useVersion(version.id);
  return (
    <nav aria-label={text('protocol.cards', { number: version.number })}>
      <h2 className="section-title">{text('protocol.cards', { number: version.number })}</h2>
      <ListState items={value?.cards ?? null} obstacle={obstacle} empty={text('protocol.noCards')} />
      <ul className="protocol-cards">
        {value?.cards.map(({ number, title, approved }) => (
          <li key={number}>
            <PageLink to={cardPath(version.id, number)} current={number === present}>
              <span className="card-number">{number}</span>
              <span>{title[locale]}</span>
              <ApprovalMark approved={approved !== null} />
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
