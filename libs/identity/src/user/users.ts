import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import type { Role } from '#lib/contract';
import {
  Commands,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  foreignKeyViolation,
  uniqueViolation,
  versionFrom,
  type Caller,
  type Page,
  type Queryable,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { passwordTooWeak } from '../password/password-rules.js';
import { hashPassword } from '../password/passwords.js';
import { LiveSessions } from '../session/live-sessions.js';
import { Sessions } from '../session/sessions.js';
import { SignInFailures } from '../sign-in/sign-in-failures.js';
import {
  usernamePattern,
  type NewUser,
  type PasswordReset,
  type UserChanges,
  type UserQuery,
  type UserView,
} from './user.dto.js';
import { UserRepository, type User } from './user.repository.js';

/** A user without a password of its own, for {@link Users.createForDemonstration}. */
export type DemonstrationUser = Omit<NewUser, 'password' | 'mustChangePassword'>;

const cursorPatterns = [/^[a-z0-9._-]{1,64}$/];
const changeable = ['displayName', 'role', 'teamId', 'locale', 'extension'] as const;
const notFound = refuse<Refusal>({ code: 'not_found' });

/** The people of a center who may sign in. They are never deleted, only disabled: the audit trail names them. */
@Injectable()
export class Users {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly repository: UserRepository,
    private readonly failures: SignInFailures,
    private readonly sessions: Sessions,
    private readonly live: LiveSessions,
  ) {}

  async get(caller: Caller, id: string): Promise<Result<UserView, Refusal>> {
    const user = await this.repository.find(this.dataSource, caller.centerId, id);
    return user ? accept(await this.viewOf(user)) : notFound;
  }

  /** Who sits at this extension of the exchange. */
  async idAtExtension(on: Queryable, centerId: string, extension: string): Promise<string | undefined> {
    return (await this.repository.findByExtension(on, centerId, extension))?.id;
  }

  /** The extension of this user's telephone; undefined where an administrator has not written one down. */
  async extensionOf(on: Queryable, centerId: string, id: string): Promise<string | undefined> {
    return (await this.repository.find(on, centerId, id))?.extension ?? undefined;
  }

  /** Whether this is somebody of the center who may sign in. */
  async isEnabled(on: Queryable, centerId: string, id: string): Promise<boolean> {
    return (await this.repository.find(on, centerId, id))?.disabled === false;
  }

  async list(caller: Caller, query: UserQuery): Promise<Result<Page<UserView>, Refusal>> {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, cursorPatterns);
    if (after && !after.accepted) return after;
    const limit = query.limit ?? defaultPageSize;
    const users = await this.repository.list(this.dataSource, caller.centerId, {
      role: query.role,
      after: after?.value[0],
      limit: limit + 1,
    });
    const page = users.slice(0, limit);
    const locked = await this.failures.lockedUntil(
      this.dataSource,
      page.map(({ username }) => username),
    );
    return accept({
      items: page.map((user) => toView(user, locked.get(user.username))),
      nextCursor: users.length > limit ? encodeCursor([page.at(-1)!.username]) : null,
    });
  }

  /** The user of this name in whichever center, for the command line. */
  async findByUsername(username: string): Promise<User | undefined> {
    return this.repository.findByUsername(this.dataSource, username.toLowerCase());
  }

  async create(caller: Caller, asked: NewUser): Promise<Result<UserView, Refusal>> {
    if (passwordTooWeak(asked.password, asked.username.toLowerCase())) {
      return refuse({ code: 'password_too_weak' });
    }
    const passwordHash = await hashPassword(asked.password);
    return this.refusingWhatIsTaken(() =>
      this.commands.run(caller, (tx) =>
        this.insert(tx, asked, passwordHash, asked.mustChangePassword ?? true),
      ),
    );
  }

  /**
   * Creates the users of the demo city with one password that everybody knows. It may be weak where
   * only the loopback address answers, as on the embedded database. Never for a real center.
   */
  async createForDemonstration(
    caller: Caller,
    users: DemonstrationUser[],
    password: string,
  ): Promise<Result<UserView[], Refusal>> {
    const passwordHash = await hashPassword(password);
    return this.refusingWhatIsTaken(() =>
      this.commands.run(caller, async (tx) => {
        const created: UserView[] = [];
        for (const user of users) {
          const inserted = await this.insert(tx, user, passwordHash, false);
          if (!inserted.accepted) return inserted;
          created.push(inserted.value);
        }
        return accept(created);
      }),
    );
  }

  async change(
    caller: Caller,
    id: string,
    ifMatch: string | undefined,
    changes: UserChanges,
  ): Promise<Result<UserView, Refusal>> {
    const version = versionFrom(ifMatch);
    if (!version.accepted) return version;
    return this.refusingWhatIsTaken(() =>
      this.commands.run(caller, async (tx) => {
        const administrators = await this.repository.lockAdministrators(tx.manager, tx.centerId);
        const user = await this.repository.lock(tx.manager, tx.centerId, id);
        if (!user) return notFound;
        if (user.version !== version.value) {
          return refuse({ code: 'version_mismatch', current: await this.viewOf(user, tx) });
        }
        const role = changes.role ?? user.role;
        const next = {
          ...user,
          displayName: changes.displayName ?? user.displayName,
          locale: changes.locale ?? user.locale,
          extension: changes.extension === undefined ? user.extension : changes.extension,
          role,
          teamId: changes.teamId === undefined ? (role === 'team' ? user.teamId : null) : changes.teamId,
        };
        const wrongTeam = teamRefusal(next);
        if (wrongTeam) return wrongTeam;
        if (role !== 'admin' && isLast(administrators, id)) return refuse({ code: 'last_administrator' });
        const fields = changeable.filter((field) => next[field] !== user[field]);
        return accept(fields.length === 0 ? await this.viewOf(user, tx) : await this.save(tx, next, fields));
      }),
    );
  }

  /** Ends all sessions of the user and lets nobody sign in as them. */
  async disable(caller: Caller, id: string): Promise<Result<UserView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const administrators = await this.repository.lockAdministrators(tx.manager, tx.centerId);
      const user = await this.repository.lock(tx.manager, tx.centerId, id);
      if (!user) return notFound;
      if (user.disabled) return accept(await this.viewOf(user, tx));
      if (isLast(administrators, id)) return refuse({ code: 'last_administrator' });
      await this.sessions.end(tx, id, {}, 'user_disabled');
      return accept(await this.save(tx, { ...user, disabled: true }, ['disabled']));
    });
  }

  async enable(caller: Caller, id: string): Promise<Result<UserView, Refusal>> {
    return this.refusingWhatIsTaken(() =>
      this.commands.run(caller, async (tx) => {
        const user = await this.repository.lock(tx.manager, tx.centerId, id);
        if (!user) return notFound;
        if (!user.disabled) return accept(await this.viewOf(user, tx));
        return accept(await this.save(tx, { ...user, disabled: false }, ['disabled']));
      }),
    );
  }

  /** Gives the user a new password, ends all sessions and a lock. */
  async resetPassword(caller: Caller, id: string, reset: PasswordReset): Promise<Result<UserView, Refusal>> {
    const found = await this.repository.find(this.dataSource, caller.centerId, id);
    if (!found) return notFound;
    if (passwordTooWeak(reset.password, found.username)) return refuse({ code: 'password_too_weak' });
    const passwordHash = await hashPassword(reset.password);
    return this.commands.run(caller, async (tx) => {
      const mustChange = reset.mustChangePassword ?? true;
      const user = await this.repository.setPassword(tx.manager, id, passwordHash, mustChange);
      await this.failures.pardon(tx.manager, user.username);
      await this.sessions.end(tx, id, {}, 'password_changed');
      this.recordChange(tx, user, ['password']);
      return accept(toView(user));
    });
  }

  /** Ends a lock after too many wrong passwords, for somebody an administrator knows. */
  async unlock(caller: Caller, id: string): Promise<Result<UserView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const user = await this.repository.lock(tx.manager, tx.centerId, id);
      if (!user) return notFound;
      if (await this.failures.pardon(tx.manager, user.username)) this.recordChange(tx, user, ['lock']);
      return accept(toView(user));
    });
  }

  /** Signs the user out everywhere. */
  async endSessions(caller: Caller, id: string): Promise<Result<void, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      if (!(await this.repository.find(tx.manager, tx.centerId, id))) return notFound;
      await this.sessions.end(tx, id, {}, 'revoked');
      return accept(undefined);
    });
  }

  private async insert(
    tx: Transaction,
    asked: DemonstrationUser,
    passwordHash: string,
    mustChangePassword: boolean,
  ): Promise<Result<UserView, Refusal>> {
    const teamId = asked.teamId ?? null;
    const wrongTeam = teamRefusal({ role: asked.role, teamId });
    if (wrongTeam) return wrongTeam;
    const username = asked.username.toLowerCase();
    if (!usernamePattern.test(username)) {
      return refuse({ code: 'validation_failed', fields: [{ field: 'username', rule: 'matches' }] });
    }
    const user = await this.repository.insert(tx.manager, {
      id: tx.newIdentifier(),
      centerId: tx.centerId,
      username,
      displayName: asked.displayName ?? username,
      role: asked.role,
      teamId,
      locale: asked.locale ?? 'id',
      extension: asked.extension ?? null,
      passwordHash,
      mustChangePassword,
      createdAt: tx.now,
    });
    if (!user) return refuse({ code: 'username_taken' });
    tx.record({ type: 'user.created', subjectId: user.id, subjectVersion: 1, payload: { role: user.role } });
    return accept(toView(user));
  }

  private async save(tx: Transaction, next: User, fields: readonly string[]): Promise<UserView> {
    const user = await this.repository.update(tx.manager, next, tx.now);
    this.recordChange(tx, user, fields);
    return this.viewOf(user, tx);
  }

  private recordChange(tx: Transaction, user: User, fields: readonly string[]): void {
    tx.record({
      type: 'user.changed',
      subjectId: user.id,
      subjectVersion: user.version,
      payload: { fields: [...fields] },
    });
    tx.afterCommit.push(() => this.live.forgetAll());
  }

  private async viewOf(user: User, tx?: Transaction): Promise<UserView> {
    const locked = await this.failures.lockedUntil(tx?.manager ?? this.dataSource, [user.username]);
    return toView(user, locked.get(user.username));
  }

  /**
   * The database alone knows the teams, which belong to a higher floor, and who else has the extension: it refuses
   * those of another center, and what is taken.
   */
  private async refusingWhatIsTaken<T>(work: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
    try {
      return await work();
    } catch (error) {
      if (uniqueViolation(error, 'app_user_extension')) return refuse({ code: 'extension_taken' });
      if (!foreignKeyViolation(error, 'app_user_team')) throw error;
      return refuse({ code: 'validation_failed', fields: [{ field: 'teamId', rule: 'notFound' }] });
    }
  }
}

const isLast = (administrators: string[], id: string) =>
  administrators.length === 1 && administrators[0] === id;

/** A team's user is bound to its team, and nobody else to any. */
function teamRefusal({ role, teamId }: { role: Role; teamId: string | null }) {
  if ((role === 'team') === (teamId !== null)) return undefined;
  return refuse<Refusal>({
    code: 'validation_failed',
    fields: [
      role === 'team'
        ? { field: 'teamId', rule: 'required' }
        : { field: 'teamId', rule: 'onlyWith', parameters: { 0: 'role team' } },
    ],
  });
}

function toView({ centerId: _, ...user }: User, lockedUntil?: Date): UserView {
  return { ...user, lockedUntil: lockedUntil ?? null };
}
