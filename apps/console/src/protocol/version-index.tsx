import { useState, type ReactNode } from 'react';
import type { ProtocolVersionSummary } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { PageLink } from '../board/page-links.js';
import { useLanguage } from '../language/language.js';
import { Freshness } from '../look/freshness.js';
import { ActButton } from '../manage/act-button.js';
import { ImportDialog } from './import-dialog.js';
import { versionPath } from './protocol-path.js';

/** The versions, newest first, and how a further one comes in. */
export function VersionIndex({
  versions,
  builtInOffered,
  present,
}: {
  versions: readonly ProtocolVersionSummary[];
  builtInOffered: boolean;
  present: string | null;
}): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const [adding, setAdding] = useState(false);
  const mayWrite = desk.may('protocol.write');
  return (
    <nav aria-label={text('protocol.versions')}>
      <h2 className="section-title">
        {text('protocol.versions')} <Freshness />
      </h2>
      <ul className="protocol-versions">
        {versions.map(({ id, number, inForce, source, madeAt, signedCount, cardCount }) => (
          <li key={id}>
            <PageLink to={versionPath(id)} current={id === present}>
              <strong>{text('protocol.version', { number })}</strong>
              {inForce && <span className="in-force">{text('protocol.inForce')}</span>}
              <small>{`${text(`protocol.from.${source}`)} · ${date(madeAt)}`}</small>
              <small data-unsigned={signedCount < cardCount || undefined}>
                {text('protocol.signedOf', { signed: signedCount, cards: cardCount })}
              </small>
            </PageLink>
          </li>
        ))}
      </ul>
      {mayWrite && (
        <p className="protocol-add">
          <button type="button" className="button small" onClick={() => setAdding(true)}>
            {text('protocol.add')}
          </button>
          {builtInOffered && (
            <ActButton
              label={text('protocol.addBuiltIn')}
              act={desk.supervision.addBuiltIn}
              done={() => undefined}
            />
          )}
        </p>
      )}
      {adding && <ImportDialog onDone={() => setAdding(false)} />}
    </nav>
  );
}
