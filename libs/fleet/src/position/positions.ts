import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Centers, type CenterSettings } from '#lib/center';
import type { PositionMessage, PositionSource } from '#lib/contract';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { CLOCK, Commands, Metrics, type Caller, type Refusal } from '#lib/platform';
import { onlyTeamOf } from '../team/team-view.js';
import type { Fix, FixedTeam, TeamFix } from './fix.js';
import { reasonToIgnore, type IgnoredReason } from './fix-handlers.js';
import { PositionFeed } from './position-feed.js';
import { PositionPartitions } from './position-partitions.js';
import { PositionRepository, type JudgedFix } from './position.repository.js';

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
    const teams = await this.listTeams(caller, [{ teamId }]);
    if (teams.length === 0) return refuse({ code: 'not_found' });
    return this.storeAll(
      caller,
      teams,
      fixes.map((fix) => ({ ...fix, teamId })),
    );
  }

  /** Stores the fixes of any teams the caller may see; those of others are ignored. */
  async store(caller: Caller, fixes: TeamFix[]): Promise<Result<PositionReceipt, Refusal>> {
    return this.storeAll(caller, await this.listTeams(caller, fixes), fixes);
  }

  private async storeAll(
    caller: Caller,
    teams: FixedTeam[],
    fixes: TeamFix[],
  ): Promise<Result<PositionReceipt, Refusal>> {
    const { settings } = await this.centers.get(caller.centerId);
    const { good, reasons } = judge(fixes, teams, settings, this.clock.now());
    await this.partitions.ensure(good.map(({ at }) => at));
    const source: PositionSource = caller.role === 'integration' ? 'tracker' : 'device';
    return this.commands.run(caller, async (tx) => {
      const { kept, movedTeamIds } = await this.positions.store(tx.manager, tx.centerId, good, {
        source,
        receivedAt: tx.now,
      });
      // Somebody else stored the same fix between the judging and now.
      const resent = good.length - kept;
      const receipt: PositionReceipt = {
        accepted: kept,
        ignored: fixes.length - kept,
        reasons: resent === 0 ? reasons : { ...reasons, duplicate: (reasons.duplicate ?? 0) + resent },
      };
      tx.afterCommit.push(() => {
        this.count(receipt);
        this.feed.publish(tx.centerId, messagesFor(good, new Set(movedTeamIds)));
      });
      return accept(receipt);
    });
  }

  private listTeams(caller: Caller, fixes: Pick<TeamFix, 'teamId' | 'callSign'>[]): Promise<FixedTeam[]> {
    return this.positions.listTeams(this.dataSource, caller.centerId, {
      teamIds: [...new Set(fixes.flatMap(({ teamId }) => teamId ?? []))],
      callSigns: [...new Set(fixes.flatMap(({ callSign }) => callSign ?? []))],
      only: onlyTeamOf(caller),
    });
  }

  private count({ accepted, reasons }: PositionReceipt): void {
    this.acceptedCount.inc(accepted);
    for (const [reason, ignored] of Object.entries(reasons)) this.ignoredCount.inc({ reason }, ignored);
  }
}

/** Sends each fix through the handlers, each team's in order of time; answers the good ones by team and time. */
function judge(
  fixes: TeamFix[],
  teams: FixedTeam[],
  settings: Pick<CenterSettings, 'positionRetentionDays' | 'fixFutureToleranceSeconds'>,
  now: Date,
): { good: JudgedFix[]; reasons: PositionReceipt['reasons'] } {
  const oldestAt = new Date(now.getTime() - settings.positionRetentionDays * 86_400_000);
  const newestAt = new Date(now.getTime() + settings.fixFutureToleranceSeconds * 1000);
  const byId = new Map(teams.map((team) => [team.id, { ...team }]));
  const byCallSign = new Map([...byId.values()].map((team) => [team.callSign, team]));
  const reasons: PositionReceipt['reasons'] = {};
  const good: JudgedFix[] = [];
  for (const fix of [...fixes].sort((one, other) => one.at.getTime() - other.at.getTime())) {
    const team =
      fix.teamId === undefined ? byCallSign.get(fix.callSign ?? '') : byId.get(fix.teamId.toLowerCase());
    const reason = reasonToIgnore(fix, { team, oldestAt, newestAt });
    if (reason) {
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    } else {
      good.push({ ...fix, teamId: team!.id });
      team!.lastFixAt = fix.at;
    }
  }
  // A stable sort: within a team the order of time stays.
  good.sort((one, other) => (one.teamId < other.teamId ? -1 : one.teamId > other.teamId ? 1 : 0));
  return { good, reasons };
}

/** One message for each team that moved: its newest fix. */
function messagesFor(fixes: readonly JudgedFix[], moved: ReadonlySet<string>): PositionMessage[] {
  const newest = new Map(fixes.map((fix) => [fix.teamId, fix]));
  return [...newest.values()]
    .filter(({ teamId }) => moved.has(teamId))
    .map(({ teamId, lat, lon, at, heading, speed }) => ({
      teamId,
      lat,
      lon,
      at: at.toISOString(),
      ...(heading == null ? {} : { heading }),
      ...(speed == null ? {} : { speed }),
    }));
}
