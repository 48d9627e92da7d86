import { Inject, Injectable } from '@nestjs/common';
import { Centers } from '#lib/center';
import type { PositionMessage } from '#lib/contract';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { CLOCK, Commands, Metrics, type Caller, type Refusal } from '#lib/platform';
import { onlyTeamOf } from '../team/team-view.js';
import type { Fix, TeamFix, TeamTrack } from './fix.js';
import type { IgnoredReason } from './ignored-reasons.js';
import { PositionFeed } from './position-feed.js';
import { PositionPartitions } from './position-partitions.js';
import { PositionRepository, type Stored } from './position.repository.js';

/** What became of a batch; told after it is stored. */
export interface PositionReceipt {
  accepted: number;
  ignored: number;
  /** How many were ignored for each reason. */
  reasons: Partial<Record<IgnoredReason, number>>;
}

/** Takes the fixes of devices and trackers in batches: judged and stored by one statement, then acknowledged. */
@Injectable()
export class Positions {
  private readonly acceptedCount;
  private readonly ignoredCount;

  constructor(
    private readonly commands: Commands,
    private readonly positions: PositionRepository,
    private readonly partitions: PositionPartitions,
    private readonly feed: PositionFeed,
    private readonly centers: Centers,
    @Inject(CLOCK) private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.acceptedCount = metrics.counter('layad_positions_accepted_total', 'Fixes that were stored.');
    this.ignoredCount = metrics.counter(
      'layad_positions_ignored_total',
      'Fixes that were not stored, and why.',
      ['reason'],
    );
  }

  /** Stores the fixes of one team. */
  async storeFor(caller: Caller, teamId: string, fixes: Fix[]): Promise<Result<PositionReceipt, Refusal>> {
    return this.storeTracks(caller, [{ teamId, fixes }], ({ teams }) => teams === 1);
  }

  /** Stores the fixes of any teams the caller may see; those of others are ignored. */
  async store(caller: Caller, fixes: TeamFix[]): Promise<Result<PositionReceipt, Refusal>> {
    return this.storeTracks(caller, tracksIn(fixes));
  }

  private async storeTracks(
    caller: Caller,
    tracks: readonly TeamTrack[],
    isFound: (stored: Stored) => boolean = () => true,
  ): Promise<Result<PositionReceipt, Refusal>> {
    const { oldestAt, newestAt } = await this.boundsFor(caller);
    const fixes = tracks.flatMap(({ fixes }) => fixes);
    const moments = fixes.map(({ at }) => at);
    await this.partitions.ensure(moments.filter((at) => at >= oldestAt && at <= newestAt));
    return this.commands.runStatement(caller, async (tx) => {
      const stored = await this.positions.store(tx.manager, tx.centerId, tracks, {
        oldestAt,
        newestAt,
        source: caller.role === 'integration' ? 'tracker' : 'device',
        receivedAt: tx.now,
        onlyTeamId: onlyTeamOf(caller),
      });
      if (!isFound(stored)) return refuse({ code: 'not_found' });
      const receipt = receiptFor(fixes.length, stored);
      tx.afterCommit.push(() => {
        this.count(receipt);
        this.feed.publish(tx.centerId, messagesFor(fixes, stored));
      });
      return accept(receipt);
    });
  }

  /** The times between which a fix is worth storing. */
  private async boundsFor({ centerId }: Caller): Promise<{ oldestAt: Date; newestAt: Date }> {
    const { positionRetentionDays, fixFutureToleranceSeconds } = (await this.centers.get(centerId)).settings;
    const now = this.clock.now().getTime();
    return {
      oldestAt: new Date(now - positionRetentionDays * 86_400_000),
      newestAt: new Date(now + fixFutureToleranceSeconds * 1000),
    };
  }

  private count({ accepted, reasons }: PositionReceipt): void {
    this.acceptedCount.inc(accepted);
    for (const [reason, ignored] of Object.entries(reasons)) this.ignoredCount.inc({ reason }, ignored);
  }
}

/** Deals the fixes to the teams they name. */
function tracksIn(fixes: readonly TeamFix[]): TeamTrack[] {
  const tracks = new Map<string, TeamTrack>();
  for (const fix of fixes) {
    const { teamId, callSign } = fix;
    const name = `${teamId} ${callSign}`;
    const track = tracks.get(name);
    if (track) track.fixes.push(fix);
    else tracks.set(name, { teamId, callSign, fixes: [fix] });
  }
  return [...tracks.values()];
}

function receiptFor(sent: number, { kept, reasons }: Stored): PositionReceipt {
  const ignored = sent - kept;
  const told = Object.values(reasons).reduce((sum, fixes) => sum + fixes, 0);
  // What was good and is not stored came twice: in this batch, or in another at the same time.
  const twice = ignored - told;
  return {
    accepted: kept,
    ignored,
    reasons: twice === 0 ? reasons : { ...reasons, duplicate: (reasons.duplicate ?? 0) + twice },
  };
}

/** One message for each team that moved: its newest fix. */
function messagesFor(fixes: readonly Fix[], { newest }: Stored): PositionMessage[] {
  return Object.entries(newest).map(([teamId, number]) => {
    const { lat, lon, at, heading, speed } = fixes[number - 1]!;
    return {
      teamId,
      lat,
      lon,
      at: at.toISOString(),
      ...(heading == null ? {} : { heading }),
      ...(speed == null ? {} : { speed }),
    };
  });
}
