import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { permissionsByRole, type Locale, type Permission, type Role } from '#lib/contract';
import { Commands, findRow, systemCaller, type Caller, type Refusal } from '#lib/platform';
import { identitySettings } from '../identity-settings.js';
import { passwordTooWeak } from '../password/password-rules.js';
import { hashPassword } from '../password/passwords.js';
import { AccessTokens } from '../session/access-tokens.js';
import { LiveSessions } from '../session/live-sessions.js';
import { Sessions } from '../session/sessions.js';
import { UserRepository } from '../user/user.repository.js';
import { PasswordCheck } from './password-check.js';
import { SignInFailures, type SignInOrigin } from './sign-in-failures.js';

/** The signed-in user, as screens need it. */
export interface SignedInUser {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  centerId: string;
  teamId: string | null;
  locale: Locale;
  mustChangePassword: boolean;
}

export interface SignedIn {
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  user: SignedInUser;
}

export interface OwnAccount {
  user: SignedInUser;
  permissions: readonly Permission[];
  center: { id: string; code: string; name: string; timeZone: string; locale: Locale };
}

/** What people do with their own account: sign in, stay signed in, change the password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly passwords: PasswordCheck,
    private readonly failures: SignInFailures,
    private readonly users: UserRepository,
    private readonly sessions: Sessions,
    private readonly live: LiveSessions,
    private readonly tokens: AccessTokens,
  ) {}

  async signIn(
    { username, password }: { username: string; password: string },
    client: { requestId: string; userAgent?: string; origin: SignInOrigin },
  ): Promise<Result<SignedIn, Refusal>> {
    return this.passwords.check(username.toLowerCase(), password, client.origin, async (user) => {
      const caller = {
        ...systemCaller(user.centerId),
        actor: `user:${user.id}`,
        requestId: client.requestId,
      };
      const opened = await this.commands.run(caller, async (tx) => {
        if (!(await this.users.holdUnchanged(tx.manager, user.id, user.passwordHash)))
          return changedMeanwhile;
        await this.failures.forget(tx.manager, user.username, client.origin);
        return accept(await this.sessions.open(tx, user.id, client.userAgent));
      });
      if (!opened.accepted) return opened;
      return accept(await this.signedIn(user, opened.value.id, opened.value.refreshToken));
    });
  }

  async renew(refreshToken: string, requestId: string): Promise<Result<SignedIn, Refusal>> {
    const renewed = await this.sessions.renew(refreshToken, requestId);
    if (!renewed.accepted) return renewed;
    const { session } = renewed.value;
    const user = { ...session, id: session.userId };
    return accept(await this.signedIn(user, session.id, renewed.value.refreshToken));
  }

  /** Changes one's own password; every other session ends. A wrong present password counts as a failed sign-in. */
  async changePassword(
    caller: Caller,
    { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
    originFor: (username: string) => SignInOrigin,
  ): Promise<Result<void, Refusal>> {
    const { userId, sessionId } = caller;
    const self = userId && (await this.users.find(this.dataSource, caller.centerId, userId));
    if (!self || !sessionId) return refuse({ code: 'forbidden' });
    if (passwordTooWeak(newPassword, self.username)) return refuse({ code: 'password_too_weak' });
    const origin = originFor(self.username);
    return this.passwords.check(self.username, currentPassword, origin, async (checked) => {
      const passwordHash = await hashPassword(newPassword);
      return this.commands.run(caller, async (tx) => {
        if (!(await this.users.holdUnchanged(tx.manager, self.id, checked.passwordHash)))
          return changedMeanwhile;
        await this.failures.pardon(tx.manager, self.username);
        const user = await this.users.setPassword(tx.manager, self.id, passwordHash, false);
        await this.sessions.end(tx, self.id, { except: sessionId }, 'password_changed');
        tx.record({
          type: 'user.changed',
          subjectId: user.id,
          subjectVersion: user.version,
          payload: { fields: ['password'] },
        });
        tx.afterCommit.push(() => this.live.forgetAll());
        return accept(undefined);
      });
    });
  }

  async me(caller: Caller): Promise<Result<OwnAccount, Refusal>> {
    const user = caller.userId && (await this.users.find(this.dataSource, caller.centerId, caller.userId));
    if (!user) return refuse({ code: 'forbidden' });
    // The tenant's own row is laid by the platform; what more a center is belongs to the lib above.
    const center = await findRow<OwnAccount['center']>(
      this.dataSource,
      `select id, code, name, time_zone as "timeZone", locale from center where id = $1`,
      [caller.centerId],
    );
    return accept({
      user: describe(user),
      permissions: permissionsByRole[user.role],
      center: center!,
    });
  }

  private async signedIn(user: SignedInUser, sessionId: string, refreshToken: string): Promise<SignedIn> {
    const accessToken = await this.tokens.issue({ ...user, userId: user.id, sessionId });
    const expiresInSeconds = identitySettings.accessTokenSeconds;
    return { accessToken, expiresInSeconds, refreshToken, user: describe(user) };
  }
}

const describe = (user: SignedInUser): SignedInUser => ({
  id: user.id,
  username: user.username,
  displayName: user.displayName,
  role: user.role,
  centerId: user.centerId,
  teamId: user.teamId,
  locale: user.locale,
  mustChangePassword: user.mustChangePassword,
});

/** Between the check and now the password was replaced or the user disabled: what was right is wrong. */
const changedMeanwhile = refuse<Refusal>({ code: 'credentials_invalid' });
