import { locales, roles, type Locale, type Role } from '#lib/contract';
import {
  Choice,
  Flag,
  Identifier,
  NestedList,
  PageQuery,
  Secret,
  Text,
  Time,
  Whole,
  type Page,
} from '#lib/platform';
import { identitySettings } from '../identity-settings.js';

export const usernamePattern = /^[a-zA-Z0-9][a-zA-Z0-9._-]{1,63}$/;

/** What an exchange calls a telephone: never anything that could be a path of its own. */
const extensionPattern = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,39}$/;

const { passwordMinimumLength, passwordMaximumLength } = identitySettings;

/** A person who may sign in. */
export class UserView {
  @Identifier({ description: 'Identifier.' })
  id: string;

  @Text({ max: 64, description: 'What is typed to sign in; lower case, unique over all centers.' })
  username: string;

  @Text({ max: 100, description: 'The name as colleagues know it.' })
  displayName: string;

  @Choice(roles, { name: 'Role', description: 'What the user may do.' })
  role: Role;

  @Identifier({ nullable: true, description: 'The team of a user with the role `team`.' })
  teamId: string | null;

  @Choice(locales, { name: 'Locale', description: 'The language of texts and errors.' })
  locale: Locale;

  @Text({
    max: 40,
    nullable: true,
    description: 'The telephone on the user’s desk, as the exchange names it.',
  })
  extension: string | null;

  @Flag({ description: 'Cannot sign in.' })
  disabled: boolean;

  @Flag({ description: 'Must choose an own password before anything else.' })
  mustChangePassword: boolean;

  @Time({ nullable: true, description: 'Locked after too many wrong passwords, until then.' })
  lockedUntil: Date | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change; also the `ETag`.' })
  version: number;

  @Time({ description: 'When the user was created.' })
  createdAt: Date;
}

export class UserPage implements Page<UserView> {
  @NestedList(() => UserView, { max: 500, description: 'Users by user name.' })
  items: UserView[];

  @Text({ max: 200, nullable: true, description: 'Where the next page begins; null on the last.' })
  nextCursor: string | null;
}

export class UserQuery extends PageQuery {
  @Choice(roles, { optional: true, name: 'Role', description: 'Only users with this role.' })
  role?: Role;
}

export class NewUser {
  @Text({
    max: 64,
    min: 2,
    pattern: usernamePattern,
    description: 'Letters, digits, `.`, `_`, `-`; kept in lower case. Unique over all centers.',
    example: 'siti.rahma',
  })
  username: string;

  @Secret({
    min: passwordMinimumLength,
    max: passwordMaximumLength,
    description: `At least ${passwordMinimumLength} characters; not a common password, not the user name.`,
  })
  password: string;

  @Text({
    max: 100,
    optional: true,
    description: 'The name as colleagues know it; the user name if left out.',
  })
  displayName?: string;

  @Choice(roles.filter((role) => role !== 'integration'), { description: 'What the user may do.' })
  role: Exclude<Role, 'integration'>;

  @Identifier({
    optional: true,
    nullable: true,
    description: 'Required for the role `team`, and only for it.',
  })
  teamId?: string | null;

  @Choice(locales, { optional: true, description: 'Indonesian if left out.' })
  locale?: Locale;

  @Flag({
    optional: true,
    description: 'Must choose an own password at the first sign-in; true if left out.',
  })
  mustChangePassword?: boolean;

  @Text({
    max: 40,
    pattern: extensionPattern,
    optional: true,
    nullable: true,
    description: 'The telephone on the user’s desk, as the exchange names it. Unique in the center.',
    example: '101',
  })
  extension?: string | null;
}

export class UserChanges {
  @Text({ max: 100, optional: true, description: 'The name as colleagues know it.' })
  displayName?: string;

  @Choice(roles.filter((role) => role !== 'integration'), {
    optional: true,
    description: 'What the user may do, from the next request on.',
  })
  role?: Exclude<Role, 'integration'>;

  @Identifier({
    optional: true,
    nullable: true,
    description: 'Required for the role `team`, and only for it.',
  })
  teamId?: string | null;

  @Choice(locales, { optional: true, description: 'The language of texts and errors.' })
  locale?: Locale;

  @Text({
    max: 40,
    pattern: extensionPattern,
    optional: true,
    nullable: true,
    description: 'The telephone on the user’s desk, as the exchange names it. Unique in the center.',
    example: '101',
  })
  extension?: string | null;
}

export class PasswordReset {
  @Secret({
    min: passwordMinimumLength,
    max: passwordMaximumLength,
    description: `At least ${passwordMinimumLength} characters; not a common password, not the user name.`,
  })
  password: string;

  @Flag({ optional: true, description: 'Must choose an own password at the next sign-in; true if left out.' })
  mustChangePassword?: boolean;
}
