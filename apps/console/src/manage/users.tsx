import { useState, type ReactNode } from 'react';
import { locales, roles, type Locale, type Role } from '#lib/contract';
import type { UserView } from '../api/generated/types.gen.js';
import { localeNames } from '../board/account-menu.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import type { Field } from '../look/differences.js';
import { SelectField, TextField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { ActButton } from './act-button.js';
import { ManageList } from './manage-list.js';

type HumanRole = Exclude<Role, 'integration'>;
const humanRoles = roles.filter((role): role is HumanRole => role !== 'integration');

/** Who may sign in, and as what. */
export function Users(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [resetting, setResetting] = useState<UserView | null>(null);
  const mayWrite = desk.may('user.write');
  return (
    <>
      <ManageList
        title={text('manage.users')}
        explanation={text('users.explanation')}
        read={desk.api.users}
        columns={[
          { name: text('signIn.username'), show: ({ username }) => username },
          { name: text('users.name'), show: ({ displayName }) => displayName },
          { name: text('users.role'), show: ({ role }) => text(`role.${role as HumanRole}`) },
          { name: text('users.state'), show: (user) => text(`users.${stateOf(user)}`) },
        ]}
        add={mayWrite ? text('users.add') : undefined}
        acts={
          mayWrite
            ? ({ id, disabled, lockedUntil, ...user }, reload) => (
                <>
                  {lockedUntil !== null && (
                    <ActButton
                      label={text('users.unlock')}
                      act={() => desk.api.unlockUser(id)}
                      done={reload}
                    />
                  )}
                  <ActButton
                    label={text(disabled ? 'users.enable' : 'users.disable')}
                    act={() => (disabled ? desk.api.enableUser(id) : desk.api.disableUser(id))}
                    done={reload}
                  />
                  <button
                    type="button"
                    className="button small quiet"
                    onClick={() => setResetting({ id, disabled, lockedUntil, ...user })}
                  >
                    {text('users.reset')}
                  </button>
                </>
              )
            : undefined
        }
        dialog={mayWrite ? (user, done) => <UserDialog user={user} onDone={done} /> : undefined}
      />
      {resetting && <ResetDialog user={resetting} onDone={() => setResetting(null)} />}
    </>
  );
}

const stateOf = ({ disabled, lockedUntil, mustChangePassword }: UserView) =>
  disabled ? 'disabled' : lockedUntil !== null ? 'locked' : mustChangePassword ? 'invited' : 'active';

function UserDialog({ user, onDone }: { user: UserView | null; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const teams = useStore(desk.live.board, (board) => board?.teams);
  const [username, setUsername] = useState(user?.username ?? '');
  const [displayName, setDisplayName] = useState(user?.displayName ?? '');
  const [role, setRole] = useState<HumanRole>((user?.role as HumanRole | undefined) ?? 'operator');
  const [locale, setLocale] = useState<Locale>(user?.locale ?? 'id');
  const [teamId, setTeamId] = useState(user?.teamId ?? '');
  const [extension, setExtension] = useState(user?.extension ?? '');
  const [password, setPassword] = useState('');
  const changes = {
    displayName,
    role,
    locale,
    teamId: role === 'team' ? teamId || null : null,
    extension: extension.trim() || null,
  };
  const fieldsOf = (
    record: Pick<UserView, 'displayName' | 'role' | 'locale' | 'teamId' | 'extension'>,
  ): Field[] => [
    { label: text('users.name'), value: record.displayName },
    { label: text('users.role'), value: text(`role.${record.role as HumanRole}`) },
    { label: text('role.team'), value: teams?.get(record.teamId ?? '')?.callSign ?? '' },
    { label: text('account.language'), value: localeNames[record.locale] },
    { label: text('users.extension'), value: record.extension ?? '' },
  ];
  return (
    <FormDialog
      title={user?.username ?? text('users.add')}
      submit={text('manage.save')}
      save={(version) =>
        user
          ? desk.api.changeUser(user.id, changes, version ?? user.version)
          : desk.api.createUser({
              username: username.trim(),
              password,
              mustChangePassword: true,
              ...changes,
            })
      }
      versions={{ read: user, mine: fieldsOf(changes), fieldsOf }}
      onDone={onDone}
    >
      {!user && (
        <>
          <TextField
            label={text('signIn.username')}
            value={username}
            required
            autoFocus
            maxLength={100}
            onChange={setUsername}
          />
          <TextField
            label={text('users.firstPassword')}
            hint={text('users.firstPasswordHint')}
            type="password"
            autoComplete="new-password"
            value={password}
            required
            onChange={setPassword}
          />
        </>
      )}
      <TextField
        label={text('users.name')}
        value={displayName}
        required
        maxLength={200}
        onChange={setDisplayName}
      />
      <SelectField
        label={text('users.role')}
        value={role}
        options={humanRoles.map((value) => ({ value, label: text(`role.${value}`) }))}
        onChange={setRole}
      />
      {role === 'team' && (
        <SelectField
          label={text('role.team')}
          value={teamId}
          options={[
            { value: '', label: '–' },
            ...[...(teams?.values() ?? [])].map(({ id, callSign }) => ({ value: id, label: callSign })),
          ]}
          onChange={setTeamId}
        />
      )}
      <SelectField
        label={text('account.language')}
        value={locale}
        options={locales.map((value) => ({ value, label: localeNames[value] }))}
        onChange={setLocale}
      />
      <TextField
        label={text('users.extension')}
        hint={text('users.extensionHint')}
        value={extension}
        maxLength={40}
        onChange={setExtension}
      />
    </FormDialog>
  );
}

function ResetDialog({ user, onDone }: { user: UserView; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [password, setPassword] = useState('');
  return (
    <FormDialog
      title={text('users.resetTitle', { name: user.displayName })}
      submit={text('users.reset')}
      save={() => desk.api.resetPassword(user.id, { password, mustChangePassword: true })}
      onDone={onDone}
    >
      <TextField
        label={text('users.firstPassword')}
        hint={text('users.firstPasswordHint')}
        type="password"
        autoComplete="new-password"
        value={password}
        required
        autoFocus
        onChange={setPassword}
      />
    </FormDialog>
  );
}
