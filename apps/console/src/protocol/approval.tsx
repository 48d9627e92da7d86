import { useState, type ReactNode } from 'react';
import type { CardView, ProtocolVersionView, ScriptView } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { PageLink } from '../board/page-links.js';
import { useLanguage } from '../language/language.js';
import { AreaField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { ApprovalMark } from './approval-mark.js';
import { cardPath } from './protocol-path.js';

interface Subject {
  readonly version: ProtocolVersionView;
  readonly card: CardView;
  /** What the card leads to, and what is signed with it. */
  readonly scripts: readonly ScriptView[];
}

/** Who vouches for the card; a doctor signs it or takes that back. */
export function Approval(subject: Subject): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const [asking, setAsking] = useState(false);
  const { version, card } = subject;
  const { approved } = card;
  const maySign = desk.may('protocol.sign');
  const next = version.cards.find((one) => one.approved === null && one.number > card.number);
  return (
    <div className="approval" data-approved={approved !== null || undefined}>
      <ApprovalMark approved={approved !== null} />
      <p>
        <strong>{text(approved ? 'protocol.signed' : 'protocol.unsigned')}</strong>{' '}
        {approved ? (
          <span>
            {text('protocol.signedBy', { name: approved.byName, at: date(approved.at) })}
            {approved.note !== null && ` · ${approved.note}`}
          </span>
        ) : (
          <span>{text('protocol.unsignedText')}</span>
        )}
      </p>
      {maySign && (
        <span className="approval-acts">
          {approved && next && (
            <PageLink className="button small" to={cardPath(version.id, next.number)}>
              {text('protocol.nextUnsigned')}
            </PageLink>
          )}
          <button
            type="button"
            className={approved ? 'button small' : 'button primary'}
            onClick={() => setAsking(true)}
          >
            {text(approved ? 'protocol.withdraw' : 'protocol.sign')}
          </button>
        </span>
      )}
      {asking &&
        (approved ? (
          <WithdrawDialog {...subject} onDone={() => setAsking(false)} />
        ) : (
          <SignDialog {...subject} onDone={() => setAsking(false)} />
        ))}
    </div>
  );
}

function SignDialog({ version, card, scripts, onDone }: Subject & { onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text, locale } = useLanguage();
  const [note, setNote] = useState('');
  const save = async (): Promise<Outcome<unknown>> => {
    const answer = await desk.supervision.signCard(version.id, card.number, note.trim() || null);
    if (!answer.ok) return answer;
    desk.tell(text('protocol.signedNow', { card: card.number }));
    return answer;
  };
  return (
    <FormDialog
      title={text('protocol.signTitle', { card: card.number, title: card.title[locale] })}
      submit={text('protocol.signSubmit')}
      save={save}
      onDone={onDone}
    >
      <p>{text('protocol.signText', { number: version.number })}</p>
      {scripts.length > 0 && (
        <p className="quiet">
          {text('protocol.signScripts', { scripts: scripts.map(({ title }) => title[locale]).join(', ') })}
        </p>
      )}
      <AreaField
        label={text('protocol.signNote')}
        value={note}
        maxLength={1_000}
        autoFocus
        onChange={setNote}
      />
    </FormDialog>
  );
}

function WithdrawDialog({ version, card, onDone }: Subject & { onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [reason, setReason] = useState('');
  const save = async (): Promise<Outcome<unknown>> => {
    const answer = await desk.supervision.withdrawSignOff(version.id, card.number, reason.trim());
    if (!answer.ok) return answer;
    desk.tell(text('protocol.withdrawnNow', { card: card.number }));
    return answer;
  };
  return (
    <FormDialog
      title={text('protocol.withdrawTitle', { card: card.number })}
      submit={text('protocol.withdrawSubmit')}
      disabled={reason.trim() === ''}
      save={save}
      onDone={onDone}
    >
      <p>{text('protocol.withdrawText')}</p>
      <AreaField
        label={text('protocol.withdrawReason')}
        value={reason}
        required
        maxLength={1_000}
        autoFocus
        onChange={setReason}
      />
    </FormDialog>
  );
}
