import { useState, type ReactNode } from 'react';
import type { CreatedExchange, ExchangeView } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { TextField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { ListState } from '../look/list-state.js';
import { MadeOnce } from './made-once.js';
import { ManageList } from './manage-list.js';

/** What tells Layad of calls and callers: telephone exchanges, and phones that say where they are. */
export function Connections(): ReactNode {
  const desk = useDesk();
  return (
    <>
      <Exchanges />
      {desk.may('center.write') && <AmlAddresses />}
    </>
  );
}

function Exchanges(): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const [made, setMade] = useState<CreatedExchange | null>(null);
  const [revoking, setRevoking] = useState<ExchangeView | null>(null);
  const [turn, setTurn] = useState(0);
  const again = (): void => {
    setMade(null);
    setRevoking(null);
    setTurn((present) => present + 1);
  };
  return (
    <>
      <ManageList
        key={turn}
        title={text('manage.connections')}
        explanation={text('exchanges.explanation')}
        read={desk.setup.exchanges}
        columns={[
          { name: text('exchanges.exchange'), show: ({ name }) => name },
          { name: text('exchanges.id'), show: ({ id }) => <code>{id}</code> },
          {
            name: text('exchanges.lastHeard'),
            show: ({ lastHeardAt }) => (lastHeardAt === null ? text('keys.never') : date(lastHeardAt)),
          },
          {
            name: text('users.state'),
            show: ({ revokedAt }) => text(revokedAt === null ? 'keys.valid' : 'keys.revoked'),
          },
        ]}
        fixed
        add={text('exchanges.add')}
        acts={(exchange) =>
          exchange.revokedAt === null && (
            <button type="button" className="button small quiet" onClick={() => setRevoking(exchange)}>
              {text('exchanges.revoke')}
            </button>
          )
        }
        dialog={(row, done) => (row === null ? <ExchangeDialog onMade={setMade} onDone={done} /> : null)}
      />
      {made && (
        <MadeOnce
          title={text('exchanges.madeTitle', { name: made.name })}
          explanation={text('exchanges.madeText')}
          parts={[
            { label: text('exchanges.address'), value: `${location.origin}/api/v1/telephony/events` },
            { label: text('exchanges.id'), value: made.id },
            { label: text('exchanges.secret'), value: made.secret },
          ]}
          onDone={again}
        />
      )}
      {revoking && (
        <FormDialog
          title={text('exchanges.revokeTitle', { name: revoking.name })}
          submit={text('keys.revoke')}
          save={() => desk.setup.revokeExchange(revoking.id)}
          onDone={again}
        >
          <p>{text('exchanges.revokeText')}</p>
        </FormDialog>
      )}
    </>
  );
}

function ExchangeDialog({
  onMade,
  onDone,
}: {
  onMade: (exchange: CreatedExchange) => void;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [name, setName] = useState('');
  const save = async (): Promise<Outcome<unknown>> => {
    const answer = await desk.setup.createExchange(name.trim());
    if (answer.ok) onMade(answer.value);
    return answer;
  };
  return (
    <FormDialog title={text('exchanges.add')} submit={text('exchanges.add')} save={save} onDone={onDone}>
      <TextField
        label={text('users.name')}
        value={name}
        required
        autoFocus
        maxLength={100}
        onChange={setName}
      />
    </FormDialog>
  );
}

/** The address to which a telephone company sends where phones in an emergency are. */
function AmlAddresses(): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const [turn, setTurn] = useState(0);
  const [asked, setAsked] = useState<'renew' | 'close' | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const addresses = useFollowed(() => desk.setup.amlAddresses(), 'aml', turn);
  const items = addresses.value?.items ?? null;
  const present = items?.find(({ expiresAt }) => expiresAt === null);
  const former = items?.filter(({ expiresAt }) => expiresAt !== null) ?? [];
  const done = (): void => {
    setAsked(null);
    setMade(null);
    setTurn((turns) => turns + 1);
  };
  const renew = async (): Promise<Outcome<unknown>> => {
    const answer = await desk.setup.renewAmlAddress();
    if (answer.ok) setMade(`${location.origin}${answer.value.path}`);
    return answer;
  };
  return (
    <section className="setting-group" aria-label={text('aml.title')} data-part="aml">
      <div className="manage-header">
        <div>
          <h3 className="section-title">{text('aml.title')}</h3>
          <p className="quiet">{text('aml.explanation')}</p>
        </div>
        <div className="manage-acts">
          {items && items.length > 0 && (
            <button type="button" className="button" onClick={() => setAsked('close')}>
              {text('aml.close')}
            </button>
          )}
          <button type="button" className="button" disabled={!items} onClick={() => setAsked('renew')}>
            {text('aml.renew')}
          </button>
        </div>
      </div>
      <ListState items={items} obstacle={addresses.obstacle} empty={text('aml.none')} />
      {present && <p>{text('aml.present', { time: date(present.createdAt) })}</p>}
      {former.map(({ createdAt, expiresAt }) => (
        <p key={createdAt} className="quiet">
          {text('aml.former', { time: date(createdAt), until: date(expiresAt ?? createdAt) })}
        </p>
      ))}
      {asked !== null && (
        <FormDialog
          title={text(`aml.${asked}Title`)}
          submit={text(`aml.${asked}Now`)}
          save={asked === 'renew' ? renew : desk.setup.closeAmlAddresses}
          onDone={() => {
            setAsked(null);
            setTurn((turns) => turns + 1);
          }}
        >
          <p>{text(`aml.${asked}Text`)}</p>
        </FormDialog>
      )}
      {made !== null && (
        <MadeOnce
          title={text('aml.madeTitle')}
          explanation={text('aml.madeText')}
          parts={[{ label: text('exchanges.address'), value: made }]}
          onDone={done}
        />
      )}
    </section>
  );
}
