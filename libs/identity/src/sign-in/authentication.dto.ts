import { locales, permissions, roles, type Locale, type Permission, type Role } from '#lib/contract';
import {
  Choice,
  Choices,
  Flag,
  Identifier,
  Nested,
  NestedList,
  Secret,
  Text,
  Time,
  Whole,
} from '#lib/platform';
import { identitySettings } from '../identity-settings.js';

const { passwordMinimumLength, passwordMaximumLength } = identitySettings;

/** How a client keeps its refresh token. */
export const refreshTokenPlaces = ['cookie', 'body'] as const;

export class Credentials {
  @Text({ max: 64, description: 'In whatever case.', example: 'operator' })
  username: string;

  @Secret({ max: passwordMaximumLength, description: 'Exactly as chosen.' })
  password: string;

  @Choice(refreshTokenPlaces, {
    optional: true,
    description:
      '`cookie` (if left out): the refresh token comes as a cookie that scripts cannot read. `body`: in the answer, for apps that are not a browser.',
  })
  refreshTokenIn?: (typeof refreshTokenPlaces)[number];
}

export class Renewal {
  @Text({ max: 200, optional: true, description: 'The refresh token, when it is not in the cookie.' })
  refreshToken?: string;
}

export class OwnUser {
  @Identifier({ description: 'Identifier.' })
  id: string;

  @Text({ max: 64, description: 'User name.' })
  username: string;

  @Text({ max: 100, description: 'The name as colleagues know it.' })
  displayName: string;

  @Choice(roles, { name: 'Role', description: 'What the user may do.' })
  role: Role;

  @Identifier({ description: 'The center the user belongs to.' })
  centerId: string;

  @Identifier({ nullable: true, description: 'The team of a user with the role `team`.' })
  teamId: string | null;

  @Choice(locales, { name: 'Locale', description: 'The language of texts and errors.' })
  locale: Locale;

  @Flag({ description: 'Must choose an own password (`POST /auth/password`) before anything else.' })
  mustChangePassword: boolean;
}

export class SignedInAnswer {
  @Text({ max: 2_000, description: 'Sent as `Authorization: Bearer …`.' })
  accessToken: string;

  @Whole({ min: 1, max: 86_400, description: 'Seconds until the access token must be renewed.' })
  expiresInSeconds: number;

  @Nested(() => OwnUser, { description: 'Who signed in.' })
  user: OwnUser;

  @Text({ max: 200, optional: true, description: 'Only when it was asked for in the body.' })
  refreshToken?: string;
}

class OwnCenter {
  @Identifier({ description: 'Identifier.' })
  id: string;

  @Text({ max: 8, description: 'Short code.' })
  code: string;

  @Text({ max: 200, description: 'Name.' })
  name: string;

  @Text({ max: 64, description: 'IANA time zone.', example: 'Asia/Jakarta' })
  timeZone: string;

  @Choice(locales, { name: 'Locale', description: 'The language of the center.' })
  locale: Locale;
}

export class OwnAccountAnswer {
  @Nested(() => OwnUser, { description: 'Who is signed in.' })
  user: OwnUser;

  @Choices(permissions, { description: 'What the user may do.' })
  permissions: readonly Permission[];

  @Nested(() => OwnCenter, { description: 'The center the user belongs to.' })
  center: OwnCenter;
}

export class PasswordChange {
  @Secret({ max: passwordMaximumLength, description: 'The present password.' })
  currentPassword: string;

  @Secret({
    min: passwordMinimumLength,
    max: passwordMaximumLength,
    description: `At least ${passwordMinimumLength} characters; not a common password, not the user name.`,
  })
  newPassword: string;
}

export class SessionView {
  @Identifier({ description: 'Identifier.' })
  id: string;

  @Flag({ description: 'The session of this request.' })
  current: boolean;

  @Time({ description: 'When the user signed in.' })
  createdAt: Date;

  @Time({ description: 'When it was last renewed.' })
  lastRenewedAt: Date;

  @Time({ description: 'When it ends in any case.' })
  expiresAt: Date;

  @Text({ max: 200, nullable: true, description: 'What the browser or app called itself at sign-in.' })
  userAgent: string | null;
}

export class SessionList {
  @NestedList(() => SessionView, { max: 200, description: 'Running sessions, the one used last first.' })
  items: SessionView[];
}
