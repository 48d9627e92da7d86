/**
 * The reasons for which a fix is ignored, in the order in which they are looked for; a fix that meets none is stored.
 * An ignored fix never stops the next one. Each is a condition on the `fix`, its `team` as it is known (all null where
 * it is not) and the `limits` of time in the statement that stores.
 *
 * There is no check for implausible jumps: after one wrong fix was taken it would refuse all the right ones that
 * follow, and no published bound separates a bad reading from a vehicle that was carried or came out of a tunnel.
 */
const conditions = {
  /** A team that does not exist, is out of use, or is not the caller's. */
  unknown_team: `team.id is null`,

  /** Latitude and longitude exactly zero is what receivers report that have no fix (Traccar: `filter.zero`). */
  no_place: `fix.lat = 0 and fix.lon = 0`,

  /** Where people are off duty is their own affair: neither a team off duty nor the time before it came on is kept. */
  off_duty: `not team.on_duty or fix.fix_at < team.duty_since`,

  /** Past its retention. */
  too_old: `fix.fix_at < limits.oldest_at`,

  /** A device's clock may run ahead by the center's tolerance; beyond it the fix would block all later ones. */
  future: `fix.fix_at > limits.newest_at`,

  /** Devices resend what was not acknowledged in time. */
  duplicate: `fix.fix_at = team.last_fix_at`,

  /** An old fix never moves a team backwards. */
  out_of_order: `fix.fix_at < team.last_fix_at`,
} as const satisfies Record<string, string>;

export type IgnoredReason = keyof typeof conditions;

/** Why a fix is to be ignored, as an expression of SQL; null when it is to be stored. */
export const reasonToIgnore = `case ${Object.entries(conditions)
  .map(([reason, condition]) => `when ${condition} then '${reason}'`)
  .join(' ')} end`;
