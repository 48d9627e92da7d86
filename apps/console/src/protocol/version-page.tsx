import { useState, type ReactNode } from 'react';
import type { ProtocolVersionSummary } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { goTo } from '../board/route.js';
import { PageLink } from '../board/page-links.js';
import { useLanguage } from '../language/language.js';
import { SelectField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { cardPath, comparisonPath } from './protocol-path.js';

/** What a version is: where it came from, what it changed, and putting it into force. */
export function VersionPage({
  version,
  versions,
}: {
  version: ProtocolVersionSummary;
  versions: readonly ProtocolVersionSummary[];
}): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const [activating, setActivating] = useState(false);
  const { id, number, inForce, source, madeAt, madeByName, note, changedCards } = version;
  const { cardCount, signedCount } = version;
  const others = versions.filter((other) => other.id !== id);
  return (
    <section className="protocol-paper" aria-label={text('protocol.version', { number })}>
      <header className="manage-header">
        <div>
          <h2>{text('protocol.version', { number })}</h2>
          <p className="quiet">{text(inForce ? 'protocol.inForceText' : 'protocol.notInForceText')}</p>
        </div>
        {!inForce && desk.may('protocol.write') && (
          <button type="button" className="button primary" onClick={() => setActivating(true)}>
            {text('protocol.activate')}
          </button>
        )}
      </header>
      <dl className="facts">
        <dt>{text('protocol.source')}</dt>
        <dd>{text(`protocol.from.${source}`)}</dd>
        <dt>{text('protocol.added')}</dt>
        <dd>{[date(madeAt), madeByName].filter(Boolean).join(' · ')}</dd>
        {note !== null && (
          <>
            <dt>{text('protocol.note')}</dt>
            <dd>{note}</dd>
          </>
        )}
        <dt>{text('protocol.approval')}</dt>
        <dd data-unsigned={signedCount < cardCount || undefined}>
          {text('protocol.signedOf', { signed: signedCount, cards: cardCount })}
          {signedCount < cardCount && ` · ${text('protocol.unsigned')}`}
        </dd>
        <dt>{text('protocol.changed')}</dt>
        <dd>
          {changedCards.length === cardCount ? (
            text('protocol.allCards')
          ) : changedCards.length === 0 ? (
            text('protocol.noCardChanged')
          ) : (
            <span className="card-links">
              {changedCards.map((card) => (
                <PageLink key={card} to={cardPath(id, card)}>
                  {card}
                </PageLink>
              ))}
            </span>
          )}
        </dd>
      </dl>
      {others.length > 0 && (
        <div className="compare-with">
          <SelectField
            label={text('protocol.compareWith')}
            value=""
            options={[
              { value: '', label: text('protocol.chooseVersion') },
              ...others.map((other) => ({
                value: other.id,
                label: text('protocol.version', { number: other.number }),
              })),
            ]}
            onChange={(since) => since && goTo(comparisonPath(id, since))}
          />
        </div>
      )}
      <p className="quiet">{text('protocol.chooseCard')}</p>
      {activating && <ActivateDialog version={version} onDone={() => setActivating(false)} />}
    </section>
  );
}

/** Asked for once more, because every call from now on is asked by it. */
function ActivateDialog({
  version,
  onDone,
}: {
  version: ProtocolVersionSummary;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const { id, number, signedCount, cardCount } = version;
  const save = async (): Promise<Outcome<unknown>> => {
    const answer = await desk.supervision.activate(id);
    if (!answer.ok) return answer;
    desk.tell(text('protocol.activated', { number }));
    return answer;
  };
  return (
    <FormDialog
      title={text('protocol.activateTitle', { number })}
      submit={text('protocol.activateSubmit')}
      save={save}
      onDone={onDone}
    >
      <p>{text('protocol.activateText')}</p>
      {signedCount < cardCount && (
        <p className="warning">{text('protocol.activateUnsigned', { count: cardCount - signedCount })}</p>
      )}
    </FormDialog>
  );
}
