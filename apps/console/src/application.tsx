import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { BoardScreen } from './board/board-screen.js';
import { Desk, DeskContext, useDesk } from './board/desk.js';
import { route } from './board/route.js';
import { LanguageProvider, useLanguage } from './language/language.js';
import { useStore } from './live/store.js';
import { FailureBoundary } from './look/failure-boundary.js';
import type { Account, Session } from './session/session.js';
import { ShiftStart } from './shift/shift-start.js';
import { OwnPasswordScreen, SignInScreen, WrongAppScreen } from './sign-in/sign-in-screen.js';

const OverviewScreen = lazy(() => import('./overview/overview-screen.js'));
const CallsScreen = lazy(() => import('./calls/calls-screen.js'));
const ProtocolScreen = lazy(() => import('./protocol/protocol-screen.js'));
const ManageScreen = lazy(() => import('./manage/manage-screen.js'));
const MapWindow = lazy(() => import('./map/map-window.js'));

/** What is shown: the way in, or the board of who is signed in. */
export function Application({ session }: { session: Session }): ReactNode {
  const state = useStore(session.state);
  const account = state.kind === 'signed_in' ? state.account : undefined;
  return (
    <LanguageProvider fallback={account?.user.locale} timeZone={account?.center.timeZone}>
      {state.kind === 'restoring' && <Restoring />}
      {state.kind === 'signed_out' && <SignInScreen session={session} ended={state.ended} />}
      {account && <SignedIn account={account} session={session} />}
    </LanguageProvider>
  );
}

function Restoring(): ReactNode {
  const { text } = useLanguage();
  return (
    <main className="board-waiting">
      <p role="status">{text('signIn.restoring')}</p>
    </main>
  );
}

function SignedIn({ account, session }: { account: Account; session: Session }): ReactNode {
  if (account.user.mustChangePassword) return <OwnPasswordScreen session={session} />;
  if (account.user.role === 'team') return <WrongAppScreen session={session} />;
  return <AtDesk key={account.user.id} account={account} session={session} />;
}

function AtDesk({ account, session }: { account: Account; session: Session }): ReactNode {
  const path = useStore(route);
  const desk = useMemo(() => new Desk(account, session), [account, session]);
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, [desk]);
  return (
    <DeskContext value={desk}>
      <FailureBoundary key={path.split('/')[1]}>
        <Suspense fallback={<Restoring />}>
          <Page path={path} />
        </Suspense>
      </FailureBoundary>
    </DeskContext>
  );
}

function Page({ path }: { path: string }): ReactNode {
  const desk = useDesk();
  const begun = useStore(desk.shift.begun);
  if (path === '/map') return <MapWindow />;
  if (path === '/overview') return <OverviewScreen />;
  if (path.startsWith('/calls')) return <CallsScreen path={path} />;
  if (path.startsWith('/protocol')) return <ProtocolScreen path={path} />;
  if (path.startsWith('/manage')) return <ManageScreen path={path} />;
  return begun || !desk.may('incident.write') ? <BoardScreen /> : <ShiftStart />;
}
