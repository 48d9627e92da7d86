import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { FacilityModule } from '#lib/facility';
import { IdentityModule } from '#lib/identity';
import { OffDutyGuards } from './duty/off-duty-guards.js';
import { TeamDuty } from './duty/team-duty.js';
import { PositionController } from './position/position.controller.js';
import { PositionFeed } from './position/position-feed.js';
import { PositionHistoryRepository } from './position/position-history.repository.js';
import { PositionPartitions } from './position/position-partitions.js';
import { PositionRepository } from './position/position.repository.js';
import { PositionRetention } from './position/position-retention.js';
import { Positions } from './position/positions.js';
import { Tracks } from './position/tracks.js';
import { TeamController } from './team/team.controller.js';
import { TeamRepository } from './team/team.repository.js';
import { Teams } from './team/teams.js';

@Module({
  imports: [CenterModule, FacilityModule, IdentityModule],
  controllers: [TeamController, PositionController],
  providers: [
    OffDutyGuards,
    PositionFeed,
    PositionHistoryRepository,
    PositionPartitions,
    PositionRepository,
    PositionRetention,
    Positions,
    TeamDuty,
    TeamRepository,
    Teams,
    Tracks,
  ],
  exports: [PositionFeed, Positions, TeamDuty, Teams],
})
export class FleetModule {}
