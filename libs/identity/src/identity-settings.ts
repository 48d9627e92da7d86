/**
 * The numbers of signing in, each with its source. They hold for the whole installation, not for one center: accounts
 * are guarded alike everywhere.
 */
export const identitySettings = {
  /** An access token works for so long by the wall clock; what it allows ends sooner when its session is ended. */
  accessTokenSeconds: 15 * 60,
  /** A sign-in that is not used for so long has ended: longer than a crew's days off. */
  sessionIdleDays: 7,
  /** A sign-in ends after so long in any case (NIST SP 800-63B, AAL1: sign in again at least every 30 days). */
  sessionDays: 30,
  /**
   * For so long the refresh token before the present one gets the same answer again instead of ending the session:
   * two tabs that renew at once, or an answer lost on the way.
   */
  refreshGraceSeconds: 10,
  /** What a process remembers of a session or key is at most so old: the longest a revoked one can still work. */
  rememberSeconds: 2,

  /**
   * Wrong passwords in a row from one network before a name is locked there. NIST SP 800-63B §5.2.2 allows at most 100 and asks for growing
   * waits; ten leaves room for a tired operator.
   */
  failuresBeforeLock: 10,
  /**
   * The same from all networks together: below the 100 of NIST SP 800-63B, and more than a whole shift mistypes. It
   * locks every device on which the name has not signed in before.
   */
  failuresBeforeLockAnywhere: 50,
  /** So long a device on which a name has signed in is known for it: a season of leave. */
  knownDeviceDays: 180,
  /** The first lock; each further failure doubles it (OWASP Authentication Cheat Sheet: exponential lockout). */
  firstLockMinutes: 1,
  /** The longest lock: an emergency center must get its operator back within the hour, even under attack. */
  longestLockMinutes: 60,
  /** Failures are forgotten after so long without another one. */
  failuresKeptHours: 24,

  /** NIST SP 800-63B §5.1.1.2 asks for at least 8; two more, because there is no second factor. */
  passwordMinimumLength: 10,
  passwordMaximumLength: 256,
  /** Argon2id as the OWASP Password Storage Cheat Sheet recommends at least: 19 MiB, 2 passes, 1 lane. */
  argon2: { memoryKibibytes: 19_456, passes: 2, lanes: 1 },

  /** `last_used_at` of an API key is written at most this often. */
  keyUseNotedSeconds: 60,
  /** Ended sessions are kept so long for whoever asks what happened; the journal keeps their events for ever. */
  endedSessionsKeptDays: 90,

  /** The audit trail looks back so far unless asked otherwise. */
  auditDefaultDays: 31,
  auditMaximumDays: 366,
} as const;
