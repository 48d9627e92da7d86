import type { Fix, FixedTeam } from './fix.js';

/** What a fix is judged by, besides itself. */
export interface FixCircumstances {
  /** Undefined for a team that does not exist, is out of use, or is not the caller's. */
  team: FixedTeam | undefined;
  /** Fixes before it are past their retention. */
  oldestAt: Date;
  /** Fixes after it come from a wrong clock. */
  newestAt: Date;
}

type KnownCircumstances = FixCircumstances & { team: FixedTeam };
type Handler = (fix: Fix, circumstances: KnownCircumstances) => boolean;

/**
 * The reasons for which a fix is ignored, in the order in which they are looked for; a fix that meets none is stored.
 * An ignored fix never stops the next one.
 *
 * There is no check for implausible jumps: after one wrong fix was taken it would refuse all the right ones that
 * follow, and no published bound separates a bad reading from a vehicle that was carried or came out of a tunnel.
 */
const handlers = {
  /** Latitude and longitude exactly zero is what receivers report that have no fix (Traccar: `filter.zero`). */
  no_place: ({ lat, lon }) => lat === 0 && lon === 0,

  /** Where people are off duty is their own affair: neither a team off duty nor the time before it came on is kept. */
  off_duty: ({ at }, { team }) => !team.onDuty || (team.dutySince !== null && at < team.dutySince),

  too_old: ({ at }, { oldestAt }) => at < oldestAt,

  /** A device's clock may run ahead by the center's tolerance; beyond it the fix would block all later ones. */
  future: ({ at }, { newestAt }) => at > newestAt,

  /** Devices resend what was not acknowledged in time. */
  duplicate: ({ at }, { team }) => at.getTime() === team.lastFixAt?.getTime(),

  /** An old fix never moves a team backwards. */
  out_of_order: ({ at }, { team }) => team.lastFixAt !== null && at < team.lastFixAt,
} as const satisfies Record<string, Handler>;

export type IgnoredReason = 'unknown_team' | keyof typeof handlers;

const inOrder = Object.entries(handlers) as [IgnoredReason, Handler][];

export const ignoredReasons: IgnoredReason[] = ['unknown_team', ...inOrder.map(([reason]) => reason)];

/** Why the fix is to be ignored; undefined when it is to be stored. */
export function reasonToIgnore(fix: Fix, circumstances: FixCircumstances): IgnoredReason | undefined {
  if (!isKnown(circumstances)) return 'unknown_team';
  for (const [reason, applies] of inOrder) {
    if (applies(fix, circumstances)) return reason;
  }
  return undefined;
}

const isKnown = (circumstances: FixCircumstances): circumstances is KnownCircumstances =>
  circumstances.team !== undefined;
