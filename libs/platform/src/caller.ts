import { roleMay, type Locale, type Permission, type Role } from '#lib/contract';

/** Who asks, and in whose name: made once at the door (HTTP, socket, deadline) and passed down to every query. */
export interface Caller {
  /** As written into the journal: `user:<id>`, `integration:<id>` or `system`. */
  readonly actor: string;
  readonly userId?: string;
  readonly name: string;
  readonly role: Role | 'system';
  /** All that an API key may do: less than its role, when its maker said so. */
  readonly permissions?: readonly Permission[];
  readonly centerId: string;
  /** For the role `team`: the only team whose rows this caller may see. */
  readonly teamId?: string;
  readonly sessionId?: string;
  readonly locale: Locale;
  readonly requestId?: string;
  /** The same key and body give the same answer again. */
  readonly idempotency?: { readonly key: string; readonly requestHash: string };
}

/** The system itself: deadlines and the cascade. */
export const systemCaller = (centerId: string): Caller => ({
  actor: 'system',
  name: 'Layad',
  role: 'system',
  centerId,
  locale: 'id',
});

/** Whether the caller may do this. The system may do everything. */
export const callerMay = (caller: Caller, permission: Permission): boolean =>
  caller.role === 'system' ||
  (roleMay(caller.role, permission) && (caller.permissions?.includes(permission) ?? true));
