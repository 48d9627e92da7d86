/**
 * The clock of tokens, sessions and locks: always the wall clock, also in a replay whose injected clock runs sixty
 * times as fast or stands in 2017. A token must not outlive its quarter of an hour because a day is being replayed.
 */
export const SECURITY_CLOCK = Symbol('SecurityClock');
