import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Centers, type CenterSettings } from '#lib/center';
import type { PositionMessage, PositionSource } from '#lib/contract';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { CLOCK, Commands, Metrics, type Caller, type Refusal } from '#lib/platform';
import { onlyTeamOf } from '../team/team-view.js';
import type { Fix, FixedTeam, TeamFix, TeamTrack } from './fix.js';
import { reasonToIgnore, type IgnoredReason } from './fix-handlers.js';
import { PositionFeed } from './position-feed.js';
import { PositionPartitions } from './position-partitions.js';
import { PositionRepository } from './position.repository.js';

/** What became of a batch; told after it is stored. */
export interface PositionReceipt {
  accepted: number;
  ignored: number;
  /** How many were ignored for each reason. */
  reasons: Partial<Record<IgnoredReason, number>>;
}

/** Takes the fixes of devices and trackers in batches: judged one by one, stored together, then acknowledged. */
@Injectable()
export class Positions {
  private readonly acceptedCount;
  private readonly ignoredCount;

  constructor(
    private readonly dataSource: DataSource,
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
    const [team] = await this.listTeams(caller, { teamIds: [teamId], callSigns: [] });
    if (!team) return refuse({ code: 'not_found' });
    return this.storeAll(caller, [{ team, fixes }]);
  }

  /** Stores the fixes of any teams the caller may see; those of others are ignored. */
  async store(caller: Caller, fixes: TeamFix[]): Promise<Result<PositionReceipt, Refusal>> {
    return this.storeAll(caller, deal(fixes, await this.listTeams(caller, namesIn(fixes))));
  }

  private async storeAll(
    caller: Caller,
    sent: readonly SentFixes[],
  ): Promise<Result<PositionReceipt, Refusal>> {
    const { settings } = await this.centers.get(caller.centerId);
    const { good, reasons } = judge(sent, settings, this.clock.now());
    await this.partitions.ensure(good.flatMap(({ fixes }) => fixes.map(({ at }) => at)));
    const source: PositionSource = caller.role === 'integration' ? 'tracker' : 'device';
    return this.commands.runStatement(caller, async (tx) => {
      const { kept, overtakenTeamIds } = await this.positions.store(tx.manager, tx.centerId, good, {
        source,
        receivedAt: tx.now,
      });
      // Somebody else stored the same fix between the judging and now.
      const resent = countOf(good) - kept;
      const receipt: PositionReceipt = {
        accepted: kept,
        ignored: countOf(sent) - kept,
        reasons: resent === 0 ? reasons : { ...reasons, duplicate: (reasons.duplicate ?? 0) + resent },
      };
      tx.afterCommit.push(() => {
        this.count(receipt);
        this.feed.publish(tx.centerId, messagesFor(good, new Set(overtakenTeamIds)));
      });
      return accept(receipt);
    });
  }

  private listTeams(caller: Caller, names: TeamNames): Promise<FixedTeam[]> {
    return this.positions.listTeams(this.dataSource, caller.centerId, {
      ...names,
      only: onlyTeamOf(caller),
    });
  }

  private count({ accepted, reasons }: PositionReceipt): void {
    this.acceptedCount.inc(accepted);
    for (const [reason, ignored] of Object.entries(reasons)) this.ignoredCount.inc({ reason }, ignored);
  }
}

/** Fixes as they were sent, with their team; without one where the caller knows no such team. */
interface SentFixes {
  team: FixedTeam | undefined;
  fixes: Fix[];
}

/** The teams that fixes name. */
interface TeamNames {
  teamIds: string[];
  callSigns: string[];
}

function namesIn(fixes: readonly TeamFix[]): TeamNames {
  const teamIds = new Set<string>();
  const callSigns = new Set<string>();
  for (const { teamId, callSign } of fixes) {
    if (teamId !== undefined) teamIds.add(teamId);
    else if (callSign !== undefined) callSigns.add(callSign);
  }
  return { teamIds: [...teamIds], callSigns: [...callSigns] };
}

/** Deals the fixes to their teams, whose order stays. */
function deal(fixes: readonly TeamFix[], teams: readonly FixedTeam[]): SentFixes[] {
  const ofStrangers: SentFixes = { team: undefined, fixes: [] };
  const byId = new Map<string, SentFixes>();
  const byCallSign = new Map<string, SentFixes>();
  for (const team of teams) {
    const own: SentFixes = { team, fixes: [] };
    byId.set(team.id, own);
    byCallSign.set(team.callSign, own);
  }
  for (const fix of fixes) {
    const own =
      fix.teamId === undefined ? byCallSign.get(fix.callSign ?? '') : byId.get(fix.teamId.toLowerCase());
    (own ?? ofStrangers).fixes.push(fix);
  }
  return [ofStrangers, ...byId.values()];
}

/** Sends each fix through the handlers, each team's in order of time. */
function judge(
  sent: readonly SentFixes[],
  settings: Pick<CenterSettings, 'positionRetentionDays' | 'fixFutureToleranceSeconds'>,
  now: Date,
): { good: TeamTrack[]; reasons: PositionReceipt['reasons'] } {
  const oldestAt = new Date(now.getTime() - settings.positionRetentionDays * 86_400_000);
  const newestAt = new Date(now.getTime() + settings.fixFutureToleranceSeconds * 1000);
  const reasons: PositionReceipt['reasons'] = {};
  const good: TeamTrack[] = [];
  for (const { team, fixes } of sent) {
    const known = team && { ...team };
    const track: Fix[] = [];
    for (const fix of [...fixes].sort((one, other) => one.at.getTime() - other.at.getTime())) {
      const reason = reasonToIgnore(fix, { team: known, oldestAt, newestAt });
      if (reason) {
        reasons[reason] = (reasons[reason] ?? 0) + 1;
      } else {
        track.push(fix);
        known!.lastFixAt = fix.at;
      }
    }
    if (track.length > 0) good.push({ teamId: team!.id, fixes: track });
  }
  return { good, reasons };
}

const countOf = (parts: readonly { fixes: readonly Fix[] }[]): number =>
  parts.reduce((sum, { fixes }) => sum + fixes.length, 0);

/** One message for each team that moved: its newest fix. */
function messagesFor(tracks: readonly TeamTrack[], overtaken: ReadonlySet<string>): PositionMessage[] {
  return tracks
    .filter(({ teamId }) => !overtaken.has(teamId))
    .map(({ teamId, fixes }) => {
      const { lat, lon, at, heading, speed } = fixes.at(-1)!;
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
