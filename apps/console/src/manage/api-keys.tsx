import { useState, type ReactNode } from 'react';
import { permissionsByRole, type Permission } from '#lib/contract';
import type { NewApiKey } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { ChecksField, TextField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { ActButton } from './act-button.js';
import { MadeOnce } from './made-once.js';
import { ManageList } from './manage-list.js';

/** Keys for other programs, each with no more than it needs. */
export function ApiKeys(): ReactNode {
  const desk = useDesk();
  const { text, clockTime, day } = useLanguage();
  const [made, setMade] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const moment = (at: string | null): string =>
    at === null ? text('keys.never') : `${day(Date.parse(at))} ${clockTime(at)}`;
  return (
    <>
      <ManageList
        key={turn}
        title={text('manage.keys')}
        explanation={text('keys.explanation')}
        read={desk.api.apiKeys}
        columns={[
          { name: text('users.name'), show: ({ name }) => name },
          { name: text('keys.may'), show: ({ permissions }) => permissions.join(', ') },
          { name: text('keys.lastUsed'), show: ({ lastUsedAt }) => moment(lastUsedAt) },
          {
            name: text('users.state'),
            show: ({ revokedAt }) => text(revokedAt === null ? 'keys.valid' : 'keys.revoked'),
          },
        ]}
        fixed
        add={text('keys.add')}
        acts={({ id, revokedAt }, reload) =>
          revokedAt === null && (
            <ActButton label={text('keys.revoke')} act={() => desk.api.revokeApiKey(id)} done={reload} />
          )
        }
        dialog={(row, done) => (row === null ? <KeyDialog onMade={setMade} onDone={done} /> : null)}
      />
      {made !== null && (
        <MadeOnce
          title={text('keys.madeTitle')}
          explanation={text('keys.madeText')}
          parts={[{ label: text('keys.key'), value: made }]}
          onDone={() => {
            setMade(null);
            setTurn(turn + 1);
          }}
        />
      )}
    </>
  );
}

function KeyDialog({ onMade, onDone }: { onMade: (key: string) => void; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [name, setName] = useState('');
  const [permissions, setPermissions] = useState<readonly Permission[]>([]);
  const save = async (): Promise<Outcome<unknown>> => {
    const answer = await desk.api.createApiKey({
      name: name.trim(),
      permissions: [...permissions] as NonNullable<NewApiKey['permissions']>,
    });
    if (answer.ok) onMade(answer.value.key);
    return answer;
  };
  return (
    <FormDialog title={text('keys.add')} submit={text('keys.add')} save={save} onDone={onDone}>
      <TextField
        label={text('users.name')}
        value={name}
        required
        autoFocus
        maxLength={100}
        onChange={setName}
      />
      <ChecksField
        label={text('keys.may')}
        options={permissionsByRole.integration.map((value) => ({ value, label: value }))}
        chosen={permissions}
        onChange={setPermissions}
      />
    </FormDialog>
  );
}
