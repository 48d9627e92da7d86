import type { ReactNode } from 'react';
import type {
  DifferenceView,
  ProtocolVersionSummary,
  ProtocolVersionView,
} from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { PageLink } from '../board/page-links.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { ListState } from '../look/list-state.js';
import { changedWords } from './changed-words.js';
import { differenceGroups, placeText, readable, titleOf, type DifferenceGroup } from './differences.js';
import { cardPath, versionPath } from './protocol-path.js';
import { useVersion } from './use-version.js';

/** What differs in a version since another one, card by card, for people who decide whether it is right. */
export function Comparison({
  version,
  versions,
  since,
}: {
  version: ProtocolVersionSummary;
  versions: readonly ProtocolVersionSummary[];
  since: string;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const before = useVersion(since);
  const after = useVersion(version.id);
  const differences = useFollowed(
    () => desk.supervision.differences(version.id, since),
    `${version.id}-${since}`,
    0,
  );
  const number = versions.find(({ id }) => id === since)?.number ?? '';
  const groups = differences.value && differenceGroups(differences.value.items);
  const ready = before.value && after.value;
  return (
    <section className="protocol-paper" aria-labelledby="comparison-title" data-comparison>
      <header className="manage-header">
        <div>
          <h2 id="comparison-title">{text('comparison.title', { after: version.number, before: number })}</h2>
          {groups && (
            <p className="quiet">
              {text('comparison.count', {
                differences: differences.value?.items.length ?? 0,
                parts: groups.length,
              })}
            </p>
          )}
        </div>
        <PageLink className="button small" to={versionPath(version.id)}>
          {text('comparison.back', { number: version.number })}
        </PageLink>
      </header>
      <ListState
        items={ready ? groups : null}
        obstacle={differences.obstacle ?? before.obstacle ?? after.obstacle}
        empty={text('comparison.same')}
      />
      {before.value &&
        after.value &&
        groups?.map((group) => (
          <Group key={group.kind + group.name} group={group} before={before.value!} after={after.value!} />
        ))}
    </section>
  );
}

function Group({
  group,
  before,
  after,
}: {
  group: DifferenceGroup;
  before: ProtocolVersionView;
  after: ProtocolVersionView;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const title = titleOf(group.kind, group.name, [after, before], language);
  const there = group.kind === 'cards' && group.whole !== 'removed';
  return (
    <section className="difference-group">
      <h3>{there ? <PageLink to={cardPath(after.id, group.name)}>{title}</PageLink> : title}</h3>
      {group.whole !== null ? (
        <p>{text(`comparison.whole.${group.whole}`)}</p>
      ) : (
        <ul>
          {group.rows.map((row) => (
            <li key={row.path}>
              <p className="difference-place">
                <span className="difference-kind" data-kind={row.kind}>
                  {text(`comparison.${row.kind}`)}
                </span>{' '}
                {placeText(row.path, [after, before], language)}
              </p>
              <Changed row={row} before={before} after={after} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Changed({
  row,
  before,
  after,
}: {
  row: DifferenceView;
  before: ProtocolVersionView;
  after: ProtocolVersionView;
}): ReactNode {
  const language = useLanguage();
  const was = row.before === null ? [] : readable(row.before, row.path, before, language);
  const is = row.after === null ? [] : readable(row.after, row.path, after, language);
  if (was.length === 1 && is.length === 1) {
    return (
      <p className="difference-text">
        {changedWords(was[0]!, is[0]!).map(({ kind, text }, index) => {
          if (kind === 'same') return <span key={index}>{text}</span>;
          return kind === 'removed' ? <del key={index}>{text}</del> : <ins key={index}>{text}</ins>;
        })}
      </p>
    );
  }
  return (
    <div className="difference-text">
      {was.map((line, index) => (
        <p key={index}>
          <del>{line}</del>
        </p>
      ))}
      {is.map((line, index) => (
        <p key={index}>
          <ins>{line}</ins>
        </p>
      ))}
    </div>
  );
}
