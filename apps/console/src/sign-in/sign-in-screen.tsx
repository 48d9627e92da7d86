import { useState, type ReactNode } from 'react';
import type { Obstacle } from '../api/outcome.js';
import { LookChoices } from '../board/account-menu.js';
import { useLanguage } from '../language/language.js';
import { Refusal } from '../look/refusal.js';
import type { Session } from '../session/session.js';
import './sign-in.css';

/** The way in. */
export function SignInScreen({ session, ended }: { session: Session; ended: boolean }): ReactNode {
  const { text } = useLanguage();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const signIn = async (): Promise<void> => {
    setBusy(true);
    setObstacle(await session.signIn(username.trim(), password));
    setBusy(false);
  };
  return (
    <main className="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <img src="/layad.svg" alt="" width="44" height="44" />
        <h1>{text('signIn.title')}</h1>
        <p className="quiet">{text('signIn.subtitle')}</p>
        {ended && (
          <p role="status" className="sign-in-ended">
            {text('signIn.ended')}
          </p>
        )}
        <label className="field">
          <span>{text('signIn.username')}</span>
          <input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            value={username}
            onChange={({ target }) => setUsername(target.value)}
          />
        </label>
        <label className="field">
          <span>{text('signIn.password')}</span>
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </label>
        <Refusal obstacle={obstacle} />
        <button type="submit" className="button primary large" disabled={busy}>
          {text(busy ? 'signIn.submitting' : 'signIn.submit')}
        </button>
        <div className="sign-in-look">
          <LookChoices />
        </div>
      </form>
    </main>
  );
}

/** A user who was given a password chooses an own one before anything else. */
export function OwnPasswordScreen({ session }: { session: Session }): ReactNode {
  const { text } = useLanguage();
  const [present, setPresent] = useState('');
  const [chosen, setChosen] = useState('');
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  return (
    <main className="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void session.changePassword(present, chosen).then(setObstacle);
        }}
      >
        <h1>{text('signIn.mustChangePassword')}</h1>
        <label className="field">
          <span>{text('signIn.password')}</span>
          <input
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            value={present}
            onChange={({ target }) => setPresent(target.value)}
          />
        </label>
        <label className="field">
          <span>{text('signIn.newPassword')}</span>
          <input
            type="password"
            autoComplete="new-password"
            required
            value={chosen}
            onChange={({ target }) => setChosen(target.value)}
          />
        </label>
        <Refusal obstacle={obstacle} />
        <button type="submit" className="button primary large">
          {text('signIn.changePassword')}
        </button>
      </form>
    </main>
  );
}

/** An account whose work is done elsewhere. */
export function WrongAppScreen({ session }: { session: Session }): ReactNode {
  const { text } = useLanguage();
  return (
    <main className="sign-in">
      <div className="sign-in-note">
        <h1>{text('signIn.forTeams')}</h1>
        <button type="button" className="button primary large" onClick={() => void session.signOut()}>
          {text('account.signOut')}
        </button>
      </div>
    </main>
  );
}
