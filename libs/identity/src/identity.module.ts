import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { systemClock } from '#lib/kernel';
import { CONFIGURATION, type Configuration } from '#lib/platform';
import { AccessGuard } from './access/access.guard.js';
import { Authenticator } from './access/authenticator.js';
import { Revocations } from './access/revocations.js';
import { ApiKeyController } from './api-key/api-key.controller.js';
import { ApiKeyRepository } from './api-key/api-key.repository.js';
import { ApiKeys } from './api-key/api-keys.js';
import { LiveApiKeys } from './api-key/live-api-keys.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditRepository } from './audit/audit.repository.js';
import { AuditTrail } from './audit/audit-trail.js';
import { PersonalDataAccess } from './audit/personal-data-access.js';
import { DerivedKeys } from './keys/derived-keys.js';
import { secretFor } from './keys/embedded-secret.js';
import { RequestLimits } from './limits/request-limits.js';
import { SECURITY_CLOCK } from './security-clock.js';
import { AccessTokens } from './session/access-tokens.js';
import { LiveSessions } from './session/live-sessions.js';
import { SessionRepository } from './session/session.repository.js';
import { Sessions } from './session/sessions.js';
import { AuthenticationController } from './sign-in/authentication.controller.js';
import { PasswordCheck } from './sign-in/password-check.js';
import { SignIn } from './sign-in/sign-in.js';
import { KnownDevices } from './sign-in/known-devices.js';
import { SignInFailures } from './sign-in/sign-in-failures.js';
import { UserController } from './user/user.controller.js';
import { UserRepository } from './user/user.repository.js';
import { Users } from './user/users.js';

/** Who may do what: users, sessions, keys, the guard before every route, and the audit trail. */
@Module({
  imports: [DiscoveryModule],
  controllers: [AuthenticationController, UserController, ApiKeyController, AuditController],
  providers: [
    { provide: SECURITY_CLOCK, useValue: systemClock },
    {
      provide: DerivedKeys,
      inject: [CONFIGURATION],
      useFactory: (configuration: Configuration) => new DerivedKeys(secretFor(configuration)),
    },
    { provide: APP_GUARD, useClass: AccessGuard },
    AccessTokens,
    ApiKeyRepository,
    ApiKeys,
    AuditRepository,
    AuditTrail,
    Authenticator,
    LiveApiKeys,
    LiveSessions,
    PasswordCheck,
    PersonalDataAccess,
    RequestLimits,
    Revocations,
    SessionRepository,
    Sessions,
    SignIn,
    KnownDevices,
    SignInFailures,
    UserRepository,
    Users,
  ],
  exports: [ApiKeys, Authenticator, DerivedKeys, PersonalDataAccess, RequestLimits, SECURITY_CLOCK, Users],
})
export class IdentityModule {}
