import { useEffect, useState, type ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { PageFrame } from '../board/page-frame.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { ListState } from '../look/list-state.js';
import { CardIndex } from './card-index.js';
import { CardPage } from './card-page.js';
import { Comparison } from './comparison.js';
import { protocolPlace } from './protocol-path.js';
import { BothLanguages } from './spoken.js';
import { VersionIndex } from './version-index.js';
import { VersionPage } from './version-page.js';
import '../look/lists.css';
import '../manage/manage.css';
import './protocol.css';

/** The triage protocol: its versions, its cards in whole, what differs, and who vouches for what. */
export default function ProtocolScreen({ path }: { path: string }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const mark = useStore(desk.live.board, (board) => board?.listsSeq.protocols ?? 0);
  const versions = useFollowed(desk.supervision.versions, 'versions', mark);
  const place = protocolPlace(path);
  const items = versions.value?.items ?? null;
  const summary = items?.find(({ id, inForce }) =>
    place.versionId === null ? inForce : id === place.versionId,
  );
  const [both, setBoth] = useState(false);
  useEffect(() => {
    document.title = `${text('page.protocol')} · ${text('app.name')}`;
    return () => {
      document.title = text('app.name');
    };
  }, [text]);
  return (
    <PageFrame>
      <main className="protocol-page">
        <div className="protocol-index">
          <VersionIndex
            versions={items ?? []}
            builtInOffered={versions.value?.builtInOffered ?? false}
            present={summary?.id ?? null}
          />
          <ListState items={items} obstacle={versions.obstacle} empty={text('protocol.noVersions')} />
          {summary && <CardIndex key={summary.id} version={summary} present={place.card} />}
        </div>
        <BothLanguages value={both}>
          <div className="protocol-content" key={path}>
            {items && !summary && <p className="empty">{text('protocol.noSuchVersion')}</p>}
            {summary && items && place.since !== null && (
              <Comparison version={summary} versions={items} since={place.since} />
            )}
            {summary && items && place.since === null && place.card === null && (
              <VersionPage version={summary} versions={items} />
            )}
            {summary && place.card !== null && (
              <CardPage version={summary} number={place.card} both={both} onBoth={setBoth} />
            )}
          </div>
        </BothLanguages>
      </main>
    </PageFrame>
  );
}
